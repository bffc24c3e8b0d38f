"""Professions follow from the first signs of a taxonomy code."""

import pytest

from bedside.policy.verification.professions import BY_NAME, PROFESSIONS, of_taxonomy


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2084N0400X", "Physician"),
        ("207RC0000X", "Physician"),
        ("163W00000X", "Nurse"),
        ("363LF0000X", "Nurse practitioner"),
        ("363A00000X", "Physician assistant"),
        ("1223G0001X", "Dentist"),
        ("183500000X", "Pharmacist"),
        ("103TC0700X", "Psychologist"),
    ],
)
def test_a_code_tells_its_profession(code: str, name: str) -> None:
    found = of_taxonomy(code)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("code", ["", "174400000X", "193200000X", "3336C0003X", "XX"])
def test_a_code_of_no_listed_profession_tells_none(code: str) -> None:
    assert of_taxonomy(code) is None


def test_names_are_there_once_and_only_doctors_carry_the_title() -> None:
    assert len(BY_NAME) == len(PROFESSIONS)
    assert {one.name for one in PROFESSIONS if one.title} == {"Physician", "Dentist"}
