"""Licence and certificate numbers."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts
from bedside.policy.guard.detectors import licence_no
from bedside.policy.guard.detectors.licence_no import is_dea, is_npi
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("his driver's license D418-7720-9935 scanned", "D418-7720-9935"),
    ("My driver's license number is 2270-66-1551", "2270-66-1551"),
    ("DL# S530-4609-2345", "S530-4609-2345"),
    ("driving licence MORGA657054SM9IJ", "MORGA657054SM9IJ"),
    ("passport no. X1234567", "X1234567"),
    ("her passport C01X00T47", "C01X00T47"),
    ("NPI 1234567893", "1234567893"),
    ("the prescriber, 1234567893, signed", "1234567893"),
    ("DEA AB1234563", "AB1234563"),
    ("prescribed under AB1234563", "AB1234563"),
    ("RN license 448291", "448291"),
    ("license no 88-1203", "88-1203"),
    ("birth certificate 1988-220117", "1988-220117"),
    ("GMC number 7012345", "7012345"),
]
NEAR_MISSES = [
    "licence to practise since 2004",
    "passport to health 2020",
    "a license for 3 years",
    "1234567893",
    "the provider saw 1234567890 of them",
    "AB1234563",
    "prescribed under AB1234564",
    "D418-7720-9935",
    "driver's license renewal took 12 days",
    "passport, 2 photos",
    "certificate of 40 hours",
    "dl 120 mg",
    "GMC guidance 2024",
    "board certified in 2010",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_licence_is_found_without_its_label(text: str, shown: str, found: Found) -> None:
    assert found(text, "licence_no") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_the_words_and_plain_numbers_are_silent(text: str, found: Found) -> None:
    assert found(text, "licence_no") == []


@pytest.mark.parametrize("part", ["license ", "npi 1"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(licence_no, part * 20_000)) < 20_000


@pytest.mark.parametrize(
    ("number", "is_one"), [("1234567893", True), ("1245319599", True), ("1234567892", False), ("1234567810", True)]
)
def test_an_npi_is_known_by_its_luhn_digit(number: str, is_one: bool) -> None:
    assert is_npi(number) is is_one


@pytest.mark.parametrize(("number", "is_one"), [("AB1234563", True), ("AB1234564", False), ("F91234563", True)])
def test_a_dea_number_is_known_by_its_last_digit(number: str, is_one: bool) -> None:
    assert is_dea(number) is is_one


def test_a_clinicians_own_register_number_is_public_and_a_patients_is_not(found: Found) -> None:
    assert found("my NPI is 1234567893", "licence_no") == []
    assert found("my license is 448291", "licence_no", Facts(role="patient")) == ["448291"]
