"""NHS numbers: check digit and the letters nearby."""

from __future__ import annotations

import pytest

from bedside.policy.guard import inspect
from bedside.policy.guard.detectors import nhs_number
from bedside.policy.guard.detectors.nhs_number import has_right_check_digit
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("NHS number 943 476 5919", "943 476 5919"),
    ("NHS no. 9434765919", "9434765919"),
    ("nhs: 943-476-5919", "943-476-5919"),
    ("943 476 5919 is his NHS number", "943 476 5919"),
    ("N.H.S. 943 476 5919", "943 476 5919"),
    ("(NHS 9434765919)", "9434765919"),
    ("nhs number is 401 023 2137", "401 023 2137"),
    ("NHS #4010232137", "4010232137"),
    ("NHS\u00a0943\u2013476\u20135919", "943\u2013476\u20135919"),
    ("n\u200bhs 9434765919", "9434765919"),
]
NEAR_MISSES = [
    "NHS number 943 476 5918",
    "nhs 1234567890",
    "the NHS spent 94347659 pounds",
    "943 476 5919",
    "NHS 94 347 659",
    "NHS app 4.12.0.3",
    "NHS number",
    "NHS 9434765919x",
    "NHS trust, 24 wards, 1200 beds",
    "NHS 111 helps",
    "enhse 943 476 5919",
]


@pytest.mark.parametrize(("text", "number"), FINDS)
def test_a_number_is_found_whole(text: str, number: str, found: Found) -> None:
    assert found(text, "ssn") == [number]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_wrong_check_digit_or_no_label_is_silent(text: str, found: Found) -> None:
    assert found(text, "ssn") == []


@pytest.mark.parametrize("text", ["nhs 943 476 5919 " * 1100, "nhs " * 5000 + "1", "9" * 20_000])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "ssn")) < len(text)


@pytest.mark.parametrize(("number", "right"), [("9434765919", True), ("9434765910", False), ("4010232137", True)])
def test_the_check_digit_is_modulus_eleven(number: str, right: bool) -> None:
    assert has_right_check_digit(number) is right


def test_it_wins_over_the_telephone_of_the_same_shape() -> None:
    assert [f.rule for f in inspect("NHS number 943 476 5919").findings] == ["ssn.nhs"]


@pytest.mark.parametrize("part", ["NHS 943 476 5919 ", "943 "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(nhs_number, part * 20_000)) < 20_000
