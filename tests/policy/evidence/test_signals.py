"""Side effects that stand out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.evidence.signals import signals

EFFECTS = [f"e{i}" for i in range(20)]
TREATMENTS = [f"t{i}" for i in range(30)]


def reported(seed: int, *, planted: float = 1.0) -> dict[tuple[str, str], int]:
    """Reports by chance, effects and treatments of different size; t0 with e0 `planted` times as often."""
    rng = np.random.default_rng(seed)
    often, sizes = rng.gamma(2, 0.5, 20), rng.integers(20, 400, 30)
    rates = sizes[:, None] * often / often.sum()
    rates[0, 0] *= planted
    counts = rng.poisson(rates)
    return {(t, e): int(counts[i, j]) for i, t in enumerate(TREATMENTS) for j, e in enumerate(EFFECTS)}


def test_what_comes_by_chance_seldom_stands_out() -> None:
    assert sum(len(signals(reported(seed))) for seed in range(20)) <= 2  # of 12,000 pairs


def test_what_is_named_four_times_as_often_stands_out_and_alone() -> None:
    reports = reported(3, planted=1) | {("t0", "e0"): 60}
    found = signals(reports)
    assert [(one.treatment, one.effect, one.people) for one in found] == [("t0", "e0", 60)]
    assert found[0].low > 1.5
    assert found[0].low < found[0].ratio < 60 / found[0].expected


@pytest.mark.parametrize(("people", "is_found"), [(10, False), (11, True)])
def test_ten_people_make_no_signal(people: int, is_found: bool) -> None:
    reports = {(t, e): 20 for t in TREATMENTS for e in EFFECTS} | {("rare", "e0"): people}
    assert any(one.treatment == "rare" for one in signals(reports)) is is_found


def test_a_higher_ratio_of_few_is_drawn_nearer_to_one_than_that_of_many() -> None:
    reports = {(t, e): 20 for t in TREATMENTS for e in EFFECTS} | {("few", "e0"): 12, ("many", "e0"): 400}
    by_name = {one.treatment: one for one in signals(reports)}
    few, many = by_name["few"], by_name["many"]
    assert few.ratio / (few.people / few.expected) < many.ratio / (many.people / many.expected)


def test_the_lower_end_is_the_five_percent_point_of_the_gamma_distribution() -> None:
    """Against adding up the density on a fine grid, with the prior worked out by hand."""
    reports = {("a", "x"): 40, ("a", "y"): 10, ("b", "x"): 10, ("b", "y"): 40}
    found = {(one.treatment, one.effect): one for one in signals(reports)}
    assert found == {}  # 40 where 25 were expected: the lower end lies below 1.5
    reports = {("a", "x"): 400, ("a", "y"): 10, ("b", "x"): 10, ("b", "y"): 400}
    one = signals(reports)[0]
    expected = 410 * 410 / 820
    spread = sum((n - expected) ** 2 - expected for n in reports.values()) / (4 * expected**2)
    shape, rate = 400 + 1 / spread, expected + 1 / spread
    grid = np.linspace(1e-6, 4, 400_001)
    density = np.exp((shape - 1) * np.log(grid) - rate * grid - ((shape - 1) * np.log(shape / rate) - shape))
    point = grid[np.searchsorted(np.cumsum(density) / density.sum(), 0.05)]
    assert one.expected == pytest.approx(expected)
    assert one.ratio == pytest.approx(shape / rate)
    assert one.low == pytest.approx(point, abs=1e-4)


def test_pairs_that_nobody_named_count_in_the_spread_whether_written_out_or_not() -> None:
    reports = {("a", "x"): 400, ("a", "y"): 10, ("b", "y"): 400, ("b", "x"): 0}
    shorter = {pair: people for pair, people in reports.items() if people}
    assert signals(reports) == signals(shorter)
    assert len(signals(reports)) == 2


@pytest.mark.parametrize("reports", [{}, {("a", "x"): 0}])
def test_without_reports_nothing_stands_out(reports: dict[tuple[str, str], int]) -> None:
    assert signals(reports) == []


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        signals({("a", "x"): -1})


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=9, max_size=9))
def test_every_signal_has_its_people_and_its_lower_end(counts: list[int]) -> None:
    reports = {(t, e): counts[3 * i + j] for i, t in enumerate("abc") for j, e in enumerate("xyz")}
    for one in signals(reports):
        assert one.people >= 11
        assert 1.5 < one.low < one.ratio
