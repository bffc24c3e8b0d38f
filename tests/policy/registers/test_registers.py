"""Every register is found by its file, and has what the type says."""

import inspect
from datetime import date

import pytest

from bedside.policy import registers
from bedside.policy.registers.model import REASONS, BadRow, Register, Table
from tests.shape.source import HOUSE

KEYS = sorted(registers.REGISTERS)


def test_a_file_is_a_register() -> None:
    files = {path.stem for path in (HOUSE / "policy" / "registers").glob("*.py")} - registers.SHARED - {"__init__"}
    assert files == set(registers.REGISTERS)
    assert files >= {"us_npi", "fr_rpps"}


@pytest.mark.parametrize("key", KEYS)
def test_a_register_is_as_the_type_says(key: str) -> None:
    found = registers.REGISTERS[key]
    for name in Register.__annotations__:
        assert hasattr(found, name), name
    assert (found.KEY, len(found.COUNTRY)) == (key, 2)
    assert "day" in found.MEMBER.groupindex
    assert isinstance(found.TABLE, Table)
    assert inspect.signature(found.problem).parameters.keys() == {"number"}


@pytest.mark.parametrize("key", KEYS)
def test_its_key_fits_where_it_is_kept_and_its_columns_have_one_name_each(key: str) -> None:
    columns = registers.REGISTERS[key].TABLE.columns
    assert len(key) <= 20
    assert len({column.name for column in columns}) == len(columns)
    assert columns[0].name == "number"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("number", ["", "abc", "0", "-1", "9" * 30, "1 2"])
def test_what_is_no_number_has_a_reason_with_words(key: str, number: str) -> None:
    found = registers.REGISTERS[key]
    code = found.problem(found.normalise(number))
    assert code in REASONS


@pytest.mark.parametrize("key", KEYS)
def test_a_row_whose_number_is_wrong_is_refused_or_passed_over(key: str) -> None:
    table = registers.REGISTERS[key].TABLE
    rows = [[text] * len(table.columns) for text in ("", "8", "x")]
    assert [_outcome(table, row) for row in rows] == ["refused or passed over"] * 3


def _outcome(table: Table, fields: list[str]) -> str:
    try:
        row = table.make(fields, date(2026, 11, 1))
    except BadRow as bad:
        return "refused or passed over" if bad.code in REASONS else bad.code
    return "refused or passed over" if row is None else "taken"
