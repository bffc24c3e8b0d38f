"""The five levels of an effect, or of side effects, as shares that give no small level away (`evidence.md` section 5).

No mean of levels, no sum of facets, no overall score: there are no functions for them here on purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from bedside.policy.disclosure import FLOOR

GROUPINGS: tuple[tuple[tuple[int, ...], ...], ...] = (
    ((0,), (1,), (2,), (3,), (4,)),
    ((0, 1), (2,), (3, 4)),
    ((0, 1, 2), (3, 4)),
)
"""The finest that holds no group of 1 to 10 people is shown; if there is none, nothing is."""
HALVES = GROUPINGS[-1]


@dataclass(frozen=True, slots=True)
class LevelShare:
    """One group of neighbouring levels (0 to 4) and its share of those who named a level, in per cent, to 5 points."""

    levels: tuple[int, ...]
    percent: int


def distribution(counts: Sequence[int]) -> tuple[LevelShare, ...] | None:
    """The shares of the levels, from the number of people at each of the five; None when they may not be shown.

    Both halves, 0 to 2 and 3 to 4, need 11 people: an empty half would tell that a share shown as "at most" or "at
    least" stands for nobody. Raises ValueError unless there are five counts.
    """
    if len(counts) != 5:
        raise ValueError("There are five levels.")
    total = sum(counts)
    if any(sum(counts[level] for level in half) < FLOOR for half in HALVES):
        return None
    for grouping in GROUPINGS:
        groups = [sum(counts[level] for level in levels) for levels in grouping]
        if all(people == 0 or people >= FLOOR for people in groups):
            return tuple(
                LevelShare(levels, 5 * floor(20 * people / total + 0.5))
                for levels, people in zip(grouping, groups, strict=True)
            )
    return None
