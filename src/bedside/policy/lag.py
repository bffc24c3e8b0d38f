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
AT_ONCE: Final = 200_000
"""How many products are summed together. A long series takes a few megabytes and no more; and OpenBLAS keeps a sum of

fewer than 262,144 in one thread, where starting others would cost several times what they save.
"""
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
    found = _differences(symptom, factor[np.newaxis])[0]
    by_chance = _by_chance(symptom, factor)
    low, high = _between(by_chance)
    return LagView(found, low, high, with_it, logged, stands_out=_stands_out(found, by_chance))


def _shifts(days: int) -> list[int]:
    """All the ways to turn the days, or 2,000 of them at equal steps where a series is longer than five years."""
    steps = np.linspace(1, days - 1, num=min(days - 1, MOST_SHIFTS))
    return sorted({int(one) for one in steps.round()})


def _by_chance(symptom: Floats, factor: Floats) -> Floats:
    """Return the differences for every turn of the factor's days, of shape (shifts, 4), some turns at a time."""
    shifts, days = np.array(_shifts(len(factor))), len(factor)
    turned = np.lib.stride_tricks.sliding_window_view(np.concatenate([factor, factor]), days)
    rows = max(1, AT_ONCE // (days * LAGS))
    parts = [shifts[at : at + rows] for at in range(0, len(shifts), rows)]
    return np.concatenate([_differences(symptom, turned[days - part]) for part in parts])


def _differences(symptom: Floats, factors: Floats) -> Floats:
    """Return the difference at each lag for each row of `factors` (turns, days), of shape (turns, 4).

    All rows at once, as sums of products: a column of `felt` holds the symptom that many days later, one of `told`
    whether it is known. The middle of the symptom is taken off first, so that great values lose no digits.
    """
    known = ~np.isnan(symptom)
    moved = np.where(known, symptom - symptom[known].mean(), 0.0) if known.any() else np.zeros(len(symptom))
    felt, told = _later(moved), _later(known.astype(float))
    means = []
    for kind in (1.0, 0.0):
        days = (factors == kind).astype(float)
        sums, counts = days @ felt, days @ told
        means.append(np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0))
    difference: Floats = means[0] - means[1]
    return difference


def _later(series: Floats) -> Floats:
    """Return the series as it is 0 to 3 days later, of shape (days, 4), 0 where the days end."""
    return np.stack([np.concatenate([series[lag:], np.zeros(lag)]) for lag in range(LAGS)], axis=1)


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
