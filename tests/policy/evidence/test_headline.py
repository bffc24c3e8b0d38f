"""Everybody who started is still on it, stopped, or silent."""

from datetime import date, timedelta

import pytest

from bedside.policy.evidence.headline import Headline, headline, shown, standing
from bedside.policy.evidence.units import CourseRow

TODAY = date(2026, 6, 30)


def course(
    person: int = 1,
    *,
    silent_days: int = 10,
    stopped: date | None = None,
    has_stop_reason: bool = False,
    declared: date = date(2026, 1, 1),
) -> CourseRow:
    return CourseRow(
        person=person,
        treatment="tea",
        purpose="sleep",
        started=date(2025, 1, 1),
        declared=declared,
        last_confirmed=TODAY - timedelta(days=silent_days),
        stopped=stopped,
        has_stop_reason=has_stop_reason,
    )


@pytest.mark.parametrize(
    ("row", "where"),
    [
        pytest.param(course(), "still_on", id="confirmed lately"),
        pytest.param(course(silent_days=120), "still_on", id="confirmed 120 days ago"),
        pytest.param(course(silent_days=121), "silent", id="nothing heard for 121 days"),
        pytest.param(course(stopped=date(2026, 5, 1)), "stopped", id="has a stop date"),
        pytest.param(course(has_stop_reason=True), "stopped", id="has a reason and no date"),
        pytest.param(course(silent_days=400, has_stop_reason=True), "stopped", id="stopped long ago"),
        pytest.param(course(stopped=date(2025, 6, 1)), "remembered", id="had ended before it was declared"),
    ],
)
def test_where_a_course_stands(row: CourseRow, where: str) -> None:
    assert standing(row, today=TODAY) == where


def test_started_is_the_sum_of_its_three_parts_without_the_remembered() -> None:
    rows = [
        course(1),
        course(2, silent_days=200),
        course(3, has_stop_reason=True),
        course(4, has_stop_reason=True),
        course(5, stopped=date(2025, 6, 1)),
    ]
    counts = headline(rows, today=TODAY)
    assert counts == Headline(still_on=1, stopped=2, silent=1, remembered=1)
    assert counts.started == 4


def test_a_person_with_two_courses_counts_once() -> None:
    assert headline([course(1), course(1, has_stop_reason=True)], today=TODAY).started == 1


@pytest.mark.parametrize(
    ("counts", "printed"),
    [
        pytest.param(
            Headline(still_on=41, stopped=12, silent=7, remembered=0),
            {"started": 60, "still_on": 40},
            id="one is small",
        ),
        pytest.param(
            Headline(still_on=30, stopped=30, silent=0, remembered=12),
            {"started": 60, "still_on": 30, "stopped": 30, "remembered": 15},
            id="one is empty",
        ),
        pytest.param(Headline(still_on=4, stopped=3, silent=2, remembered=10), {}, id="all are small"),
    ],
)
def test_what_is_printed_gives_no_small_count_away(counts: Headline, printed: dict[str, int]) -> None:
    assert shown(counts) == printed
