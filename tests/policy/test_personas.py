"""Names, titles, handles and marks of personas."""

import pytest

from bedside.policy.personas import ASK_FIRST, KINDS, LEVELS, handle_problem, initials, tells_title


@pytest.mark.parametrize(
    "name",
    [
        "Dr Ada Moss",
        "Dr. Ada Moss",
        "dr ada moss",
        "Ada Moss MD",
        "Ada Moss, M.D.",
        "Ada Moss (MD)",
        "Ada Moss RN",
        "Ada Moss, R.N.",
        "Ada Moss PhD",
        "Ada Moss Ph.D.",
        "Ada Moss NP",
        "Ada Moss DO",
        "Ada Moss PA-C",
        "Nurse Ada",
        "Professor Moss",
        "Prof. Moss",
        "Ada, MBBS",
        "Surgeon Moss",
        "\N{FULLWIDTH LATIN CAPITAL LETTER D}\N{FULLWIDTH LATIN SMALL LETTER R} Ada Moss",  # full width
        "Ada Moss \N{FULLWIDTH LATIN CAPITAL LETTER M}\N{FULLWIDTH LATIN CAPITAL LETTER D}",
    ],
)
def test_names_that_tell_a_title(name: str) -> None:
    assert tells_title(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada Moss",
        "Quiet Heron",
        "Drew",
        "Andrea",
        "Madrid",
        "Do Thi Lan",
        "Doc Martens fan",
        "Dorn",
        "Nursery rhyme",
        "42",
    ],
)
def test_names_that_tell_none(name: str) -> None:
    assert not tells_title(name)


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
