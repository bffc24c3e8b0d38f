"""Reading a register's file: columns by their names, a row or a problem for each line, and an end that is whole."""

from collections.abc import Iterator
from datetime import date

import pytest

from bedside.policy.registers import us_npi
from bedside.policy.registers.model import Row, RowProblem
from bedside.policy.registers.reading import CutOff, WrongHeader, read
from tests import registers_data as data

DAY = date(2026, 11, 1)


def lines(content: bytes) -> Iterator[str]:
    return iter(content.decode("utf-8", "replace").splitlines(keepends=True))


def rows(content: bytes) -> list[tuple[int, Row] | RowProblem]:
    return list(read(us_npi, us_npi.TABLE, lines(content), file_date=DAY))


def test_every_row_of_the_invented_register_is_read_with_its_line() -> None:
    found = rows(data.as_csv(data.rows()))
    assert [row[0] for row in found] == list(range(2, 1_002))


def test_columns_are_found_by_their_names_wherever_they_stand() -> None:
    plain = rows(data.as_csv(data.rows(20)))
    assert rows(data.as_csv(data.rows(20), names=data.header()[::-1])) == plain
    assert rows(b"\xef\xbb\xbf" + data.as_csv(data.rows(20), end="\r\n")) == plain


def test_missing_columns_are_named() -> None:
    names = [name for name in data.header() if "License Number_" not in name]
    with pytest.raises(WrongHeader, match=r'lacks 15 columns: "Provider License Number_1", .* …\. This may be an old'):
        rows(data.as_csv(data.rows(2), names=names))


@pytest.mark.parametrize(
    ("more", "code"),
    [("too,few\n", "width"), ("x," * 400 + "\n", "width"), ('"' + "a" * 200_000 + '"\n', "width")],
)
def test_a_line_of_another_width_is_a_problem_and_the_next_one_is_read(more: str, code: str) -> None:
    first, second, last = lines(data.as_csv(data.rows(2)))
    found = rows((first + second + more + last).encode())
    assert isinstance(found[1], RowProblem)
    assert (len(found), found[1].line, found[1].code) == (3, 3, code)


def test_an_empty_line_is_passed_over() -> None:
    assert len(rows(data.as_csv(data.rows(2)) + b"\n\n")) == 2


@pytest.mark.parametrize("text", ["A\ufffdB", "A\x07B", "A\u202eB"])
def test_letters_that_cannot_be_shown_are_a_problem(text: str) -> None:
    changed = data.rows(1)[0] | {"Provider First Name": text}
    found = rows(data.as_csv([changed, *data.rows(2)[1:]]))
    assert isinstance(found[0], RowProblem)
    assert (found[0].code, found[0].number) == ("letters", "")


@pytest.mark.parametrize(("text", "read_as"), [("<UNAVAIL>", ""), ("  BEN ", "BEN"), ("BEN\u00a0J", "BEN J")])
def test_what_says_nothing_is_nothing_and_blanks_go(text: str, read_as: str) -> None:
    found = rows(data.as_csv([data.rows(1)[0] | {"Provider First Name": text}]))
    assert isinstance(found[0][1], Row)
    assert found[0][1].given == read_as


@pytest.mark.parametrize(
    "cut", [1_000, 700, 300, 4], ids=["in the row", "after the name", "in the middle", "in the last field"]
)
def test_a_file_that_ends_within_a_row_is_cut_off(cut: int) -> None:
    with pytest.raises(CutOff, match="at line 4"):
        rows(data.as_csv(data.rows(3))[:-cut])


def test_a_file_without_a_last_line_end_is_whole() -> None:
    assert len(rows(data.as_csv(data.rows(3))[:-1])) == 3
