"""The month at a glance: which mark stands for a day, so that silence is never read as well.

Four marks that differ by shape: a bar (how strong), a cross (rather not said), a ring (asked, and no answer) and a dot
(not asked). A bar is hollow where it was told more than three days late.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from bedside.policy.symptoms import MOST, Strength

VALUE: Final = "value"
DECLINED: Final = "declined"
NO_ANSWER: Final = "no_answer"
NOT_ASKED: Final = "not_asked"
MARKS: Final = (VALUE, DECLINED, NO_ANSWER, NOT_ASKED)
MOST_ROWS: Final = 12
"""How many symptoms are drawn: the others stand in the table."""


class Mark(NamedTuple):
    """One day of one symptom. `share` is the strength from 0 to 1 of what can be; `late` draws it hollow."""

    kind: str
    share: float = 0.0
    late: bool = False


def mark_of(said: Iterable[tuple[Strength, bool]], *, asked: bool = False) -> Mark:
    """Return the mark for what was said of a symptom on a day: the strongest counts.

    `said` holds (strength, told late) of each entry. `asked` tells that the site asked on that day; without an entry it
    then was no answer.
    """
    entries = list(said)
    values = [(value / MOST[scale], late) for (scale, value), late in entries if value is not None]
    if values:
        share, late = max(values, key=lambda one: (one[0], not one[1]))
        return Mark(VALUE, share, late)
    if entries:
        return Mark(DECLINED)
    return Mark(NO_ANSWER if asked else NOT_ASKED)
