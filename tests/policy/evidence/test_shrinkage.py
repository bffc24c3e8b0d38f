"""Shares are pulled towards the mean of their purpose, the more the fewer people there are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.evidence.shrinkage import Prior, fit_prior, shrink, shrink_within_classes

PEOPLE = [40, 25, 8, 60, 3]
HELPED = [30, 10, 6, 33, 0]
"""Five invented treatments. The expected figures were worked out apart, in fractions and with scipy.stats.beta.ppf."""
EXPECTED_WEIGHT = 8.437401521246374
EXPECTED_CELLS = [
    (0, 0.7205410809, 0.5876132678, 0.8362310405),
    (1, 0.4456428123, 0.2838530078, 0.6135968742),
    (2, 0.6631910545, 0.4262901101, 0.8625644286),
    (3, 0.5538073744, 0.4357742831, 0.6688598975),
    (4, 0.4285184567, 0.1714192549, 0.7092370293),
]


def test_the_prior_of_invented_cells_is_as_worked_out_by_hand() -> None:
    prior = fit_prior(PEOPLE, HELPED)
    assert prior.mean == pytest.approx(79 / 136)
    assert prior.weight == pytest.approx(EXPECTED_WEIGHT, abs=1e-9)


@pytest.mark.parametrize(("cell", "share", "low", "high"), EXPECTED_CELLS)
def test_a_share_and_its_interval_are_as_worked_out_by_hand(cell: int, share: float, low: float, high: float) -> None:
    result = shrink(PEOPLE, HELPED)
    found = (result.share[cell], result.low[cell], result.high[cell])
    assert found == pytest.approx((share, low, high), abs=1e-6)


def test_cells_that_differ_no_more_than_by_chance_get_the_greatest_weight() -> None:
    assert fit_prior([20, 20, 20], [10, 10, 10]).weight == 200


def test_cells_that_differ_a_little_more_than_by_chance_do_not_pass_the_greatest_weight() -> None:
    assert fit_prior([1000, 1000, 1000], [500, 530, 470]).weight == 200


def test_cells_that_differ_wildly_get_the_least_weight() -> None:
    assert fit_prior([100, 100, 100, 100], [0, 100, 0, 100]).weight == 2


@pytest.mark.parametrize(
    ("people", "helped"),
    [
        pytest.param([30, 40], [10, 30], id="two cells"),
        pytest.param([12], [5], id="one cell"),
        pytest.param([30, 40, 0], [10, 30, 0], id="two cells and an empty one"),
        pytest.param([30, 40, 50], [0, 0, 0], id="nobody was helped"),
        pytest.param([30, 40, 50], [30, 40, 50], id="everybody was helped"),
        pytest.param([1, 1, 1, 1], [1, 0, 1, 0], id="one person in each cell"),
    ],
)
def test_where_the_spread_cannot_be_estimated_the_weight_is_8(people: list[int], helped: list[int]) -> None:
    assert fit_prior(people, helped).weight == 8


@pytest.mark.parametrize(("helped", "end"), [([0, 0, 0], 0.0), ([30, 40, 50], 1.0)])
def test_when_all_or_none_were_helped_the_interval_is_a_point_and_a_number(helped: list[int], end: float) -> None:
    result = shrink([30, 40, 50], helped)
    assert result.low.tolist() == result.high.tolist() == result.share.tolist() == [end] * 3


def test_a_cell_without_people_gets_the_prior() -> None:
    result = shrink([0, 20, 30, 40], [0, 5, 15, 30])
    assert result.share[0] == pytest.approx(50 / 90)


def test_a_given_prior_is_used_instead_of_a_fitted_one() -> None:
    assert shrink([10], [10], prior=Prior(mean=0.5, weight=10)).share[0] == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("people", "helped"),
    [
        pytest.param([], [], id="no cells"),
        pytest.param([0, 0], [0, 0], id="no people"),
        pytest.param([5], [6], id="more helped than people"),
        pytest.param([5], [-1], id="a negative count"),
        pytest.param([5, 6], [3], id="lists of different length"),
        pytest.param([float("nan")], [0], id="not a number"),
        pytest.param([[5]], [[3]], id="a table instead of a list"),
    ],
)
def test_counts_that_are_no_counts_are_refused(people: list[int], helped: list[int]) -> None:
    with pytest.raises(ValueError, match=r"nobody|helped"):
        shrink(people, helped)


def test_with_classes_a_cell_is_pulled_towards_its_class() -> None:
    people, helped = [50, 60, 5, 50, 60, 5], [40, 50, 2, 10, 12, 2]
    result = shrink_within_classes(people, helped, ["a", "a", "a", "b", "b", "b"])
    assert result.share[2] > shrink(people, helped).share[2] > result.share[5]


def test_with_one_class_only_the_classes_change_nothing_but_the_mean_of_the_class() -> None:
    result = shrink_within_classes(PEOPLE, HELPED, ["a"] * 5)
    assert result.share == pytest.approx(shrink(PEOPLE, HELPED).share)


def test_there_must_be_a_class_for_each_cell() -> None:
    with pytest.raises(ValueError, match="one class"):
        shrink_within_classes([5, 6], [2, 3], ["a"])


cells = st.lists(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=1, max_size=12
)


@settings(max_examples=25, deadline=None)
@given(cells)
def test_a_shrunken_share_lies_between_the_raw_one_and_the_prior(counts: list[tuple[int, int]]) -> None:
    people, helped = np.array(counts).T
    result, raw = shrink(people, helped), helped / people
    assert np.all(result.share >= np.minimum(raw, result.prior) - 1e-12)
    assert np.all(result.share <= np.maximum(raw, result.prior) + 1e-12)


@settings(max_examples=25, deadline=None)
@given(cells)
def test_an_interval_holds_its_share(counts: list[tuple[int, int]]) -> None:
    result = shrink(*np.array(counts).T)
    assert np.all((result.low <= result.share) & (result.share <= result.high))


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 60), st.floats(0.01, 0.99), st.floats(2, 200))
def test_one_more_person_helped_never_lowers_anything(people: int, mean: float, weight: float) -> None:
    helped = np.arange(people + 1)
    result = shrink(np.full(people + 1, people), helped, prior=Prior(mean=mean, weight=weight))
    for column in (result.share, result.low, result.high):
        assert np.all(np.diff(column) >= 0)
