"""Handles and marks of personas."""

from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.personas import ASK_FIRST, KINDS, LEVELS, handle_problem, initials, level_at


@pytest.mark.parametrize("handle", ["ab", "quiet_heron", "moss42", "a" * 30, "0_0"])
def test_handles_that_may_be_used(handle: str) -> None:
    assert handle_problem(handle) is None


@pytest.mark.asvs("2.2.1")
@pytest.mark.parametrize(
    "handle",
    [
        "",
        "a",
        "a" * 31,
        "Moss",
        "mo ss",
        "mo-ss",
        "möss",
        "moss.",
        "@moss",
        "m\N{CYRILLIC SMALL LETTER O}ss",
        "moss\n",
        "\N{FULLWIDTH LATIN SMALL LETTER M}oss",
    ],
)
def test_handles_of_a_wrong_form(handle: str) -> None:
    assert handle_problem(handle) == "Use 2 to 30 small letters a to z, figures or _."


@pytest.mark.parametrize("handle", ["admin", "moderator", "doctor", "bedside", "c_mecfs", "me"])
def test_handles_that_are_kept(handle: str) -> None:
    assert handle_problem(handle) == "This handle is kept for the site. Choose another."


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Moss", "M"),
        ("Quiet Heron", "QH"),
        ("Ada Maria Moss", "AM"),
        ("quiet heron", "QH"),
        ("Anne-Marie", "AM"),
        ("  Moss  ", "M"),
        ("ME/CFS", "M"),
        ("", "?"),
        ("!!", "?"),
    ],
)
def test_the_letters_that_stand_for_a_name(name: str, mark: str) -> None:
    assert initials(name) == mark


def test_patients_carers_and_personal_personas_are_followed_after_a_yes() -> None:
    assert sorted(ASK_FIRST) == ["carer", "patient", "personal"]


def test_the_kinds_are_those_of_the_design() -> None:
    assert KINDS == ("patient", "carer", "clinician", "student", "researcher", "organisation", "personal")


def test_the_levels_are_those_of_the_specification() -> None:
    assert LEVELS == ("V0", "V1", "V2", "V3", "V4", "S", "P")


@pytest.mark.parametrize(
    ("level", "days_over", "wanted"),
    [
        ("V3", -1, "V3"),
        ("V3", 0, "V2"),
        ("V4", 89, "V2"),
        ("P", 0, "V0"),
        ("V3", 90, "V0"),
        ("V2", 0, "V0"),
        ("V1", 0, "V0"),
        ("S", 0, "V0"),
    ],
)
def test_what_ran_out_reads_on_for_ninety_days_and_writes_no_more(level: str, days_over: int, wanted: str) -> None:
    ends = datetime(2026, 3, 31, tzinfo=UTC)
    assert level_at(level, ends_at=ends, at=ends + timedelta(days=days_over)) == wanted
