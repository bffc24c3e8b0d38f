"""The table of escalation as this site has it: as shipped, with the clocks that the operator made shorter."""

from functools import cache

from django.conf import settings

from bedside.policy.escalation import Table, shipped, tightened


def table() -> Table:
    """Return the table that holds on this site. The settings were checked when the site started."""
    return _tightened(settings.CONFIG.escalation)


@cache
def _tightened(wish: str) -> Table:
    return tightened(shipped(), wish)
