"""Levels of an effect, of side effects, of a burden, as shares that give no small level away (`evidence.md` section 5).

No mean of levels, no sum of facets, no overall score: there are no functions for them here on purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from bedside.policy.disclosure import FLOOR

Grouping = tuple[tuple[int, ...], ...]

GROUPINGS: dict[int, tuple[Grouping, ...]] = {
    5: (((0,), (1,), (2,), (3,), (4,)), ((0, 1), (2,), (3, 4)), ((0, 1, 2), (3, 4))),
    4: (((0,), (1,), (2,), (3,)), ((0, 1), (2, 3))),
}
"""By the number of levels: five of effect and side effects, four of burden and of taking it as planned.

The finest that holds no group of 1 to 10 people is shown; if there is none, nothing is. The last one is the halves.
"""


@dataclass(frozen=True, slots=True)
class LevelShare:
    """One group of neighbouring levels (from 0) and its share of those who named a level, in per cent, to 5 points."""

    levels: tuple[int, ...]
    percent: int


def distribution(counts: Sequence[int]) -> tuple[LevelShare, ...] | None:
    """The shares of the levels, from the number of people at each of the five or four; None if they may not be shown.

    Both halves, 0 to 2 and 3 to 4 (of four: 0 to 1 and 2 to 3), need 11 people: an empty half would tell that a share
    shown as "at most" or "at least" stands for nobody. Raises ValueError unless there are five counts or four.
    """
    if len(counts) not in GROUPINGS:
        raise ValueError("There are five levels, or four.")
    total = sum(counts)
    groupings = GROUPINGS[len(counts)]
    if any(sum(counts[level] for level in half) < FLOOR for half in groupings[-1]):
        return None
    for grouping in groupings:
        groups = [sum(counts[level] for level in levels) for levels in grouping]
        if all(people == 0 or people >= FLOOR for people in groups):
            return tuple(
                LevelShare(levels, 5 * floor(20 * people / total + 0.5))
                for levels, people in zip(grouping, groups, strict=True)
            )
    return None
