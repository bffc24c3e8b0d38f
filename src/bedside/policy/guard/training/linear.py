"""A logistic regression over named features, for the sums of small signs of urgency and of a care relation.

The features count the more, the more they tell of the answer by themselves (Wang and Manning 2012, "Baselines and
Bigrams": NB-SVM): with few texts, many rare pairs of words otherwise drown what is plain. Sums are done in a fixed
order: the same rows on the same library versions give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

BASE: Final = "(base)"
Example = tuple[Collection[str], bool, float]
Numbers = NDArray[np.float64]

_SEEN = 2
_ROUNDS = 400


def fitted(rows: Sequence[Example], *, shrink: float, plain: float) -> dict[str, float]:
    """Give the weights of the features of `rows` (features, answer, how much the row counts) and the base.

    `shrink`: how strongly weights are held back. `plain`: the share of a feature's scale that is the same for all, from
    0 to 1; the rest follows what it tells by itself.
    """
    seen = Counter(name for names, _, _ in rows for name in names)
    known = {name: at for at, name in enumerate(sorted(name for name, times in seen.items() if times >= _SEEN))}
    matrix = _matrix([names for names, _, _ in rows], known)
    answers = np.array([answer for _, answer, _ in rows])
    scale = plain + (1 - plain) * np.abs(_telling(matrix, answers))
    weight = np.array([part for _, _, part in rows])
    told = _solved(matrix.multiply(scale).tocsr(), np.where(answers, 1.0, -1.0), weight, shrink=shrink)
    weights = told[1:] * scale
    return {BASE: float(told[0])} | {name: float(weights[at]) for name, at in known.items()}


def _matrix(rows: Sequence[Collection[str]], known: dict[str, int]) -> Any:
    told = [sorted(known[name] for name in names if name in known) for names in rows]
    ends = np.cumsum([0, *(len(one) for one in told)])
    places = np.array([place for one in told for place in one], dtype=np.int64)
    return csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(known)))


def _telling(matrix: Any, answers: NDArray[np.bool_]) -> Numbers:
    """Give for each feature the logarithm of how much oftener it stands in rows with the answer than elsewhere."""
    inside = np.asarray(matrix[answers].sum(axis=0)).ravel() + 1.0
    outside = np.asarray(matrix[~answers].sum(axis=0)).ravel() + 1.0
    told: Numbers = np.log((inside / inside.sum()) / (outside / outside.sum()))
    return told


def _solved(matrix: Any, signs: Numbers, weight: Numbers, *, shrink: float) -> Numbers:
    def loss(told: Numbers) -> tuple[float, Numbers]:
        margins = signs * (matrix @ told[1:] + told[0])
        slopes = -signs * weight / (1 + np.exp(np.clip(margins, -30, 30)))
        total = float(weight @ np.logaddexp(0, -margins) + shrink / 2 * told[1:] @ told[1:])
        return total, np.concatenate(([slopes.sum()], matrix.T @ slopes + shrink * told[1:]))

    start = np.zeros(matrix.shape[1] + 1)
    told: Numbers = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    return told
