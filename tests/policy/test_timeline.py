"""Where a course lies on the line of time, and what a week without a word is."""

from datetime import date, timedelta

import pytest

from bedside.policy.courses import Course, Taking
from bedside.policy.dates import part
from bedside.policy.symptoms import FIGURES, LEVELS, Strength
from bedside.policy.timeline import Bar, Frame, Week, bar, felt, frame, runs, weeks

YEAR = Frame(date(2026, 1, 1), date(2026, 4, 11))  # a hundred days


def tea(start: str, stop: str = "", taking: Taking = Taking.YES) -> Course:
    """A course of tea."""
    return Course(text="Tea", purpose="sleep", declared=YEAR.last, start=part(start), stop=part(stop), taking=taking)


@pytest.mark.parametrize(
    ("course", "answer"),
    [
        (tea("2026-01-11"), Bar(0.1, 0.1, 1.0, 1.0)),
        (tea("2026-01-11", "2026-02-20", Taking.NO), Bar(0.1, 0.1, 0.5, 0.5)),
        (tea("2026-01", "2026-02-20", Taking.NO), Bar(0.0, 0.3, 0.5, 0.5)),
        (tea("2020"), Bar(0.0, 0.0, 1.0, 1.0)),
        (tea("2026-01-11", "", Taking.NO), Bar(0.1, 0.1, 0.1, 1.0)),
        (tea("2026-01-11", "2026-01", Taking.NO), Bar(0.1, 0.1, 0.1, 0.3)),
        (tea("2020", "2021", Taking.NO), None),
        (tea("2026-06"), None),
        (tea(""), None),
    ],
)
def test_a_course_lies_where_its_dates_say_and_no_more(course: Course, answer: Bar | None) -> None:
    assert bar(course, YEAR) == answer


def test_a_week_is_the_mean_of_the_days_that_were_told_of() -> None:
    days = [(YEAR.first, 2), (YEAR.first + timedelta(days=6), 5), (YEAR.first + timedelta(days=7), 1)]
    found = weeks([*days, (date(2025, 1, 1), 5)], YEAR)
    assert [(one.mean, one.days) for one in found] == [(3.5, 2), (1.0, 1)]


def test_weeks_without_a_word_break_the_line() -> None:
    days = [(YEAR.first + timedelta(days=7 * number), 3) for number in (0, 1, 3, 6)]
    assert [len(run) for run in runs(weeks(days, YEAR))] == [3, 1]


@pytest.mark.parametrize(("months", "days"), [(3, 91), (12, 365), (36, 1096), (7, 365)])
def test_the_frame_is_as_long_as_was_asked(months: int, days: int) -> None:
    assert (YEAR.last - frame(months, today=YEAR.last).first).days == days


def test_a_symptom_s_week_is_the_mean_of_the_worst_of_its_days() -> None:
    first, next_day = YEAR.first, YEAR.first + timedelta(days=1)
    entries = [
        (first, "Pain", Strength(FIGURES, 2)),
        (first, "pain", Strength(FIGURES, 6)),
        (next_day, "Pain", Strength(LEVELS, 3)),
        (next_day, "Fog", Strength(FIGURES, None)),  # rather not say
        (YEAR.first - timedelta(days=1), "Fog", Strength(FIGURES, 9)),
    ]
    assert felt(entries, YEAR) == (("Pain", (Week(first, 0.8, 2),)),)


def test_three_symptoms_are_shown_those_of_most_days_first() -> None:
    told = {"a": 1, "b": 3, "c": 2, "d": 4}
    entries = [
        (YEAR.first + timedelta(days=day), name, Strength(FIGURES, 0))
        for name, days in told.items()
        for day in range(days)
    ]
    assert [name for name, _weeks in felt(entries, YEAR)] == ["d", "b", "c"]
