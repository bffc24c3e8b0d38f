"""Does a symptom go together with what somebody did up to three days before? A member's own days, and nobody else's.

For each lag of 0 to 3 days: the mean of the symptom that many days after days with the factor, minus the mean that
many days after days without (`records.md` section 2). What chance alone would make of it is found by turning the
factor's days round in a circle against the symptom's: both series keep their own ups and downs, only their places
against each other change (a circular shift; Besag & Clifford, Biometrika 1989;76:633-642 for the argument). Nothing
here says that one causes the other.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LAGS: Final = 4
"""0, 1, 2 and 3 days: up to 72 hours after exertion."""
FEWEST_FACTOR_DAYS: Final = 10
FEWEST_LOGGED_DAYS: Final = 30
MOST_SHIFTS: Final = 2000
MOST_PAIRS: Final = 3
"""How many pairs of symptom and factor may be looked at together:

a table of all of them would find something by chance.
"""
COVERED: Final = 0.95


@dataclass(frozen=True, slots=True)
class NotYet:
    """Too few days to say anything: how many there are, and how many it takes."""

    factor_days: int
    logged_days: int

    @property
    def enough_factor_days(self) -> bool:
        """Whether it is the days with the symptom that are too few, and not those with the factor."""
        return self.factor_days >= FEWEST_FACTOR_DAYS


@dataclass(frozen=True, slots=True)
class LagView:
    """What stands on the page. Arrays of shape (4,), one value a lag, in the units of the symptom's scale.

    NaN where no day is left on one side. `low` and `high` bound what chance alone would make of these two series (95
    % of the shifts); `stands_out` says that the greatest of the four differences is greater than in 95 % of the
    shifts, so that looking at four lags at once finds something by chance no more often than looking at one.
    """

    difference: Floats
    low: Floats
    high: Floats
    factor_days: int
    logged_days: int
    stands_out: bool


def lag_view(symptom: Floats, factor: Floats) -> LagView | NotYet:
    """Compare two series over the same consecutive local days, arrays of shape (D,).

    `symptom` is the day's value; `factor` is 1 for a day with the factor, 0 for a day without. NaN is a day that was
    not asked or not answered, in either: it is left out and never read as well or as without. Entries made more than
    three days late are NaN too. Raises ValueError when the two do not cover the same days, or a factor is neither 0,
    1 nor NaN.
    """
    if symptom.ndim != 1 or symptom.shape != factor.shape:
        raise ValueError("The symptom and the factor must cover the same days.")
    if not np.isin(factor[~np.isnan(factor)], (0.0, 1.0)).all():
        raise ValueError("A day is with the factor (1), without (0), or not known (NaN).")
    with_it, logged = int((factor == 1).sum()), int((~np.isnan(symptom)).sum())
    if with_it < FEWEST_FACTOR_DAYS or logged < FEWEST_LOGGED_DAYS:
        return NotYet(with_it, logged)
    found = _differences(symptom, factor)
    by_chance = np.stack([_differences(symptom, np.roll(factor, by)) for by in _shifts(len(symptom))])
    low, high = _between(by_chance)
    return LagView(found, low, high, with_it, logged, stands_out=_stands_out(found, by_chance))


def _shifts(days: int) -> list[int]:
    """All the ways to turn the days, or 2,000 of them at equal steps where a series is longer than five years."""
    steps = np.linspace(1, days - 1, num=min(days - 1, MOST_SHIFTS))
    return sorted({int(one) for one in steps.round()})


def _differences(symptom: Floats, factor: Floats) -> Floats:
    return np.array([_difference(symptom[lag:], factor[: len(factor) - lag]) for lag in range(LAGS)])


def _difference(symptom: Floats, factor: Floats) -> float:
    known = ~np.isnan(symptom)
    after, others = symptom[known & (factor == 1)], symptom[known & (factor == 0)]
    return float(after.mean() - others.mean()) if after.size and others.size else np.nan


def _between(by_chance: Floats) -> tuple[Floats, Floats]:
    tail = (1 - COVERED) / 2
    bounds = np.full((2, LAGS), np.nan)
    for lag in range(LAGS):
        known = by_chance[~np.isnan(by_chance[:, lag]), lag]
        if known.size:
            bounds[:, lag] = np.quantile(known, (tail, 1 - tail))
    return bounds[0], bounds[1]


def _stands_out(found: Floats, by_chance: Floats) -> bool:
    """Compare the greatest difference with the greatest of each shift.

    The days as they are count as one of the shifts.
    """
    if np.isnan(found).all():
        return False
    greatest = float(np.nanmax(np.abs(found)))
    shifted = np.nan_to_num(np.abs(by_chance)).max(axis=1)
    as_great = 1 + int((shifted >= greatest - 1e-12).sum())
    return as_great / (1 + len(shifted)) <= 1 - COVERED
