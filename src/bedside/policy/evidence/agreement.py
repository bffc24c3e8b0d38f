"""Whether treatments that help in one condition help in another, measured through noise (`evidence.md` section 8, T4).

The squared correlation of two sets of means is too small, the more so the fewer people stand behind each mean
(Spearman, Am J Psychol 1904;15:72-101). It is divided by the reliability of both:

    rho = (var(observed means) - mean of their squared standard errors) / var(observed means)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

TOO_NOISY = 0.2
"""Reliability up to which nothing is said: the correction would blow noise up fivefold."""
FEWEST_TREATMENTS = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How alike treatments did in two conditions: squared correlations from 0 to 1."""

    raw: float
    corrected: float | None
    """None where the figures are too noisy, or too few, to compare."""
    reliabilities: tuple[float, float]


def reliability(means: ArrayLike, errors: ArrayLike) -> float:
    """The share of the spread of `means` that is not noise, from 0 to 1; `errors` are their standard errors."""
    observed, noise = np.asarray(means, float), np.asarray(errors, float)
    spread = float(observed.var(ddof=1))
    return max(0.0, (spread - float(np.mean(noise**2))) / spread) if spread > 0 else 0.0


def agreement(first: tuple[ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike]) -> Agreement:
    """Compare two conditions, each as (means, standard errors) of the same treatments in the same order.

    Raises ValueError unless all four lists are equally long and hold two treatments or more.
    """
    one, other = (np.asarray(means, float) for means, _ in (first, second))
    lengths = {np.shape(column) for pair in (first, second) for column in pair}
    if len(lengths) != 1 or one.ndim != 1 or len(one) < 2:
        raise ValueError("Two lists of the same treatments are compared.")
    reliabilities = reliability(*first), reliability(*second)
    raw = _squared_correlation(one, other)
    if min(reliabilities) <= TOO_NOISY or len(one) < FEWEST_TREATMENTS:
        return Agreement(raw=raw, corrected=None, reliabilities=reliabilities)
    return Agreement(
        raw=raw, corrected=min(1.0, raw / (reliabilities[0] * reliabilities[1])), reliabilities=reliabilities
    )


def _squared_correlation(one: Floats, other: Floats) -> float:
    if one.std() == 0 or other.std() == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1] ** 2)
