"""What is said of how long people stay on a treatment."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.evidence.staying import GRID, NUMBER, Why, cause_of, shown_points, under_observation
from bedside.policy.evidence.survival import Spells, spells, time_on_treatment
from bedside.policy.evidence.units import CourseRow

START = date(2026, 1, 1)


def course(
    *, declared: int = 0, confirmed: int = 60, stopped: int | None = None, has_stop_reason: bool = False
) -> CourseRow:
    """One course; all days from its start."""
    return CourseRow(
        person=1,
        treatment="ldn",
        purpose="sleep",
        started=START,
        declared=START + timedelta(declared),
        last_confirmed=START + timedelta(confirmed),
        stopped=None if stopped is None else START + timedelta(stopped),
        has_stop_reason=has_stop_reason,
    )


@pytest.mark.parametrize(
    ("row", "reason", "spell"),
    [
        pytest.param(course(), "", (0, 60, 0), id="still on it, seen for 60 days"),
        pytest.param(course(confirmed=400), "", (0, 400, 0), id="silent since day 400: observed until then"),
        pytest.param(course(stopped=40), "side_effects", (0, 40, 2), id="stopped"),
        pytest.param(course(declared=30, stopped=40), "no_effect", (30, 40, 1), id="declared while it was running"),
        pytest.param(course(declared=-5), "", (0, 60, 0), id="declared before it began"),
        pytest.param(course(stopped=0), "cost", (0, 0.5, 3), id="stopped on the day it began"),
        pytest.param(course(has_stop_reason=True), "got_better", (0, 60, 4), id="a reason without a date"),
    ],
)
def test_a_course_is_observed_from_its_declaration_to_its_end(
    row: CourseRow, reason: str, spell: tuple[float, float, int]
) -> None:
    found = under_observation([(row, reason)])
    assert (found.entry[0], found.leave[0], found.cause[0]) == spell


@pytest.mark.parametrize(("declared", "stopped"), [(50, 40), (40, 40)])
def test_a_course_that_had_ended_when_it_was_declared_is_in_no_curve(declared: int, stopped: int) -> None:
    found = under_observation([(course(declared=declared, stopped=stopped), "no_effect")])
    assert len(time_on_treatment(found).times) == 0


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("no_effect", Why.NO_EFFECT),
        ("burden", Why.COST_OR_BURDEN),
        ("supply_or_insurance", Why.COST_OR_BURDEN),
        ("course_finished", Why.BETTER),
        ("pregnancy", Why.OTHER),
        ("prefer_not_say", Why.OTHER),
        ("", Why.OTHER),
    ],
)
def test_reasons_fall_into_five_groups(reason: str, why: Why) -> None:
    assert cause_of(course(stopped=9), main_reason=reason) == NUMBER[why]


def test_a_reason_without_a_stop_does_not_end_a_course() -> None:
    assert cause_of(course(), main_reason="no_effect") == 0


def group(*stops: tuple[int, Why, int], still_on: int) -> Spells:
    """(people, why, day) of those who stopped, and how many are still on it after two years."""
    leave = [day for people, _, day in stops for _ in range(people)] + [800] * still_on
    cause = [NUMBER[why] for people, why, _ in stops for _ in range(people)] + [0] * still_on
    return spells(np.zeros(len(leave)), leave, cause)


def test_the_share_still_on_it_is_shown_at_the_times_of_the_grid() -> None:
    points = shown_points(group((20, Why.NO_EFFECT, 40), (15, Why.SIDE_EFFECTS, 100), still_on=65))
    assert [(p.after, p.still_on, p.low, p.high) for p in points if p.after == "m6"] == [("m6", 65, 50, 75)]
    assert points[-1].stopped == {Why.NO_EFFECT: 20, Why.SIDE_EFFECTS: 15}
    assert "w2" not in {p.after for p in points}


@pytest.mark.parametrize(("stopped", "seen"), [(0, False), (1, False), (10, False), (11, True), (40, True)])
def test_nobody_learns_that_one_to_ten_people_stopped(stopped: int, seen: bool) -> None:
    assert bool(shown_points(group((stopped, Why.NO_EFFECT, 5), still_on=50))) is seen


@pytest.mark.parametrize(("still_on", "seen"), [(10, False), (11, True)])
def test_a_time_needs_eleven_people_still_at_risk(still_on: int, seen: bool) -> None:
    assert bool(shown_points(group((30, Why.NO_EFFECT, 5), still_on=still_on))) is seen


def test_a_curve_that_begins_on_three_people_is_not_shown() -> None:
    """Two of the first three stop early, sixty come later: the formula would say that a third is left."""
    entry, leave = [0, 0, 0] + [60] * 60, [3, 3, 900] + [100] * 20 + [900] * 40
    courses = spells(entry, leave, [1, 1, 0] + [1] * 20 + [0] * 40)
    assert time_on_treatment(courses).at(90)[0] == pytest.approx(1 / 3)
    assert shown_points(courses) == ()


def test_of_two_times_between_which_few_stopped_one_is_shown() -> None:
    points = shown_points(group((20, Why.NO_EFFECT, 5), (4, Why.NO_EFFECT, 50), still_on=60))
    assert "w2" not in {p.after for p in points}
    assert {"m3", "m6", "m12", "m24"} <= {p.after for p in points}


def test_a_small_reason_takes_the_next_smallest_with_it() -> None:
    stops = ((30, Why.NO_EFFECT, 5), (14, Why.SIDE_EFFECTS, 5), (3, Why.COST_OR_BURDEN, 5))
    assert shown_points(group(*stops, still_on=60))[0].stopped == {Why.NO_EFFECT: 30}


stops = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(Why), st.sampled_from([3, 20, 100, 200, 400])), max_size=7
)


@settings(max_examples=40, deadline=None)
@given(stops, st.integers(0, 60))
def test_between_two_shown_times_nobody_stopped_or_eleven_did(some: list[tuple[int, Why, int]], still_on: int) -> None:
    points = shown_points(group(*some, still_on=still_on))
    for row in (None, *Why):
        seen = [GRID[p.after] for p in points if row is None or row in p.stopped]
        ends = [day for people, why, day in some for _ in range(people) if row in (None, why)]
        for earlier, later in zip([0, *seen], seen, strict=False):
            between = sum(earlier < end <= later for end in ends)
            assert between >= 11 or (earlier and between == 0)


@settings(max_examples=40, deadline=None)
@given(stops, st.integers(0, 60))
def test_shown_ends_hold_the_exact_interval(some: list[tuple[int, Why, int]], still_on: int) -> None:
    courses = group(*some, still_on=still_on)
    curve = time_on_treatment(courses)
    for point in shown_points(courses):
        _, low, high = curve.at(GRID[point.after])
        assert point.low <= 100 * low + 1e-6
        assert 100 * high - 1e-6 <= point.high
        assert {point.low % 5, point.high % 5, point.still_on % 5} == {0}
