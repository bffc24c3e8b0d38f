"""The trials of many members with one plan, together: a random-effects mean (DerSimonian & Laird, Control Clin Trials
1986;7:177-188).

d_i ~ N(mu_i, s_i^2), mu_i ~ N(mu, tau^2), with w_i = 1/s_i^2:

    Q     = sum w (d - d_w)^2                    d_w = sum w d / sum w
    tau^2 = max(0, (Q - (k-1)) / (sum w - sum w^2 / sum w))
    mu    = sum w* d / sum w*,  w* = 1/(s^2 + tau^2);  se = 1/sqrt(sum w*)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

FEWEST_MEMBERS: Final = 11
MEMBER_STEPS: Final = (11, 20, 50, 100, 200, 500, 1_000)
NORMAL_975: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Member:
    """One member's trial: the mean difference between the arms and its standard error, both in units of the outcome."""

    difference: float
    error: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """The mean over members with its 95 % interval, and how much members differ (`tau`, a standard deviation)."""

    mean: float
    low: float
    high: float
    tau: float
    members: int


def published(figure: Pooled) -> Pooled:
    """Return a figure as it is shown: rounded to a tenth, and "at least" so many members, so that two nights compared
    don't tell what one member added. How much members differ stays inside.
    """
    members = max((step for step in MEMBER_STEPS if step <= figure.members), default=FEWEST_MEMBERS)
    return Pooled(round(figure.mean, 1), round(figure.low, 1), round(figure.high, 1), 0.0, members)


def standard_error(per_pair: Sequence[float]) -> float | None:
    """Return the standard error of the mean of a member's pairs; None for fewer than two pairs, or all alike."""
    if len(per_pair) < 2:
        return None
    error = float(np.std(per_pair, ddof=1) / np.sqrt(len(per_pair)))
    return error if error > 0 else None


def pool(members: Sequence[Member]) -> Pooled | None:
    """Return the pooled difference; None under 11 members. Raises ValueError for an error that is not above nought."""
    if len(members) < FEWEST_MEMBERS:
        return None
    d, s = (np.array([getattr(one, name) for one in members]) for name in ("difference", "error"))
    if not (np.isfinite(d).all() and np.isfinite(s).all() and (s > 0).all()):
        raise ValueError("Each member needs a difference, and a standard error above nought.")
    weight = 1 / s**2
    spread = float((weight * (d - np.average(d, weights=weight)) ** 2).sum())
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    tau2 = max(0.0, (spread - (len(d) - 1)) / scale)
    full = 1 / (s**2 + tau2)
    mean, error = float(np.average(d, weights=full)), float(1 / np.sqrt(full.sum()))
    return Pooled(mean, mean - NORMAL_975 * error, mean + NORMAL_975 * error, float(np.sqrt(tau2)), len(d))
