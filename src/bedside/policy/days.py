"""How somebody says that a day was: five faces, energy, and how late it was said (spec/records.md, section 2).

A day about which nothing was said was not asked. It is never a good one, and never a nought.
"""

from datetime import date, datetime, timedelta
from typing import Final

FACES: Final = range(1, 6)
"""1 very bad, 2 bad, 3 so-so, 4 good, 5 very good."""
ENERGY: Final = range(11)
"""0 none at all, 10 plenty."""
EARLIEST: Final = date(1920, 1, 1)
LATE_AFTER: Final = timedelta(days=3)
UNDO_WITHIN: Final = timedelta(seconds=30)
MOST_A_DAY: Final = 40
"""How many entries one account keeps in 24 hours (section 1)."""
NORMAL: Final = "normal"
BACKFILLED: Final = "backfilled"
CRASH: Final = "crash"
"""Said by one of the three buttons of the crash page."""


def latest(moment: datetime) -> date:
    """Return the day that it is, at `moment` (aware, UTC), where days begin first: UTC+14."""
    return (moment + timedelta(hours=14)).date()


def can_be_told(day: date, *, at: datetime) -> bool:
    """Say whether a day has begun somewhere on earth, and is not too long ago."""
    return EARLIEST <= day <= latest(at)


def mode_of(day: date, *, today: date) -> str:
    """Return "backfilled" for what is told more than three days late: memory mends the past. Else "normal".

    `today` is the day on the member's own calendar.
    """
    return BACKFILLED if today - day > LATE_AFTER else NORMAL


def can_be_undone(kept: datetime, *, at: datetime) -> bool:
    """Say whether what was kept at `kept` can still be taken back as a slip of the finger."""
    return at - kept <= UNDO_WITHIN
