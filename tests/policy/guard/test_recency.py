"""Events that are only days old."""

from __future__ import annotations

from datetime import date

import pytest

from bedside.policy.guard import Facts
from bedside.policy.guard.recency import find
from bedside.policy.guard.text import Doc

TODAY = date(2026, 3, 20)


def told(text: str, role: str = "clinician", posted_on: date | None = TODAY) -> list[str]:
    facts = Facts(role=role, posted_on=posted_on)  # type: ignore[arg-type]  # the parameter is one of the roles
    return [text[hit.start : hit.end] for hit in find(Doc(text, facts))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Saw a 45M with chest pain this morning.", "this morning"),
        ("My patient died yesterday.", "yesterday"),
        ("We admitted a woman with sepsis last night.", "last night"),
        ("On today's rounds my patient asked for tea.", "today's"),
        ("Two weeks ago a patient came in with a knife.", "Two weeks ago"),
        ("She was brought in 3 days ago.", "3 days ago"),
        ("Treated a man on Monday after a crash.", "on Monday"),
        ("Delivered her baby on March 9.", "March 9"),
        ("Her surgery was March 9th, 2026.", "March 9th, 2026"),
        ("A patient coded last weekend.", "last weekend"),
    ],
)
def test_a_fresh_event_is_found(text: str, found: str) -> None:
    assert found in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Years ago a patient thanked me.",
        "Six weeks ago we admitted a woman with sepsis.",
        "I bake bread today.",
        "Clinic was long today, I am tired.",
        "Our conference starts this week.",
        "Her surgery was March 9th, 2025.",
        "She was admitted on June 9.",
        "A patient came in with February 30 on her form.",
        "The lecture was yesterday.",
        "He taught me anatomy.",
    ],
)
def test_old_events_and_days_without_a_person_are_silent(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("role", ["patient", "carer", "practice", "researcher", "moderator"])
def test_only_clinicians_and_students_are_asked_to_wait(role: str) -> None:
    assert told("My patient died yesterday.", role) == []


def test_without_the_day_of_the_post_a_date_is_not_counted() -> None:
    assert told("Her surgery was March 9.", posted_on=None) == []


def test_hostile_repetition_gets_an_answer() -> None:
    assert told("a patient today " * 1200)
