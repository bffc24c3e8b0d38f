"""The line about what a comparison cannot see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.evidence.sensitivity import e_value, ratio_of, sensitivity_of_difference, sensitivity_of_ratio


@pytest.mark.parametrize(
    ("ratio", "value"), [(1, 1), (2, 3.414), (0.5, 3.414), (1.2, 1.690), (3.9, 7.263), (1.576, 2.529)]
)
def test_the_e_value_of_a_ratio(ratio: float, value: float) -> None:
    assert e_value(ratio) == pytest.approx(value, abs=6e-4)


@pytest.mark.parametrize(("difference", "ratio", "value"), [(0.5, 1.576, 2.529), (0.2, 1.200, 1.689)])
def test_a_difference_is_turned_into_a_ratio_first(difference: float, ratio: float, value: float) -> None:
    found = ratio_of(difference, standard_deviation=1)
    assert (found, e_value(found)) == pytest.approx((ratio, value), abs=6e-4)


@pytest.mark.parametrize(
    ("ratio", "low", "high", "interval"),
    [
        pytest.param(2, 1.2, 3.4, 1.690, id="above one: the lower end"),
        pytest.param(0.5, 0.3, 1 / 1.2, 1.690, id="below one: the upper end"),
        pytest.param(2, 0.9, 4, 1, id="the interval holds one"),
        pytest.param(2, 1, 4, 1, id="the interval ends at one"),
    ],
)
def test_the_end_nearer_to_no_difference_is_the_one_that_counts(
    ratio: float, low: float, high: float, interval: float
) -> None:
    assert sensitivity_of_ratio(ratio, low=low, high=high).interval == pytest.approx(interval, abs=6e-4)


@given(st.floats(0.01, 100))
def test_a_benefit_and_a_harm_of_the_same_size_need_the_same_explanation(ratio: float) -> None:
    assert e_value(ratio) == pytest.approx(e_value(1 / ratio))


@given(st.floats(1, 50), st.floats(1, 50))
def test_a_larger_effect_needs_a_stronger_explanation(one: float, other: float) -> None:
    smaller, larger = sorted((one, other))
    assert e_value(smaller) <= e_value(larger)


@pytest.mark.parametrize(("low", "words"), [(0.5, "2.1 times"), (-0.5, "may be chance")])
def test_the_line_never_says_that_the_matter_is_settled(low: float, words: str) -> None:
    found = sensitivity_of_difference(1.0, low=low, high=1.5, standard_deviation=1.43)
    assert words in found.sentence
    assert "annot rule out" in found.sentence


@pytest.mark.parametrize("ratio", [0, -1, float("inf"), float("nan")])
def test_what_is_no_ratio_is_refused(ratio: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        e_value(ratio)


def test_a_difference_without_a_spread_is_refused() -> None:
    with pytest.raises(ValueError, match="standard deviations"):
        ratio_of(1, standard_deviation=0)


def test_an_estimate_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="in its interval"):
        sensitivity_of_ratio(3, low=1, high=2)
