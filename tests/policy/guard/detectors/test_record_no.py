"""Labelled medical record numbers."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.detectors import record_no
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("MRN 00482917 has a trace", "00482917"),
    ("mrn: A-4829173.", "A-4829173"),
    ("MRN#00482917", "00482917"),
    ("MRN is 00482917", "00482917"),
    ("her MRN on the form 00482917", "00482917"),
    ("medical record number 482-917-33", "482-917-33"),
    ("Hospital no. H482917", "H482917"),
    ("hospital number: 482917", "482917"),
    ("patient ID 48291733", "48291733"),
    ("chart # 482917", "482917"),
    ("record no 482917B", "482917B"),
    ("pt id X4829", "X4829"),
    ("MR# 482917", "482917"),
    ("M\u0280N? no, MRN \uff10\uff10\uff14\uff18\uff12\uff19", "\uff10\uff10\uff14\uff18\uff12\uff19"),
]
NEAR_MISSES = [
    "MRN audit 2024",
    "a record number of 4500 visits",
    "patient no 3 of 12",
    "hospital number 4 in the country",
    "K+ 6.8 and creat 3.1",
    "ICD E11.9, LOINC 4548-4",
    "NCT01234567",
    "my MRN is long",
    "chart no 12",
    "MRN since 12/03/2024",
    "medical record of 12000 people",
    "patients: 4829",
    "00482917",
]


@pytest.mark.parametrize(("text", "number"), FINDS)
def test_a_labelled_number_is_found_without_its_label(text: str, number: str, found: Found) -> None:
    assert found(text, "record_no") == [number]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_counts_years_and_codes_are_silent(text: str, found: Found) -> None:
    assert found(text, "record_no") == []


@pytest.mark.parametrize("text", ["mrn " * 5000 + "1", "mrn abc " * 2500, "mrn " + "1" * 20_000, "mrn -" * 4000])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "record_no")) < len(text)


@pytest.mark.parametrize(("role", "verdict"), [("clinician", "hold"), ("patient", "confirm"), ("moderator", "hold")])
def test_the_same_number_weighs_by_who_speaks(role: str, verdict: str) -> None:
    facts = Facts(role=role)  # type: ignore[arg-type]  # the parameter is one of the roles
    assert inspect("my MRN is 00482917", facts).verdict == verdict


@pytest.mark.parametrize("part", ["mrn ", "mrn 1 ", "mrn -"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(record_no, part * 20_000)) < 20_000


def test_the_second_of_two_numbers_behind_one_label_is_found(found: Found) -> None:
    assert found("should be MRN 00381-772, not 00381-727", "record_no") == ["00381-772", "00381-727"]


def test_a_count_behind_a_record_number_is_none(found: Found) -> None:
    assert found("MRN 00381772 and 40 others", "record_no") == ["00381772"]
