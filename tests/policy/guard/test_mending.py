"""A text with all suggestions taken passes the guard, whatever stood in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.guard import Facts, inspect, mended, with_safer

ROLES = st.sampled_from(["patient", "carer", "clinician", "student", "practice", "researcher"])
FOUND = st.sampled_from(
    [
        "a 93yo beekeeper from Alder Creek",
        "on March 9th",
        "555-014-7719",
        "MRN 00482917",
        "dana.w@example.org",
        "his wife Anna Kowalski",
        "Mrs. Alvarez",
        "the mayor's daughter",
        "you were our patient",
        "https://forum.example.org/u/ann-79",
        "#PrayForJonah",
        "born in 1931",
        "our only case of Kawasaki disease in the valley",
        "SSN 321-54-9876",
        "this morning",
    ]
)
BETWEEN = st.sampled_from([" ", ", ", ". She said ", " and ", "\n", " (", ") ", " - ", ": "])
LEFT_OUT = "(number left out)"
FACTS = {"posted_on": date(2026, 1, 5), "in_reply_to": "patient"}


@settings(deadline=None)
@given(st.lists(st.tuples(FOUND, BETWEEN), min_size=1, max_size=6), ROLES)
def test_a_mended_text_passes(parts: list[tuple[str, str]], role: str) -> None:
    facts = Facts(role=role, **FACTS)  # type: ignore[arg-type]  # a role, and values of the fields named
    text = "Saw " + "".join(found + between for found, between in parts)
    assert inspect(mended(text, facts), facts).verdict == "pass"


@settings(deadline=None)
@given(st.lists(st.tuples(FOUND, BETWEEN), min_size=1, max_size=4), ROLES)
def test_a_mended_text_is_mended_once_and_for_all(parts: list[tuple[str, str]], role: str) -> None:
    facts = Facts(role=role, **FACTS)  # type: ignore[arg-type]  # as above
    once = mended("Saw " + "".join(found + between for found, between in parts), facts)
    assert mended(once, facts) == once


@pytest.mark.parametrize(
    "text",
    ["Drink water.", "", "  spaces stay  ", "Great lecture in Vienna.\n\n  A list:\n* one", "\U0001f469\u200d\u2695"],
)
def test_a_text_that_passes_is_left_as_it_is(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Saw a 93yo with a cough, MRN 00482917.", "Saw someone over 89 with a cough, MRN."),
        ("She had surgery on March 9th. Ring 555-014-7719.", f"She had surgery on a day in spring. Ring {LEFT_OUT}."),
        ("Thank you for trusting us with your hip. Walk daily.", "Thank you for the kind words. Walk daily."),
    ],
)
def test_the_words_around_stay(text: str, said: str) -> None:
    assert mended(text, Facts(posted_on=date(2026, 1, 5))) == said


def test_one_press_mends_one_place_and_leaves_the_others() -> None:
    text = "He was admitted on 03/14/2024, MRN 00482917."
    first, second = inspect(text).findings
    assert with_safer(text, first) == "He was admitted in 2024, MRN 00482917."
    assert with_safer(text, second) == "He was admitted on 03/14/2024, MRN."


@settings(deadline=None)
@given(st.lists(st.tuples(FOUND, BETWEEN), min_size=1, max_size=5))
def test_every_press_leaves_less_to_mend(parts: list[tuple[str, str]]) -> None:
    """Pressing one suggestion after the other comes to an end, and never needs more presses than there were words."""
    facts = Facts(**FACTS)  # type: ignore[arg-type]  # as above
    text = "Saw " + "".join(found + between for found, between in parts)
    for _ in range(40):
        left = [one for one in inspect(text, facts).findings if one.level != "info" and one.kind != "combination"]
        if not left:
            return
        text = with_safer(text, left[0])
    raise AssertionError("the suggestions came to no end")
