"""RPPS: eleven digits with a check digit, and a row of the open extraction."""

from datetime import date

import pytest

from bedside.policy.registers import fr_rpps
from bedside.policy.registers.model import BadRow, Licence, Row

DAY = date(2026, 11, 1)
RIGHT = "10000000017"


def row(**fields: str) -> Row | None:
    facts = {"number": RIGHT, "kind": "8", "family": "EXEMPLE", "given": "Zoé", "profession": "10"} | fields
    return fr_rpps.row([facts.get(column.name, "") for column in fr_rpps.COLUMNS], DAY)


@pytest.mark.parametrize("number", [RIGHT, "10000000009", "10000000090"])
def test_a_right_number_is_right(number: str) -> None:
    assert fr_rpps.problem(number) is None


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("10000000018", "check_digit"),
        ("1000000001", "number"),
        (f"{RIGHT}0", "number"),
        ("1000000000A", "number"),
        ("", "number"),
    ],
)
def test_a_wrong_number_is_told_apart(number: str, code: str) -> None:
    assert fr_rpps.problem(number) == code


def test_a_number_may_be_written_in_groups() -> None:
    assert fr_rpps.normalise(f" {RIGHT[:2]} {RIGHT[2:]} ") == RIGHT


def test_the_day_of_a_row_is_that_of_the_file_and_its_field_of_work_two_codes() -> None:
    found = row(field="SM42", city="Exempleville", region="99")
    assert found is not None
    assert (found.updated, found.country, found.city, found.region) == (DAY, "FR", "Exempleville", "99")
    assert found.licences == (Licence("", "FR", "10-SM42", False),)


def test_a_row_of_the_older_register_is_passed_over() -> None:
    assert row(kind="0", number="123456789") is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"number": "10000000018"}, "check_digit"), ({"number": "x"}, "number"), ({"family": ""}, "name")],
)
def test_a_row_that_cannot_be_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(BadRow) as refused:
        row(**fields)
    assert refused.value.code == code
