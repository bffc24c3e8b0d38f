"""Side effects that are named with one treatment more often than with others: a queue for clinicians (`evidence.md` 5).

A ratio of what was reported to what one would expect if effects and treatments had nothing to do with each other, drawn
towards 1 where little was expected (the Gamma-Poisson model of DuMouchel, Am Stat 1999;53:177-190, with one component).
n reports, E expected:

    E = reports of the treatment x reports of the effect / all reports
    tau^2 = sum((n - E)^2 - E) / sum(E^2),   a = 1 / tau^2, kept within 0.5 and 5
    ratio = (n + a) / (E + a),   lower end: the 5 % point of Gamma(n + a) / (E + a)

It says what to look at, and never that a treatment does something: who takes it, and what people watch for, makes such
ratios too. Nothing of it is shown on a member's page.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedside.policy.disclosure import FLOOR

Floats = NDArray[np.float64]

LEAST_PRIOR, MOST_PRIOR = 0.5, 5.0
"""Not more than 5: where nearly all pairs are as expected, the moments give a prior that no true signal overcomes."""
RATIO = 1.5
"""The lower end must lie above this."""
TAIL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A treatment and an effect that a clinician should look at."""

    treatment: str
    effect: str
    people: int
    """Distinct people who named it; 11 or more."""
    expected: float
    ratio: float
    low: float


def signals(reports: Mapping[tuple[str, str], int]) -> list[Signal]:
    """The pairs of (treatment, effect) to look at, the highest lower end first.

    `reports` counts distinct people for each pair. Raises ValueError for a negative count.
    """
    if any(people < 0 for people in reports.values()):
        raise ValueError("There are no negative counts.")
    pairs = [pair for pair, people in reports.items() if people > 0]
    if not pairs:
        return []
    n = np.array([reports[pair] for pair in pairs], float)
    expected = _expected(reports, pairs)
    prior = _prior(reports, n, expected)
    ratio, low = _posterior(n, expected, prior=prior)
    found = [
        Signal(
            treatment=treatment,
            effect=effect,
            people=int(n[i]),
            expected=float(expected[i]),
            ratio=float(ratio[i]),
            low=float(low[i]),
        )
        for i, (treatment, effect) in enumerate(pairs)
        if n[i] >= FLOOR and low[i] > RATIO
    ]
    return sorted(found, key=lambda signal: (-signal.low, signal.treatment, signal.effect))


def _expected(reports: Mapping[tuple[str, str], int], pairs: list[tuple[str, str]]) -> Floats:
    by_treatment, by_effect = Counter[str](), Counter[str]()
    for (treatment, effect), people in reports.items():
        by_treatment[treatment] += people
        by_effect[effect] += people
    total = sum(by_treatment.values())
    return np.array([by_treatment[treatment] * by_effect[effect] / total for treatment, effect in pairs], float)


def _prior(reports: Mapping[tuple[str, str], int], n: Floats, expected: Floats) -> float:
    """How far ratios spread by themselves, from all pairs; those that nobody named count with n = 0.

    The sum of E^2 over all pairs is the product of the two sums of squares, so the empty ones need not be written out.
    """
    by_treatment, by_effect = Counter[str](), Counter[str]()
    for (treatment, effect), people in reports.items():
        by_treatment[treatment] += people
        by_effect[effect] += people
    total = float(n.sum())
    squares = sum(t**2 for t in by_treatment.values()) * sum(e**2 for e in by_effect.values()) / total**2
    named = float(((n - expected) ** 2 - expected).sum())
    unnamed = (squares - float((expected**2).sum())) - (total - float(expected.sum()))
    spread = (named + unnamed) / squares
    return MOST_PRIOR if spread <= 0 else min(max(1 / spread, LEAST_PRIOR), MOST_PRIOR)


def _posterior(n: Floats, expected: Floats, *, prior: float) -> tuple[Floats, Floats]:
    from scipy.special import gammaincinv  # here, because it takes 0.6 s to load and web processes only read results

    low = gammaincinv(n + prior, TAIL) / (expected + prior)
    return (n + prior) / (expected + prior), np.asarray(low, np.float64)
