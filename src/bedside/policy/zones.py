"""The time zones there are, and what day it is on somebody's own calendar."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def zones() -> frozenset[str]:
    """Return the names of the time zones there are, such as "Europe/Madrid"."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def day_in(zone: str, *, at: datetime) -> date:
    """Return the day that it is in `zone` at `at` (aware)."""
    return at.astimezone(ZoneInfo(zone)).date()
