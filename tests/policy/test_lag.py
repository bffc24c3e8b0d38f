"""A symptom and what somebody did up to three days before."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bedside.policy.lag import LAGS, LagView, NotYet, lag_view

Floats = NDArray[np.float64]
DAYS = 90


def exertion(*, seed: int = 1, every: float = 0.2, days: int = DAYS) -> Floats:
    return (np.random.default_rng(seed).random(days) < every).astype(float)


def drifting(*, seed: int, days: int = DAYS) -> Floats:
    """A symptom that has good and bad weeks of its own, as symptoms have."""
    steps = np.random.default_rng(seed).normal(size=days)
    value = np.zeros(days)
    for day in range(1, days):
        value[day] = 0.8 * value[day - 1] + steps[day]
    return value


def after(factor: Floats, *, lag: int, by: float, seed: int = 3) -> Floats:
    return drifting(seed=seed) + by * np.concatenate([np.zeros(lag), factor[: len(factor) - lag]])


def looked(symptom: Floats, factor: Floats) -> LagView:
    found = lag_view(symptom, factor)
    assert isinstance(found, LagView)
    return found


def test_a_symptom_two_days_after_exertion_is_found_two_days_after() -> None:
    factor = exertion()
    found = looked(after(factor, lag=2, by=4.0), factor)
    assert found.stands_out
    assert int(np.argmax(found.difference)) == 2
    assert found.difference[2] == pytest.approx(4.0, abs=1.0)
    assert found.difference[2] > found.high[2]


def test_the_difference_is_the_mean_after_such_days_minus_the_mean_after_others() -> None:
    symptom = np.array([1.0, 3.0] * 20)
    factor = np.array([1.0, 0.0] * 20)
    found = looked(symptom, factor)
    assert found.difference.tolist() == [-2.0, 2.0, -2.0, 2.0]


def test_a_symptom_that_goes_its_own_way_stands_out_one_time_in_twenty_at_most() -> None:
    found = [looked(drifting(seed=seed), exertion(seed=1000 + seed)).stands_out for seed in range(200)]
    assert sum(found) <= 18  # 5 % of 200 is 10; a fair coin of that kind passes 18 less than once in a hundred


def test_a_day_without_an_answer_is_left_out_and_not_read_as_well() -> None:
    factor = exertion()
    symptom = after(factor, lag=1, by=4.0)
    silent = np.random.default_rng(5).random(DAYS) < 0.3
    told = np.where(silent, np.nan, symptom)
    as_well = np.where(silent, 0.0, symptom)
    here = looked(told, factor)
    assert here.difference[1] == pytest.approx(4.0, abs=1.2)
    assert here.difference[1] != looked(as_well, factor).difference[1]
    assert here.logged_days == DAYS - int(silent.sum())


@pytest.mark.parametrize(
    ("factor_days", "logged", "enough_factor"), [(9, 60, False), (0, 60, False), (10, 29, True), (9, 5, False)]
)
def test_under_ten_such_days_or_thirty_days_with_the_symptom_nothing_is_said(
    factor_days: int, logged: int, enough_factor: bool
) -> None:
    symptom, factor = np.full(DAYS, np.nan), np.zeros(DAYS)
    symptom[:logged], factor[:factor_days] = 3.0, 1.0
    found = lag_view(symptom, factor)
    assert found == NotYet(factor_days, logged)
    assert isinstance(found, NotYet)
    assert found.enough_factor_days is enough_factor


def test_ten_such_days_and_thirty_days_are_enough() -> None:
    symptom, factor = np.full(DAYS, np.nan), np.zeros(DAYS)
    symptom[:30], factor[:10] = np.arange(30.0), 1.0
    assert isinstance(lag_view(symptom, factor), LagView)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), silent=st.floats(0, 0.5), days=st.integers(60, 200))
def test_all_days_turned_at_once_give_what_turning_them_one_by_one_gives(seed: int, silent: float, days: int) -> None:
    chance = np.random.default_rng(seed)
    symptom, factor = chance.integers(0, 11, days).astype(float), exertion(seed=seed, every=0.4, days=days)
    symptom[chance.random(days) < silent], factor[chance.random(days) < silent / 2] = np.nan, np.nan
    found = lag_view(symptom, factor)
    if isinstance(found, NotYet):
        return
    turned = np.array([plainly(symptom, np.roll(factor, by)) for by in range(1, days)])
    assert found.difference == pytest.approx(np.array(plainly(symptom, factor)), abs=1e-9)
    assert found.low == pytest.approx(np.quantile(turned, 0.025, axis=0), abs=1e-9)
    assert found.high == pytest.approx(np.quantile(turned, 0.975, axis=0), abs=1e-9)


def plainly(symptom: Floats, factor: Floats) -> list[float]:
    """The differences as the rule says them, one mean after the other."""
    rows = []
    for lag in range(LAGS):
        later, before = symptom[lag:], factor[: len(factor) - lag]
        known = ~np.isnan(later)
        rows.append(float(later[known & (before == 1)].mean() - later[known & (before == 0)].mean()))
    return rows


def test_a_symptom_that_never_changes_does_not_stand_out() -> None:
    found = looked(np.full(DAYS, 4.0), exertion())
    assert not found.stands_out
    assert np.array_equal(found.difference, np.zeros(4))


def test_a_factor_on_every_day_leaves_nothing_to_compare() -> None:
    found = looked(drifting(seed=2), np.ones(DAYS))
    assert np.isnan(found.difference).all()
    assert not found.stands_out


@pytest.mark.parametrize(
    ("symptom", "factor"),
    [(np.zeros(40), np.zeros(39)), (np.zeros((40, 2)), np.zeros((40, 2))), (np.zeros(40), np.full(40, 2.0))],
)
def test_series_that_do_not_belong_together_are_refused(symptom: Floats, factor: Floats) -> None:
    with pytest.raises(ValueError, match="day"):
        lag_view(symptom, factor)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), up=st.floats(-50, 50), times=st.floats(0.1, 20))
def test_another_scale_of_the_symptom_moves_the_figures_and_not_what_stands_out(
    seed: int, up: float, times: float
) -> None:
    factor, symptom = exertion(seed=seed, every=0.4), drifting(seed=seed)
    here, there = looked(symptom, factor), looked(symptom * times + up, factor)
    assert there.difference == pytest.approx(here.difference * times, abs=1e-6)
    assert there.stands_out is here.stands_out


def test_six_years_of_days_are_turned_two_thousand_times_and_no_more() -> None:
    long = looked(drifting(seed=1, days=2300), exertion(days=2300))
    assert long.logged_days == 2300
