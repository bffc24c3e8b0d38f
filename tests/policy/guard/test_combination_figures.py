"""Ages, windows of time and sizes of places in a text."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts
from bedside.policy.guard.combination_figures import (
    AGE_80S,
    AGE_OVER_89,
    DAY,
    DECADE,
    EXACT_AGE,
    INFANT,
    MONTH,
    SEASON,
    WEEK,
    ages,
    counted_places,
    times,
)
from bedside.policy.guard.combination_reading import Reading
from bedside.policy.guard.text import Doc


def reading(text: str) -> Reading:
    return Reading(Doc(text, Facts()))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("a 45M with gout", EXACT_AGE),
        ("a 45-year-old with gout", EXACT_AGE),
        ("a 45 yo with gout", EXACT_AGE),
        ("13 y.o. girl", EXACT_AGE),
        ("she is 34 and tired", EXACT_AGE),
        ("aged 61", EXACT_AGE),
        ("triplets at 51!", EXACT_AGE),
        ("a forty-two-year-old", EXACT_AGE),
        ("retired, 74, hernia", EXACT_AGE),
        ("an 84 year old", AGE_80S),
        ("93F fell", AGE_OVER_89),
        ("a 3 month old", INFANT),
        ("a woman in her thirties", DECADE),
        ("a man in his mid 60s", DECADE),
        ("in sixth grade", EXACT_AGE),
    ],
)
def test_an_age_is_read(text: str, share: float) -> None:
    assert [sign.share for sign in ages(reading(text)) if sign.what == "age"] == [share]


@pytest.mark.parametrize(
    "text",
    ["ran 100 m", "5 mg daily", "in 45 minutes", "at 7.", "at 50% of cases", "the 1960s", "45 patients", "room 12",
     "BP is 120/80", "for 45 years", "she is 34 weeks", "in 3 months", "weighs 45 kg", ""],
)  # fmt: skip
def test_a_number_is_no_age(text: str) -> None:
    assert not list(ages(reading(text)))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("saw him today", DAY),
        ("tonight's admission", DAY),
        ("this morning we", DAY),
        ("last night", DAY),
        ("on Sunday", WEEK),
        ("Friday's case", WEEK),
        ("over the weekend", WEEK),
        ("last week", WEEK),
        ("two days ago", DAY),
        ("3 weeks ago", WEEK),
        ("last month", MONTH),
        ("since spring", SEASON),
        ("born at 23:58", DAY),
        ("at 3am", DAY),
    ],
)
def test_a_window_of_time_is_read(text: str, share: float) -> None:
    assert [sign.share for sign in times(reading(text))] == [share]


@pytest.mark.parametrize(
    "text", ["every Sunday", "for weeks", "in winter", "3:1 odds", "morning sickness", "a day later", "years ago", ""]
)
def test_a_habit_is_no_window_of_time(text: str) -> None:
    assert not list(times(reading(text)))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("a town of 900", 900),
        ("a village of about 1,200 people", 1_200),
        ("population 640", 640),
        ("a convent of fourteen sisters", 14),
        ("300 people in the village", 300),
    ],
)
def test_the_size_of_a_place_is_read(text: str, people: int) -> None:
    assert [sign.share for sign in counted_places(reading(text))] == [people]


@pytest.mark.parametrize(
    "text", ["a town of 250,000", "a place to rest after nine days", "40 people with gout", "the city in 1900", ""]
)
def test_other_numbers_are_no_size_of_a_place(text: str) -> None:
    assert not list(counted_places(reading(text)))


def test_a_clinician_telling_her_own_age_describes_no_patient() -> None:
    assert not list(ages(reading("I'm 34, tired")))
    assert list(ages(Reading(Doc("I'm 34, tired", Facts(role="patient")))))


def test_a_grade_at_school_tells_an_age_and_any_other_grade_does_not() -> None:
    assert list(ages(reading("a sixth grade girl")))
    assert list(ages(reading("in 9th grade")))
    for text in ("a top grade for effort", "a high grade tumour", "five grade points", "first grade for charm"):
        assert not list(ages(reading(text))), text
