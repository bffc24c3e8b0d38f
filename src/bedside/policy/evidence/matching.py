"""Treated people beside untreated ones whose illness had run the same way before (`evidence.md` section 8).

After Wicks and others, Nat Biotechnol 2011;29:411-414: for each treated person three controls are chosen by the area
between the two curves of the score before the start, not by the score at the start alone. It answers for what the
curve before the start tells, and for nothing else: something unmeasured that goes with both the treatment and the
course of the illness is not seen. `Comparison` therefore always carries its `EValue`.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from bedside.policy.evidence.sensitivity import EValue, sensitivity_of_difference
from bedside.policy.evidence.survival import MIDDLE_95

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MONTHS = (-12, -9, -6, -3, 0)
"""Where the curves before the start are compared."""
LATER = 12
"""Months after the start at which the outcome is read."""
WEIGHTS = (1.5, 3.0, 3.0, 3.0, 1.5)
"""Of the trapezoid rule over `MONTHS`."""
CONTROLS = 3
FEWEST_COMMON = 3
"""Months of `MONTHS` that two curves must share, half a year apart at least."""
SAME_STAGE = 3.0
"""Months by which the time since onset may differ."""
CALIPER = 0.95
FEWEST_TREATED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """Scores of n people around a start, or for controls around the moment that stands for one.

    One person may stand in several rows of a pool, each with another such moment; only one of them is ever chosen.
    """

    before: Floats
    """Shape (n, 5), at `MONTHS`; NaN where nothing was measured on both sides. The last column must be known."""
    after: Floats
    """Shape (n,): the score 12 months later."""
    since_onset: Floats
    """Shape (n,), in months at the start."""
    person: Ints
    """Shape (n,): whose row it is."""

    def __post_init__(self) -> None:
        n = len(self.after)
        if self.before.shape != (n, len(MONTHS)) or not len(self.since_onset) == len(self.person) == n:
            raise ValueError("There must be five scores before, one after, an onset and a person for each row.")
        if not (np.all(np.isfinite(self.before[:, -1])) and np.all(np.isfinite(self.after))):
            raise ValueError("The scores at the start and twelve months later must be known.")

    @property
    def outcome(self) -> Floats:
        """The change of the score from the start to 12 months later."""
        return np.asarray(self.after - self.before[:, -1], np.float64)

    @property
    def slope(self) -> Floats:
        """The change of the score a month before the start, from the first month known: shape (n,)."""
        known = np.isfinite(self.before)
        first = known.argmax(axis=1)
        span = -np.array(MONTHS, float)[first]
        change = self.before[:, -1] - self.before[np.arange(len(first)), first]
        return np.where(span > 0, change / np.maximum(span, 1), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A difference, treated less controls, with its standard error, in points of the score."""

    difference: float
    error: float

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval."""
        return self.difference - MIDDLE_95 * self.error

    @property
    def high(self) -> float:
        """The upper end."""
        return self.difference + MIDDLE_95 * self.error

    @property
    def is_different(self) -> bool:
        """Say whether the interval leaves out "no difference"."""
        return abs(self.difference) > MIDDLE_95 * self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of it, and what a page prints beside it. Exact counts: `disclosure` decides what leaves the build."""

    naive: Effect
    """Treated less the whole pool, for comparison: what one would see without matching."""
    matched: Effect
    corrected: Effect
    """The same after taking out what the slope and the score at the start foretell in the controls."""
    sensitivity: EValue
    """Of `matched`. Nothing is shown without its sentence."""
    treated: int
    kept: int
    """Treated people with three controls near enough."""
    dropped: int
    mean_distance: float
    """Mean area between the curves of the pairs kept, in points x months."""
    slopes: tuple[float, float, float]
    """Change a month before the start: of the treated, of the pool, of the controls chosen."""

    @property
    def may_be_shown(self) -> bool:
        """Say whether enough treated people are left to say anything."""
        return self.kept >= FEWEST_TREATED


def compare(treated: Histories, pool: Histories, *, caliper: float | None = CALIPER) -> Comparison:
    """Compare `treated` with controls from `pool`, who must not have started the treatment by 12 months.

    A treated person whose nearest control is further off than the `caliper` share of all nearest ones is dropped, and
    so is one for whom no three controls are left. Raises ValueError when fewer than three treated people remain.
    """
    far = distances(treated, pool)
    chosen = choose(far, pool.person, tried=near_enough(far, caliper=caliper))
    kept = np.flatnonzero(chosen[:, 0] >= 0)
    if len(kept) < CONTROLS:
        raise ValueError("Too few treated people have controls that are like them.")
    rows = chosen[kept]
    outcome, controls = pool.outcome, np.unique(rows)
    matched = _effect(treated.outcome[kept] - outcome[rows].mean(axis=1))
    return Comparison(
        naive=_naive(treated.outcome, outcome),
        matched=matched,
        corrected=_corrected(treated, pool, kept, rows),
        sensitivity=_sensitivity(matched, outcome[controls]),
        treated=len(treated.after),
        kept=len(kept),
        dropped=len(treated.after) - len(kept),
        mean_distance=float(far[kept[:, None], rows].mean()),
        slopes=(float(treated.slope[kept].mean()), float(pool.slope.mean()), float(pool.slope[controls].mean())),
    )


def distances(treated: Histories, pool: Histories) -> Floats:
    """The area between the curves before the start of each pair, in points x months: shape (treated, pool).

    Over the months that both know, in proportion to the whole year. Infinite for a pair that shares fewer than three
    such months, or whose time since onset differs by more than three months.
    """
    area = np.zeros((len(treated.after), len(pool.after)))
    weight, common = np.zeros_like(area), np.zeros_like(area)
    for column, width in enumerate(WEIGHTS):
        gap = np.abs(treated.before[:, column, None] - pool.before[None, :, column])
        known = np.isfinite(gap)
        area += width * np.where(known, gap, 0)
        weight += width * known
        common += known
    apart = np.abs(treated.since_onset[:, None] - pool.since_onset[None, :]) > SAME_STAGE
    return np.where(apart | (common < FEWEST_COMMON), np.inf, area * (sum(WEIGHTS) / np.maximum(weight, 1)))


def on_grid(months: Floats, scores: Floats) -> tuple[Floats, float] | None:
    """One person's scores at `MONTHS` and 12 months later, from those measured at `months` (0 is the start).

    Linear between measured points, never beyond them. None when there are not three points over half a year before the
    start, or the score at the start or 12 months later lies beyond what was measured.
    """
    order = np.argsort(months, kind="stable")
    at, said = np.asarray(months, float)[order], np.asarray(scores, float)[order]
    early = at[at <= 0]
    if len(early) < FEWEST_COMMON or early[-1] - early[0] < 6:
        return None
    values = np.interp([*MONTHS, LATER], at, said, left=np.nan, right=np.nan)
    if not np.all(np.isfinite(values[-2:])):
        return None
    return values[:-1], float(values[-1])


def near_enough(far: Floats, *, caliper: float | None) -> Ints:
    """The treated people who keep their place, hardest to match first: by the distance of the third-best control."""
    if far.shape[1] < CONTROLS:
        return np.zeros(0, np.int64)
    best = np.partition(far, CONTROLS - 1, axis=1)[:, :CONTROLS]
    nearest, third = best.min(axis=1), best[:, CONTROLS - 1]
    may = np.isfinite(third)
    if caliper is not None and np.any(may):
        may &= nearest <= np.quantile(nearest[may], caliper)
    order = np.argsort(-third, kind="stable")
    return order[may[order]]


def choose(far: Floats, person: Ints, *, tried: Ints) -> Ints:
    """Three rows of the pool for each treated person, without replacement: shape (treated, 3), -1 where none."""
    chosen = np.full((len(far), CONTROLS), -1)
    free = np.ones(far.shape[1], bool)
    several_rows = len(np.unique(person)) < len(person)
    for one in tried:
        picked: list[int] = []
        left = free.copy() if several_rows else free
        for _ in range(CONTROLS):
            nearest = int(np.argmin(np.where(left, far[one], np.inf)))
            if not (left[nearest] and np.isfinite(far[one, nearest])):
                break
            picked.append(nearest)
            left[person == person[nearest] if several_rows else nearest] = False
        if len(picked) == CONTROLS:
            chosen[one], free = picked, left
        elif not several_rows:
            free[picked] = True
    return chosen


def _effect(differences: Floats) -> Effect:
    return Effect(difference=float(differences.mean()), error=float(differences.std(ddof=1)) / sqrt(len(differences)))


def _naive(treated: Floats, pool: Floats) -> Effect:
    """With the standard error of Welch."""
    error = sqrt(float(treated.var(ddof=1)) / len(treated) + float(pool.var(ddof=1)) / len(pool))
    return Effect(difference=float(treated.mean() - pool.mean()), error=error)


def _corrected(treated: Histories, pool: Histories, kept: Ints, rows: Ints) -> Effect:
    """Abadie & Imbens, J Bus Econ Stat 2011;29:1-11: what the controls' own regression foretells is taken out."""
    controls = np.unique(rows)
    fit, *_ = np.linalg.lstsq(_facts(pool, controls), pool.outcome[controls], rcond=None)
    left = pool.outcome[rows] - (_facts(pool, rows.ravel()) @ fit).reshape(rows.shape)
    return _effect(treated.outcome[kept] - _facts(treated, kept) @ fit - left.mean(axis=1))


def _facts(of: Histories, rows: Ints) -> Floats:
    return np.column_stack([np.ones(len(rows)), of.slope[rows], of.before[rows, -1]])


def _sensitivity(effect: Effect, outcomes: Floats) -> EValue:
    return sensitivity_of_difference(
        effect.difference, low=effect.low, high=effect.high, standard_deviation=float(outcomes.std(ddof=1))
    )
