"""What was kept on a phone without a connection, and how it comes into the record: once, and in the order in which it
was said, whatever the order in which it arrives.

Source: spec records.md section 1 and DayCheck. Each entry carries a number made on the phone (heard once), and when and
where it was said. Of one day the latest saying counts, and the others are its history: the same set of entries leaves
the same record, sent in any order and any number of times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

Kind = Literal["day", "symptom", "crash"]
KINDS: Final[tuple[Kind, ...]] = ("day", "symptom", "crash")
MOST_AT_ONCE: Final = 200
"""Entries in one sending; a phone that holds more sends again."""
MOST_BYTES: Final = 300_000
LONGEST_AWAY: Final = timedelta(days=366)
LARGEST_KEY: Final = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing said on a phone. `zone` is the phone's. `how` is a face 1 to 5, a strength such as "none-severe:2", or
    "begin" for a crash. `line` is the day's line or the symptom's note; None where nothing was typed.
    """

    key: int
    kind: Kind
    said_at: datetime
    day: date
    zone: str
    how: str
    symptom: str = ""
    line: str | None = None


@dataclass(frozen=True)
class Standing:
    """What stands for a day: when it was said, and its number (0 for what was said on the site itself)."""

    said_at: datetime
    key: int = 0


def moment(claimed: datetime, *, at: datetime) -> datetime:
    """Return when something was said: a phone whose clock is ahead said it now, not in the future."""
    return min(claimed, at)


def is_too_old(said_at: datetime, *, at: datetime) -> bool:
    """Say whether a phone was away for longer than a year: then its clock is wrong, and nothing is guessed."""
    return at - said_at > LONGEST_AWAY


def takes_the_place(new: Standing, standing: Standing | None) -> bool:
    """Say whether `new` counts for its day. Of two that were said at one moment the greater number does."""
    return standing is None or (new.said_at, new.key) > (standing.said_at, standing.key)


def merged(sayings: Iterable[Standing]) -> Standing | None:
    """Return which of all that was said of one day counts; None where nothing was said."""
    return max(sayings, key=lambda one: (one.said_at, one.key), default=None)
