"""How strong a symptom was, on one of two scales, and what may go together with it (spec/records.md, section 2).

"Rather not say" is an answer without a value. Nothing said is no row at all, and never a nought.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

FIGURES: Final = "0-10"
LEVELS: Final = "none-severe"
MOST: Final[Mapping[str, int]] = MappingProxyType({FIGURES: 10, LEVELS: 3})
"""The greatest value of each scale; the least is 0."""
DECLINED: Final = "declined"
FACTORS: Final = ("exertion", "sleep", "food", "stress", "menses")
LONGEST_NAME: Final = 120
LONGEST_NOTE: Final = 4000
LONGEST_FACTOR: Final = 60
MOST_FACTORS: Final = 8
RECENT: Final = timedelta(days=60)
MOST_RECENT: Final = 6
"""How many symptoms stand ready for one press: more would have to be searched through."""


class Strength(NamedTuple):
    """A value on a scale; None for "rather not say"."""

    scale: str
    value: int | None


def strength_of(sent: str) -> Strength | None:
    """Read what a button or a list sends, such as "0-10:7", "none-severe:2" or "0-10:declined"; None for no such."""
    scale, _colon, value = sent.partition(":")
    if scale not in MOST:
        return None
    if value == DECLINED:
        return Strength(scale, None)
    known = {str(number): number for number in range(MOST[scale] + 1)}
    return Strength(scale, known[value]) if value in known else None


def sent_as(one: Strength) -> str:
    """Return what `strength_of` reads as `one`."""
    return f"{one.scale}:{DECLINED if one.value is None else one.value}"


def same(name: str) -> str:
    """Return what two spellings of one symptom of one member have in common."""
    return " ".join(name.split()).casefold()


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of `day`."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
