"""How often the comparison raises a false alarm: the same method on treatments that nobody took (`evidence.md` 7).

Each night people who took nothing are dealt into pseudo-treatments whose sizes and days are those of real ones. What
the comparison calls different among them is wrong; how often that happens is printed beside every comparison.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST_RUNS = 100
MOST_IN_A_HUNDRED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRate:
    """How many of so many pseudo-treatments were called different."""

    runs: int
    alarms: int

    @property
    def in_a_hundred(self) -> int:
        """False alarms in 100, rounded up: the method is never made to look better than it is."""
        return -(-100 * self.alarms // self.runs)

    @property
    def may_compare(self) -> bool:
        """Say whether comparisons may be shown at all. Where this turns false, staff are told."""
        return self.runs >= FEWEST_RUNS and self.in_a_hundred <= MOST_IN_A_HUNDRED

    @property
    def sentence(self) -> str:
        """What a page says beside every comparison."""
        return f"We tried this on treatments that nobody took. It raised a false alarm in {self.in_a_hundred} of 100."


def may_compare(rate: AlarmRate | None) -> bool:
    """Say whether a comparison may be shown: the method was tried, and is seldom wrong."""
    return rate is not None and rate.may_compare


def alarm_rate(called_different: Sequence[bool]) -> AlarmRate:
    """The rate over all pseudo-treatments of a night. Raises ValueError when there were none."""
    if not called_different:
        raise ValueError("The method was not tried.")
    return AlarmRate(runs=len(called_different), alarms=sum(called_different))


@dataclass(frozen=True, slots=True, kw_only=True)
class PseudoTreatment:
    """Indices of people who took nothing, dealt as treated, each with the day that stands for a start."""

    people: NDArray[np.int64]
    days: NDArray[np.int64]


def pseudo_treatments(
    *, sizes: Sequence[int], days: Sequence[int], people: int, runs: int, rng: np.random.Generator
) -> list[PseudoTreatment]:
    """Deal `runs` pseudo-treatments among `people` who took nothing, with sizes and days drawn from the real ones.

    No pseudo-treatment takes more than a fourth of the people: the rest are its controls, three for each. Sizes that
    would are left out. Raises ValueError when no size is left.
    """
    fitting = [size for size in sizes if 0 < size <= people // 4]
    if not fitting or not days:
        raise ValueError("There are too few people who took nothing.")
    dealt = []
    for _ in range(runs):
        size = int(rng.choice(fitting))
        chosen = rng.choice(people, size, replace=False)
        dealt.append(PseudoTreatment(people=chosen, days=rng.choice(np.asarray(days, np.int64), size)))
    return dealt
