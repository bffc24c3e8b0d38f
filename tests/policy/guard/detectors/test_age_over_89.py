"""Ages of 90 and more."""

from __future__ import annotations

from datetime import date

import pytest

from bedside.policy.guard import Facts, inspect
from tests.policy.guard.conftest import Found

FACTS = Facts(posted_on=date(2026, 3, 5))
FINDS = [
    ("95-year-old lady, no pills", "95-year-old"),
    ("Saw a 93yo beekeeper", "93yo"),
    ("a 93 y/o man", "93 y/o"),
    ("93F with a cough", "93F"),
    ("102M, still driving", "102M"),
    ("a ninety-three year old man", "ninety-three year old"),
    ("She turned 100 today", "100"),
    ("she is 94, and sharp", "94"),
    ("aged 91 she ran", "91"),
    ("He died at 96.", "96"),
    ("her 100th birthday", "100th"),
    ("my gran is ninety-two", "ninety-two"),
    ("he is a 105 years old smoker", "105 years old"),
    ("She was born in 1931.", "1931"),
    ("dob 1930, lives alone", "1930"),
    ("\uff19\uff13-year-old", "\uff19\uff13-year-old"),
]
NEAR_MISSES = [
    "A farmer over 89, no pills",
    "someone 90 or older",
    "aged 90 and over",
    "sats are 90 %",
    "90 mg twice a day",
    "an 89-year-old man",
    "care of 90-year-olds",
    "he is 93 kg",
    "mean age 92",
    "people over 90 years old",
    "it took 95 days",
    "she was born in 1961",
    "$93M raised",
    "93M people",
    "ages 90-99",
    "born 1890s style furniture, aged 90+",
    "room 93, bed 2",
]


@pytest.mark.parametrize(("text", "age"), FINDS)
def test_an_age_over_89_is_found(text: str, age: str, found: Found) -> None:
    assert found(text, "age_over_89", FACTS) == [age]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_the_category_groups_and_measures_are_silent(text: str, found: Found) -> None:
    assert found(text, "age_over_89", FACTS) == []


@pytest.mark.parametrize("text", ["99" * 10_000, "93 " * 6000, "born 19 " * 2500, "ninety-" * 2800])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "age_over_89", FACTS)) < len(text)


def test_a_year_of_birth_needs_the_day_of_posting(found: Found) -> None:
    assert found("She was born in 1931.", "age_over_89", Facts()) == []


def test_a_clinician_is_held_and_offered_the_category() -> None:
    (finding,) = inspect("95-year-old lady, no pills").findings
    assert (finding.level, finding.safer) == ("hold", "someone over 89")
