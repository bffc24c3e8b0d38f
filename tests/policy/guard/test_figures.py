"""Rates, their intervals, and what is worked out from counts."""

from __future__ import annotations

import pytest

from bedside.policy.guard.figures import Counts, Rate, quantiles, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 2, 0.0945, 0.9055)],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_a_rate_of_nothing_is_no_number() -> None:
    assert (Rate().share, Rate().to_dict()["rate"], str(Rate())) == (None, None, "-")


def test_a_rate_tells_its_interval() -> None:
    rate = Rate()
    for hit in (True, False, True, True):
        rate.add(hit)
    assert str(rate) == "0.750  [0.301, 0.954]  3 of 4"


def test_f2_counts_recall_more() -> None:
    """5PR / (4P + R), as the specification has it."""
    counts = Counts(right=6, wrong=2, missed=4)
    precision, recall = 0.75, 0.6
    assert counts.f(2) == pytest.approx(5 * precision * recall / (4 * precision + recall))
    assert counts.f(1) == pytest.approx(2 * precision * recall / (precision + recall))


def test_f_of_nothing_said_and_nothing_there_is_one() -> None:
    assert (Counts().f(2), Counts(wrong=1).f(2), Counts(missed=1).f(2)) == (1.0, 0.0, 0.0)


def test_quantiles_are_values_that_were_measured() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert quantiles(values) == {"p50": 50.0, "p95": 95.0, "p99": 99.0, "max": 100.0}


def test_quantiles_of_nothing_are_zero() -> None:
    assert set(quantiles([]).values()) == {0.0}
