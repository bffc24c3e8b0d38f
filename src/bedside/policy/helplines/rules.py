"""When a crisis line may be shown, and when somebody has to call it again (escalation.yaml; crisis_lines.yaml).

A line that nobody has called is worse than none: it rings in an empty room while somebody has the courage to dial.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

FRESH_DAYS: Final = 180  # crisis_lines.yaml: a line whose last call is older is not shown
REMIND_DAYS: Final = 30  # so long before, staff are told


class Standing(StrEnum):
    """What is known of a line today."""

    UNCHECKED = "unchecked"  # nobody has called it, or who called got no answer
    FRESH = "fresh"
    SOON = "soon"  # shown, and to be called again within REMIND_DAYS
    OLD = "old"

    @property
    def shown(self) -> bool:
        """Whether members are shown the line."""
        return self in (Standing.FRESH, Standing.SOON)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as a member may be shown it; `telephone` or `sms` may be "", never both."""

    country: str
    name: str
    telephone: str
    sms: str
    hours: str
    languages: str


def standing(checked_on: date | None, *, today: date) -> Standing:
    """Say what is known of a line that was last called, and answered, on `checked_on`.

    A day to come is taken for today's mistake: such a line was not called.
    """
    if checked_on is None or checked_on > today:
        return Standing.UNCHECKED
    left = days_left(checked_on, today=today)
    if left < 0:
        return Standing.OLD
    return Standing.SOON if left <= REMIND_DAYS else Standing.FRESH


def days_left(checked_on: date, *, today: date) -> int:
    """Return for how many more days the line is shown; negative when it is not any more."""
    return (checked_on - today).days + FRESH_DAYS


def oldest_shown(today: date) -> date:
    """Return the earliest day of a call by which a line is still shown."""
    return today - timedelta(days=FRESH_DAYS)
