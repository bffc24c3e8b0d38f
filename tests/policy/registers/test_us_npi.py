"""NPI: the check digit as clinicians.md 1.2 has it, and a row of the file of NPPES."""

from datetime import date

import pytest

from bedside.policy.registers import us_npi
from bedside.policy.registers.model import BadRow, Licence, Row

DAY = date(2026, 11, 1)
NAMES = [column.name for column in us_npi.COLUMNS]


def row(**fields: str) -> Row:
    facts = {
        "number": "2900000029",
        "entity": "1",
        "family": "HADDAD",
        "given": "UMA",
        "updated": "01/15/2025",
        "region": "NE",
    } | fields
    return us_npi.row([facts.get(name, "") for name in NAMES], DAY)


@pytest.mark.parametrize("number", ["1234567893", "2900000060", "2900000003", "2900009996", "2900000029"])
def test_a_right_number_is_right(number: str) -> None:
    assert us_npi.problem(number) is None


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1234567890", "check_digit"),
        ("2900000061", "check_digit"),
        ("2900000030", "check_digit"),
        ("123456789", "number"),
        ("12345678931", "number"),
        ("3234567893", "number"),
        ("0234567893", "number"),
        ("12345A7893", "number"),
        ("1234 567893", "number"),
        ("१२३४५६७८९३", "number"),
        ("1234567893\n", "number"),
        ("", "number"),
    ],
)
def test_a_wrong_number_is_told_apart(number: str, code: str) -> None:
    assert us_npi.problem(number) == code


@pytest.mark.parametrize("place", range(10))
def test_nine_of_ten_last_digits_are_wrong_whatever_the_right_one(place: int) -> None:
    front = f"29000001{place}"
    right = [digit for digit in range(10) if us_npi.problem(f"{front}{digit}") is None]
    doubled = sum(sum(divmod(2 * int(figure), 10)) for figure in front[0::2])
    assert right == [(10 - (24 + doubled + sum(map(int, front[1::2]))) % 10) % 10]


def test_blanks_around_a_number_are_no_mistake() -> None:
    assert us_npi.normalise(" 2900000029\t") == "2900000029"


def test_a_person_has_what_is_kept() -> None:
    found = row(other_family="NASSER", taxonomy_1="2084N0400X", licence_1="76642", licence_region_1="NE", primary_1="Y")
    assert (found.family, found.given, found.other_family, found.entity) == ("HADDAD", "UMA", "NASSER", "person")
    assert (found.updated, found.country) == (date(2025, 1, 15), "US")
    assert found.licences == (Licence("76642", "NE", "2084N0400X", True),)


def test_a_slot_in_the_middle_may_be_empty() -> None:
    found = row(taxonomy_1="207R00000X", taxonomy_15="207K00000X", licence_3="5", licence_region_3="IA")
    assert [licence.taxonomy for licence in found.licences] == ["207R00000X", "", "207K00000X"]


def test_an_organisation_is_named_by_its_own_name_and_has_no_person_in_it() -> None:
    found = row(entity="2", organisation="ELM STREET CLINIC", given="UMA", credential="MD")
    assert (found.family, found.given, found.credential, found.entity) == ("ELM STREET CLINIC", "", "", "organisation")


def test_a_row_of_an_ended_number_may_be_nearly_empty() -> None:
    found = row(entity="", family="", given="", updated="", region="", deactivated="03/01/2024")
    assert (found.bare, found.updated, found.deactivated) == (True, date(2024, 3, 1), date(2024, 3, 1))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"number": "2900000028"}, "check_digit"),
        ({"number": ""}, "number"),
        ({"entity": ""}, "entity"),
        ({"entity": "3"}, "entity"),
        ({"family": ""}, "name"),
        ({"entity": "2", "organisation": ""}, "name"),
        ({"updated": ""}, "date"),
        ({"updated": "2025-01-15"}, "date"),
        ({"updated": "02/30/2025"}, "date"),
        ({"updated": "15/01/2025"}, "date"),
        ({"deactivated": "soon"}, "date"),
    ],
)
def test_a_row_that_cannot_be_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(BadRow) as refused:
        row(**fields)
    assert refused.value.code == code


def test_a_line_of_the_list_of_ended_numbers_is_a_bare_row() -> None:
    found = us_npi.ended_row(["2900000029", "11/03/2026"], DAY)
    assert (found.bare, found.deactivated) == (True, date(2026, 11, 3))


@pytest.mark.parametrize(
    ("fields", "code"), [(["2900000028", "11/03/2026"], "check_digit"), (["2900000029", ""], "date")]
)
def test_a_line_of_the_list_that_cannot_be_is_refused(fields: list[str], code: str) -> None:
    with pytest.raises(BadRow) as refused:
        us_npi.ended_row(fields, DAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        ("npidata_pfile_20050523-20261108.csv", True),
        ("folder/npidata_pfile_20050523-20261108.csv", True),
        ("npidata_pfile_20050523-20261108_fileheader.csv", False),
        ("othername_pfile_20050523-20261108.csv", False),
        ("pl_pfile_20050523-20261108.csv", False),
    ],
)
def test_the_main_file_of_the_zip_is_known_by_its_name(name: str, is_it: bool) -> None:
    assert bool(us_npi.MEMBER.fullmatch(name)) is is_it
