"""The one trend of a sheet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.visits.curve import Curve, curve
from bedside.policy.visits.facts import Trend

FIRST = date(2026, 1, 1)


def trend(*points: tuple[int, float], low: float = 0, high: float = 10) -> Trend:
    return Trend(title="Fatigue", low=low, high=high, points=tuple((FIRST + timedelta(days=n), v) for n, v in points))


def drawn(*points: tuple[int, float]) -> Curve:
    found = curve(trend(*points))
    assert found is not None
    return found


def test_a_point_stands_where_its_day_and_its_value_put_it() -> None:
    found = drawn((0, 0), (5, 5), (10, 10))
    assert found.runs == (((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)),)
    assert (found.first, found.last) == (FIRST, date(2026, 1, 11))


def test_more_than_two_weeks_without_an_answer_stay_empty() -> None:
    assert [len(run) for run in drawn((0, 1), (14, 1), (29, 1), (30, 1)).runs] == [2, 2]


def test_what_is_older_than_a_year_is_left_out() -> None:
    found = drawn((0, 1), (40, 2), (400, 3), (405, 3))
    assert found.first == FIRST + timedelta(days=40)


@pytest.mark.parametrize("points", [(), ((0, 3.0),), ((0, 3.0), (0, 4.0)), ((0, 1.0), (400, 2.0))])
def test_fewer_than_two_days_are_no_trend(points: tuple[tuple[int, float], ...]) -> None:
    assert curve(trend(*points)) is None


@pytest.mark.parametrize(
    "bad", [trend((0, 1), (1, 11)), trend((0, -1), (1, 1)), trend((0, 1), low=5, high=5)], ids=["over", "under", "flat"]
)
def test_a_value_outside_of_its_scale_is_refused(bad: Trend) -> None:
    with pytest.raises(ValueError, match="scale"):
        curve(bad)


@given(st.dictionaries(st.integers(0, 364), st.integers(0, 10), min_size=2, max_size=60))
def test_every_answer_of_the_year_is_one_point_within_the_plane(values: dict[int, int]) -> None:
    found = drawn(*values.items())
    points = [point for run in found.runs for point in run]
    assert len(points) == len(values)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points)
    assert points == sorted(points, key=lambda point: point[0])
