"""Empirical-Bayes shares: a treatment with few answers is pulled towards the mean of its purpose.

Model: the number helped in cell i is Binomial(n_i, p_i), and the p_i of one purpose are Beta(m p0, m (1 - p0)).
The two parameters come from the method of moments (Kleinman, J Am Stat Assoc 1973;68:46-54), so everything is a
closed form. Notation: n people, k helped, p = k/n, N = sum n, K = number of cells with n > 0.

    p0    = sum k / N
    S     = sum n (p - p0)^2                     A = N - sum n^2 / N
    tau^2 = (S - (K-1) p0 (1-p0)) / (A - (K-1))
    m     = p0 (1-p0) / tau^2 - 1, kept within 2 and 200
    share = (k + m p0) / (n + m)
    interval: the 2.5 % and 97.5 % points of Beta(k + m p0, n - k + m (1-p0))
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LEAST_WEIGHT, MOST_WEIGHT = 2.0, 200.0
DEFAULT_WEIGHT = 8.0
FEWEST_CELLS = 3
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Prior:
    """What is expected of a treatment before anybody answered: a mean share (0 to 1) worth `weight` answers."""

    mean: float
    weight: float


@dataclass(frozen=True, slots=True)
class Shrunken:
    """Shares of K cells, 0 to 1: arrays of shape (K,) in the order of the input; `low` and `high` bound 95 %."""

    share: Floats
    low: Floats
    high: Floats
    prior: Floats
    """The mean each cell was pulled towards. One value for all, unless there are classes."""

    def only(self, places: list[int]) -> "Shrunken":
        """The same of some of the cells."""
        return Shrunken(self.share[places], self.low[places], self.high[places], self.prior[places])


def fit_prior(people: ArrayLike, helped: ArrayLike) -> Prior:
    """The prior of one purpose, from its cells: `people` and `helped` are counts of shape (K,).

    Cells without people are left out. The weight is 200 when the cells differ no more than chance would make them
    (tau^2 <= 0), and 8 when it cannot be estimated: fewer than 3 cells, one person in each, all or none helped.
    Raises ValueError for counts that are not counts, and when there is nobody at all.
    """
    n, k = _counts(people, helped)
    total = float(n.sum())
    if total == 0:
        raise ValueError("There is nobody in any of the cells.")
    mean = float(k.sum()) / total
    return Prior(mean=mean, weight=_weight(n[n > 0], k[n > 0], mean=mean))


def shrink(people: ArrayLike, helped: ArrayLike, *, prior: Prior | None = None) -> Shrunken:
    """Shrunken shares with 95 % intervals for the cells of one purpose; counts of shape (K,).

    Without `prior` it is fitted on these cells. Raises ValueError as `fit_prior` does.
    """
    n, k = _counts(people, helped)
    used = prior or fit_prior(n, k)
    return _posterior(n, k, mean=np.full(n.shape, used.mean), weight=np.full(n.shape, used.weight))


def shrink_within_classes(people: ArrayLike, helped: ArrayLike, classes: ArrayLike) -> Shrunken:
    """As `shrink`, but each cell is pulled towards the shrunken share of its class.

    `classes` are labels of shape (K,). The classes are shrunk towards the purpose with the same formulas one level up.
    """
    n, k = _counts(people, helped)
    names, inverse = np.unique(np.asarray(classes), return_inverse=True)
    if inverse.shape != n.shape:
        raise ValueError("There must be one class for each cell.")
    class_n = np.bincount(inverse, weights=n, minlength=len(names))
    class_k = np.bincount(inverse, weights=k, minlength=len(names))
    class_mean = shrink(class_n, class_k).share
    class_weight = np.array([_class_weight(n[inverse == i], k[inverse == i]) for i in range(len(names))])
    return _posterior(n, k, mean=class_mean[inverse], weight=class_weight[inverse])


def _class_weight(n: Floats, k: Floats) -> float:
    return fit_prior(n, k).weight if n.sum() else DEFAULT_WEIGHT


def _weight(n: Floats, k: Floats, *, mean: float) -> float:
    cells, total = len(n), n.sum()
    spread = mean * (1 - mean)
    free = total - (n**2).sum() / total - (cells - 1)
    if cells < FEWEST_CELLS or spread == 0 or free <= 0:
        return DEFAULT_WEIGHT
    between = float((n * (k / n - mean) ** 2).sum() - (cells - 1) * spread) / float(free)
    if between <= 0:
        return MOST_WEIGHT
    return min(max(spread / between - 1, LEAST_WEIGHT), MOST_WEIGHT)


def _posterior(n: Floats, k: Floats, *, mean: Floats, weight: Floats) -> Shrunken:
    alpha = k + weight * mean
    beta = n - k + weight * (1 - mean)
    low, high = _interval(alpha, beta)
    return Shrunken(share=alpha / (alpha + beta), low=low, high=high, prior=mean)


def _interval(alpha: Floats, beta: Floats) -> tuple[Floats, Floats]:
    """The middle 95 % of Beta(alpha, beta). Where one of the two is 0, all the mass and both ends lie at 0 or at 1."""
    from scipy.special import betaincinv  # here, because it takes 0.6 s to load and web processes only read results

    proper = (alpha > 0) & (beta > 0)
    a, b = np.where(proper, alpha, 1.0), np.where(proper, beta, 1.0)
    ends = np.where(beta > 0, 0.0, 1.0)
    low = np.where(proper, betaincinv(a, b, TAIL), ends)
    high = np.where(proper, betaincinv(a, b, 1 - TAIL), ends)
    return low, high


def _counts(people: ArrayLike, helped: ArrayLike) -> tuple[Floats, Floats]:
    n, k = np.asarray(people, dtype=np.float64), np.asarray(helped, dtype=np.float64)
    if n.ndim != 1 or n.shape != k.shape:
        raise ValueError("People and helped must be two lists of the same length.")
    if not (np.all(np.isfinite(n)) and np.all(k >= 0) and np.all(k <= n)):
        raise ValueError("In each cell, helped must lie between 0 and the number of people.")
    return n, k
