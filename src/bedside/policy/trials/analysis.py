"""What one member's trial says: the difference in each pair, and how often chance alone would make one as great.

The order in each pair was drawn, so under "no difference" the sign of each pair's difference is as good as a coin.
All 2^b signs are tried (Edgington & Onghena, Randomization Tests, 4th ed. 2007, chapter 11): no distribution is
assumed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from bedside.policy.trials.plan import ARMS

ROUNDING: Final = 1e-9  # two means that differ by less are equal


@dataclass(frozen=True, slots=True)
class Logged:
    """The outcome on one day that counts. `value` is None where nothing was answered, which is never read as well."""

    pair: int
    arm: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """Mean of A minus mean of B. `per_pair` holds the pairs that have answers in both arms, in order.

    `p` is two-sided and exact; `least_p` is the smallest that so many pairs can give. `missing` counts days that were
    not answered.
    """

    mean: float
    lowest: float
    highest: float
    per_pair: tuple[float, ...]
    p: float
    least_p: float
    answered: int
    missing: int


def least_p(pairs: int) -> float:
    """Return the smallest two-sided p that `pairs` pairs can give, 2/2^b: 3 pairs 0.25, 4 0.125, 5 0.0625, 6 0.031."""
    if pairs < 1:
        raise ValueError("A trial has at least one pair.")
    return min(1.0, float(2 ** (1 - pairs)))


def analyse(days: Iterable[Logged]) -> Result | None:
    """Return what the days say; None where no pair has answers in both arms.

    Paused and wash-out days do not belong in.
    """
    kept = list(days)
    told = [one for one in kept if one.value is not None]
    differences = tuple(_differences(told))
    if not differences:
        return None
    return Result(
        mean=float(np.mean(differences)),
        lowest=min(differences),
        highest=max(differences),
        per_pair=differences,
        p=_exact_p(differences),
        least_p=least_p(len(differences)),
        answered=len(told),
        missing=len(kept) - len(told),
    )


def _differences(told: list[Logged]) -> Iterable[float]:
    for pair in sorted({one.pair for one in told}):
        arms = [[one.value for one in told if one.pair == pair and one.arm == arm] for arm in ARMS]
        if all(arms):
            first, second = (float(np.mean(np.array(values, dtype=float))) for values in arms)
            yield first - second


def _exact_p(differences: tuple[float, ...]) -> float:
    signs = np.array(list(product((1.0, -1.0), repeat=len(differences))))
    means = np.abs(signs @ np.array(differences)) / len(differences)
    return float((means >= means[0] - ROUNDING).mean())
