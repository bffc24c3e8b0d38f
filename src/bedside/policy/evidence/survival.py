"""How long people stay on a treatment: Kaplan-Meier with delayed entry, and why they stopped (`evidence.md` 3).

Notation: at each time t at which somebody stopped, Y people are at risk (entry < t <= leave) and d of them stopped.

    S(t)   = product over times up to t of (1 - d/Y)   Kaplan & Meier, J Am Stat Assoc 1958;53:457-481
    V(t)   = sum of d / (Y (Y - d))                    Greenwood; log-log interval S^exp(+-1.96 sqrt(V)/log S)
    F_k(t) = sum of S(t-) d_k / Y                      Aalen & Johansen, Scand J Stat 1978;5:141-150

A course that was already running when its owner declared it is at risk from the declaration on. Were it counted from
its start, those who stopped before they could have told us would be missing: every treatment would look well borne.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MIDDLE_95 = 1.959963984540054
"""The point of the standard normal distribution that leaves 2.5 % above it."""


@dataclass(frozen=True, slots=True)
class Spells:
    """Courses as three arrays of shape (n,), in any one unit of time.

    `entry` is when a course came under observation and `leave` when it was seen last, both from its start. `cause` is 0
    for a course that nobody has said to have ended, and otherwise the number of the reason, from 1.
    """

    entry: Floats
    leave: Floats
    cause: Ints

    def __post_init__(self) -> None:
        if not self.entry.ndim == self.leave.ndim == self.cause.ndim == 1:
            raise ValueError("Entry, leave and cause must be lists.")
        if not len(self.entry) == len(self.leave) == len(self.cause):
            raise ValueError("Entry, leave and cause must be equally long.")
        if not (np.all(np.isfinite(self.entry)) and np.all(np.isfinite(self.leave))):
            raise ValueError("Times must be numbers.")
        if np.any(self.entry < 0) or np.any(self.cause < 0):
            raise ValueError("Times and causes must not be negative.")


def spells(entry: ArrayLike, leave: ArrayLike, cause: ArrayLike) -> Spells:
    """Make `Spells` of three lists of equal length. Raises ValueError for lists that are none."""
    return Spells(np.asarray(entry, float), np.asarray(leave, float), np.asarray(cause, np.int64))


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still on a treatment after each of the times at which somebody stopped: arrays of shape (times,)."""

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    stopped: Ints
    """How many stopped at that time."""
    at_risk: Ints
    """How many were at risk just before it."""

    def place(self, time: float) -> int:
        """The index of the last of `times` up to `time`; -1 where nobody had stopped yet."""
        return int(np.searchsorted(self.times, time, side="right")) - 1

    def at(self, time: float) -> tuple[float, float, float]:
        """Share, lower and upper end at `time`; all 1 before the first person stopped."""
        where = self.place(time)
        if where < 0:
            return 1.0, 1.0, 1.0
        return float(self.share[where]), float(self.low[where]), float(self.high[where])


def time_on_treatment(courses: Spells) -> Curve:
    """The Kaplan-Meier curve of `courses`, whatever they ended for."""
    times = _times(courses)
    at_risk, stopped = _at_risk(courses, times), _ended(courses, times, courses.cause > 0)
    share: Floats = np.cumprod(1 - stopped / at_risk).astype(np.float64)
    low, high = _log_log(share, at_risk, stopped)
    return Curve(times=times, share=share, low=low, high=high, stopped=stopped, at_risk=at_risk)


def why_stopped(courses: Spells, *, causes: int) -> Floats:
    """The share who had stopped for each of `causes` reasons: shape (causes, times), beside `time_on_treatment`.

    At each time the shares of all reasons and the share still on the treatment add up to 1. Raises ValueError when a
    course names a reason beyond `causes`.
    """
    if courses.cause.size and courses.cause.max() > causes:
        raise ValueError("A course names a reason that is not in the list.")
    curve = time_on_treatment(courses)
    before = np.concatenate([[1.0], curve.share[:-1]]) if len(curve.share) else curve.share
    ended = np.array([_ended(courses, curve.times, courses.cause == k) for k in range(1, causes + 1)])
    return np.cumsum(before * ended.reshape(causes, -1) / curve.at_risk, axis=1)


def at_risk_after(courses: Spells, time: float) -> int:
    """How many were under observation at `time` and had neither stopped nor been lost sight of by then."""
    return int(np.sum((courses.entry <= time) & (courses.leave > time)))


def log_rank(groups: Sequence[Spells]) -> tuple[float, float]:
    """Chi-square (1 degree of freedom) and p of the log-rank test of two groups.

    Mantel, Cancer Chemother Rep 1966;50:163-170. Raises ValueError unless there are two groups that can be compared.
    """
    if len(groups) != 2:
        raise ValueError("Two groups are compared.")
    first, both = groups[0], _together(groups)
    times = _times(both)
    y, d = _at_risk(both, times).astype(float), _ended(both, times, both.cause > 0)
    y1, d1 = _at_risk(first, times).astype(float), _ended(first, times, first.cause > 0)
    wide = y > 1
    spread = np.sum((y1 * (y - y1) * d * (y - d))[wide] / (y**2 * (y - 1))[wide])
    if not spread > 0:
        raise ValueError("The groups cannot be compared: nobody stopped while both were observed.")
    chi2 = float(np.sum(d1 - d * y1 / y) ** 2 / spread)
    return chi2, erfc(sqrt(chi2 / 2))


def _times(courses: Spells) -> Floats:
    """The times at which somebody under observation stopped, rising."""
    return np.unique(courses.leave[(courses.cause > 0) & (courses.leave > courses.entry)])


def _at_risk(courses: Spells, times: Floats) -> Ints:
    """How many were at risk at each time: those that came before it, less those that left before it."""
    seen = courses.leave > courses.entry
    came = np.searchsorted(np.sort(courses.entry[seen]), times, side="left")
    left = np.searchsorted(np.sort(courses.leave[seen]), times, side="left")
    return np.asarray(came - left, np.int64)


def _ended(courses: Spells, times: Floats, chosen: NDArray[np.bool_]) -> Ints:
    ends = np.sort(courses.leave[chosen & (courses.leave > courses.entry)])
    return np.asarray(np.searchsorted(ends, times, side="right") - np.searchsorted(ends, times, side="left"), np.int64)


def _log_log(share: Floats, at_risk: Ints, stopped: Ints) -> tuple[Floats, Floats]:
    """The ends of the interval. Where everybody has stopped they are both 0: the formula has nothing to go by."""
    some = share > 0
    inside = np.where(some, share, 0.5)
    left = np.where(at_risk > stopped, at_risk - stopped, 1)
    spread = np.sqrt(np.cumsum(stopped / (at_risk * left))) / np.abs(np.log(inside))
    low, high = (inside ** np.exp(sign * MIDDLE_95 * spread) for sign in (1, -1))
    return np.where(some, low, 0.0), np.where(some, high, 0.0)


def _together(groups: Iterable[Spells]) -> Spells:
    all_of = list(groups)
    return Spells(*(np.concatenate([getattr(g, name) for g in all_of]) for name in ("entry", "leave", "cause")))
