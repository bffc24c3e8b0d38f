"""A member lets the site count what she keeps, or compare it with what others keep; and ends that. Nobody reads it."""

from collections.abc import Iterable

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import share_with, stop_sharing
from bedside.areas.records.errors import Unclear
from bedside.areas.records.queries.sharing import own_grants
from bedside.policy.sharing import RESEARCH


def let_use(*, by: Viewer, audience: str, kinds: Iterable[str]) -> int:
    """Let all of these kinds be used, what is kept and what will be; return the grant's number.

    There is one for each account and use: it takes the place of the one before. Single items can be taken out
    (`sharing.choose`). Raises Unclear for another audience or no kind, and NotAllowed for who is not of age.
    """
    if audience not in RESEARCH:
        raise Unclear("Nothing is chosen.", do="Choose one.", field="audience")
    return share_with(by=by, audience=audience, kinds=kinds, covers="all")


@transaction.atomic
def stop_use(*, by: Viewer, audience: str) -> None:
    """End one use at once; where there is none nothing changes."""
    for grant in own_grants(by):
        if grant.audience == audience and audience in RESEARCH and not grant.items:
            stop_sharing(by=by, grant_id=grant.number)
