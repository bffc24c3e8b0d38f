"""A person counts once for each treatment and purpose."""

from datetime import date

import pytest

from bedside.policy.evidence.units import Answer, CourseRow, counted_answer, has_helped, latest_courses


def course(person: str = "ana", *, treatment: str = "tea", started: date, declared: date | None = None) -> CourseRow:
    return CourseRow(
        person=person,
        treatment=treatment,
        purpose="sleep",
        started=started,
        declared=declared or started,
        last_confirmed=started,
    )


@pytest.mark.parametrize(
    ("effect", "made_worse", "helped"),
    [(4, False, True), (3, False, True), (2, False, False), (0, False, False), (None, False, False), (4, True, False)],
)
def test_helped_is_a_considerable_effect_that_made_nothing_worse(
    effect: int | None, made_worse: bool, helped: bool
) -> None:
    assert has_helped(effect=effect, made_worse=made_worse) is helped


@pytest.mark.parametrize(
    ("waves", "counted"),
    [
        (["w2", "m3"], "m3"),
        (["m12", "m6"], "m12"),
        (["past", "w2"], "w2"),
        (["past"], "past"),
        (["adhoc", "w2"], "w2"),
        (["adhoc"], None),
        ([], None),
    ],
)
def test_the_latest_wave_up_to_a_year_counts(waves: list[str], counted: str | None) -> None:
    answer = counted_answer(Answer(wave=wave, effect=3) for wave in waves)
    assert (answer and answer.wave) == counted


def test_an_answer_by_a_proxy_does_not_count() -> None:
    answers = [Answer(wave="m6", effect=4, by_proxy=True), Answer(wave="m3", effect=1)]
    assert counted_answer(answers) == answers[1]


def test_of_several_courses_the_one_that_started_last_counts() -> None:
    courses = [course(started=date(2025, 5, 1)), course(started=date(2026, 1, 1)), course(started=date(2024, 1, 1))]
    assert latest_courses(courses) == [courses[1]]


def test_of_courses_that_started_together_the_one_declared_last_counts() -> None:
    start = date(2026, 1, 1)
    courses = [course(started=start, declared=date(2026, 3, 1)), course(started=start, declared=date(2026, 2, 1))]
    assert latest_courses(courses) == [courses[0]]


def test_two_people_and_two_treatments_are_units_of_their_own() -> None:
    start = date(2026, 1, 1)
    courses = [course(started=start), course("ben", started=start), course(treatment="walks", started=start)]
    assert latest_courses(courses) == courses
