"""US social security and taxpayer numbers."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.detectors import ssn
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("it says 321-54-9876 here", "321-54-9876"),
    ("321 54 9876", "321 54 9876"),
    ("321.54.9876", "321.54.9876"),
    ("(321-54-9876)", "(321-54-9876)"[1:-1]),
    ("SSN 321549876", "321549876"),
    ("ssn: 000-12-3456", "000-12-3456"),
    ("ss # 219 09 9999 is on the form", "219 09 9999"),
    ("ss#219 09 9999", "219 09 9999"),
    ("social security: 666-12-3456", "666-12-3456"),
    ("soc sec 321 549876", "321 549876"),
    ("they wrote my ssn down as 321-54-9876", "321-54-9876"),
    ("ITIN 912-70-1234", "912-70-1234"),
    ("912-70-1234", "912-70-1234"),
    ("SS# 321-54-9876.", "321-54-9876"),
    ("\uff13\uff12\uff11-54-9876", "\uff13\uff12\uff11-54-9876"),
]
NEAR_MISSES = [
    "000-12-3456",
    "666-12-3456",
    "321-00-9876",
    "321-54-0000",
    "912-10-1234",
    "ZIP 12345-6789",
    "1321-54-9876",
    "321-54-98765",
    "321-54 9876",
    "my ssn is on the form",
    "ssn 2024",
    "NCT 321549876",
    "score 3-2-4",
]


@pytest.mark.parametrize(("text", "number"), FINDS)
def test_a_number_is_found_whole(text: str, number: str, found: Found) -> None:
    assert found(text, "ssn") == [number]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_shapes_that_cannot_be_issued_are_silent_without_a_label(text: str, found: Found) -> None:
    assert found(text, "ssn") == []


@pytest.mark.parametrize("text", ["1" * 20_000, "ssn " * 5000, "321-54-" * 2800, "12 " * 6000])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "ssn")) < len(text)


def test_a_patient_is_asked_once_more_about_her_own_number() -> None:
    assert inspect("my ssn is 321-54-9876", Facts(role="patient")).verdict == "confirm"


def test_a_number_of_the_profile_is_silent() -> None:
    own = Facts(profile=Profile(numbers=("321 54 9876",)))
    assert inspect("321-54-9876", own).verdict == "pass"


def test_one_digit_off_the_profile_is_found() -> None:
    own = Facts(profile=Profile(numbers=("321 54 9877",)))
    assert inspect("321-54-9876", own).verdict == "hold"


@pytest.mark.parametrize("part", ["321-54-", "ssn ", "321-54-9876 "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(ssn, part * 20_000)) < 20_000
