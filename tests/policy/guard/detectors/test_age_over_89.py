"""Ages of 90 and more."""

from __future__ import annotations

from datetime import date

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.detectors import age_over_89
from tests.policy.guard.conftest import Found, InTime

FACTS = Facts(posted_on=date(2026, 3, 5))
FINDS = [
    ("a cake for the 100th birthday", "100th"),
    ("ninety-three and sharp as a tack", "ninety-three"),
    ("saw a nonagenarian in clinic", "nonagenarian"),
    ("my nana (94) fell again", "94"),
    ("94y female", "94y"),
    ("at 96 she still drives", "96"),
    ("in her 95th year", "95th"),
    ("She'll be 100 next week", "100"),
    ("97 m s/p hip", "97"),
    ("grandad, ninety-four, was home", "ninety-four"),
    ("a 95-yo lady", "95-yo"),
    ("93 years and 4 months old", "93 years and 4 months"),
    ("92 years young", "92 years young"),
    ("pt is 91yrs.", "91yrs"),
    ("at the grand age of 97", "97"),
    ("98 and still plays bridge", "98"),
    ("my grandmother, 95 and blind", "95"),
    ("the lady of 94 is home", "94"),
    ("he's almost 94", "94"),
    ("he made it to 99", "99"),
    ("90th birthday party for my patient", "90th"),
    ("Mrs. Okafor, 97, lives alone", "97"),
    ("93 M with falls", "93"),
    ("a 92/F after a hip fracture", "92"),
    ("F, 96, from a nursing home", "96"),
    ("oldest patient today: 102!", "102"),
    ("95-year-old farmer, no pills", "95-year-old"),
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
    ("he gave up smoking at 93.", "93"),
    ("Grandma made 99 last week", "99"),
    ("97, lives alone, makes jam", "97"),
    ("102 today and still dancing", "102"),
    ("pt 93, frail, wants to go home", "93"),
    ("a 92-y-o man with a hip", "92-y-o"),
]
NEAR_MISSES = [
    "ninety-five percent of them",
    "ninety-five of us went",
    "over ninety-five people came",
    "care of nonagenarians",
    "the ward had its 100th birthday",
    "for 94 years we have known",
    "94 years ago insulin was new",
    "sats of 93 on room air",
    "she was 93 on 2 L",
    "The NHS had its 95th anniversary",
    "insulin: 100 years of use",
    "room 101 and more",
    "Sensitivity (95) and specificity (90)",
    "BP 100/60, she is fine",
    "her sugar is 110",
    "Type O, 95, and so on",
    "a run of 100 m in 12 s",
    "group of 95",
    "At 95 % confidence",
    "HR 93, BP 120/93, sats 95",
    "Levels were 90, 95, and 100",
    "The oldest drug costs 95 % less",
    "100 M people have it",
    "his fever hit 102",
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
    "she sat there with sats at 93.",
    "he hit 94 on room air",
    "pulse up at 93, then 97.",
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


@pytest.mark.parametrize("part", ["aged 93 ", "93 ", "she is ninety "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(age_over_89, part * 20_000)) < 20_000


def test_the_ages_of_a_couple_are_both_found(found: Found) -> None:
    assert found("him 90, her 91, and one bed between them", "age_over_89") == ["90", "91"]
    assert found("him 90, her 91", "age_over_89") == ["90", "91"]
