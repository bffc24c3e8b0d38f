"""How scores changed around a start, beside people who did not start and stood alike (`evidence.md` section 5).

Who starts something often does so on a bad day, and scores that start bad tend to improve by themselves. So a change is
never given alone: for each who started there are three who did not, with a score as near as the smallest change that
people notice, and as long after the illness began. Scores are written so that more is better.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import Final

import numpy as np

from bedside.policy.disclosure import FLOOR, SHARE_FLOOR
from bedside.policy.evidence.matching import SAME_STAGE, Floats, Ints, choose, near_enough

BEFORE_DAYS: Final = 90
AFTER_DAYS: Final = (28, 180)
FEWEST_SCORES: Final = 2
"""So many scores are needed on each side of the start."""
HALF: Final = 0.5
"""A median is printed to half a point."""
CAUTION: Final = "Scores that start bad tend to improve by themselves."
Sides = tuple[int, int, int]
"""How many, or how many of 100, got worse, stayed as they were and got better, each by more than people notice."""
GROUPINGS: Final = (((0,), (1,), (2,)), ((0, 1), (2,)), ((0,), (1, 2)))
"""Of the sides: the first that holds no small group, of who started or of the others, is shown; else none."""


def around(days: Ints, scores: Floats, *, first: int, last: int) -> tuple[float, float] | None:
    """Return the mean score before and after a start that lies between two days; None where too few were given.

    Before: the 90 days before the first day that it can have been. After: days 28 to 180 from the last.
    """
    before = scores[(days >= first - BEFORE_DAYS) & (days < first)]
    after = scores[(days >= last + AFTER_DAYS[0]) & (days <= last + AFTER_DAYS[1])]
    if min(len(before), len(after)) < FEWEST_SCORES:
        return None
    return float(before.mean()), float(after.mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Mean scores of n people before and after a start, or for others around a day that stands for one.

    As in `matching.Histories`, one person may stand in several rows of a pool.
    """

    before: Floats
    after: Floats
    since_onset: Floats
    """In months."""
    person: Ints

    @property
    def change(self) -> Floats:
        """After less before: more is better."""
        return np.asarray(self.after - self.before, np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The changes of who started and of who did not, and how many started and were measured. Exact: see `shown`."""

    started: Floats
    """Of those with three others who stood alike."""
    others: Floats
    least: float | None
    """The smallest change that people notice; None where nobody has published one."""

    @property
    def people(self) -> int:
        """How many who started are in the figure."""
        return len(self.started)

    def sides(self, changes: Floats) -> Sides:
        """How many got worse, stayed as they were and got better."""
        least = self.least or 0.0
        worse, better = int((changes < -least).sum()), int((changes > least).sum())
        return worse, len(changes) - worse - better, better


def beside(treated: Windows, pool: Windows, *, within: float, least: float | None) -> Changes | None:
    """Choose three of `pool` for each of `treated`, whose score before differs by no more than `within`.

    Who has no three such is left out; None where nobody has.
    """
    far = np.abs(treated.before[:, None] - pool.before[None, :])
    apart = np.abs(treated.since_onset[:, None] - pool.since_onset[None, :]) > SAME_STAGE
    far = np.where(apart | (far > within), np.inf, far)
    chosen = choose(far, pool.person, tried=near_enough(far, caliper=None))
    kept = np.flatnonzero(chosen[:, 0] >= 0)
    if not len(kept):
        return None
    return Changes(started=treated.change[kept], others=pool.change[chosen[kept].ravel()], least=least)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """What may be shown: medians to half a point, and of 100 people how many got better or worse.

    `groups` name the sides (0 worse, 1 as before, 2 better) that stand together; None where no shares are shown.
    """

    started: float
    others: float
    groups: tuple[tuple[int, ...], ...] | None = None
    started_shares: tuple[int, ...] = ()
    others_shares: tuple[int, ...] = ()


def shown_change(found: Changes) -> ShownChange | None:
    """What may be shown of the changes: nothing of fewer than 23 people, and shares where no group is small."""
    if found.people < SHARE_FLOOR:
        return None
    medians = ShownChange(started=_half(found.started), others=_half(found.others))
    if found.least is None:
        return medians
    both = found.sides(found.started), found.sides(found.others)
    for groups in GROUPINGS:
        counts = [[sum(sides[side] for side in group) for group in groups] for sides in both]
        if min(min(one) for one in counts) >= FLOOR:
            mine, theirs = (_shares(one) for one in counts)
            return replace(medians, groups=groups, started_shares=mine, others_shares=theirs)
    return medians


def _half(changes: Floats) -> float:
    """The median to half a point."""
    return HALF * floor(float(np.median(changes)) / HALF + 0.5)


def _shares(counts: Sequence[int]) -> tuple[int, ...]:
    return tuple(5 * floor(20 * one / sum(counts) + 0.5) for one in counts)
