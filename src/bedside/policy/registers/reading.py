"""Reading the rows of a register's file: columns by the names in the header, one row or one problem for each line."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Final

from bedside.policy.registers.model import BadRow, Column, Register, Row, RowProblem, Table, reason_of

LONGEST_NAME: Final = 150
LONGEST_CODE: Final = 40
UNREADABLE: Final = "\ufffd"


class WrongHeader(Exception):
    """The header lacks columns that are needed; the message names them."""


class CutOff(Exception):
    """The file ends in the middle of a row; the message says where."""


def read(
    register: Register, table: Table, lines: Iterable[str], *, file_date: date
) -> Iterator[tuple[int, Row] | RowProblem]:
    """Yield each row of the file with its line, or what is wrong with it; `table` is one of the register's.

    Raises `WrongHeader` before the first row, and `CutOff` behind the last one where that is not whole.
    """
    tail = _Tail(lines)
    quotes = csv.QUOTE_MINIMAL if register.QUOTED else csv.QUOTE_NONE
    reader = csv.reader(tail, delimiter=register.DELIMITER, quoting=quotes)  # type: ignore[arg-type]  # stubs want literals
    header = _header(_records(reader), table.columns)
    pick = itemgetter(*_places(header, table.columns))
    broken: RowProblem | None = None
    for fields in _records(reader):
        if broken is not None:
            yield broken
            broken = None
        if len(fields) != len(header):
            broken = _problem(reader.line_num, "width") if fields else None
            continue
        fields.append("")  # what a column that is not there holds
        try:
            row = table.make(_tidy(pick(fields), register.NOTHING), file_date)
            if row is not None:
                yield reader.line_num, _checked(row)
        except BadRow as bad:
            yield _problem(reader.line_num, bad.code, bad.number)
    if broken is not None or (register.QUOTED and tail.last.count('"') % 2):
        raise CutOff(f"it ends in the middle of a row, at line {reader.line_num}. Fetch it again")


class _Tail:
    """Lines, and the last one that was read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self.last = lines, ""

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.last = line
            yield line


def _records(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The records; one that the reader gives up, as it has no end, as a single field."""
    while True:
        try:
            yield from reader
        except csv.Error:
            yield [UNREADABLE]
        else:
            return


def _header(records: Iterator[list[str]], columns: Sequence[Column]) -> list[str]:
    """The first record that holds the first column: a list may begin with lines of explanation."""
    for _try, fields in zip(range(5), records, strict=False):
        names = [name.strip().removeprefix("\ufeff").strip('"') for name in fields]
        if set(columns[0].headers) & set(names):
            missing = [
                column.headers[0] for column in columns if column.needed and not set(column.headers) & set(names)
            ]
            if missing:
                raise WrongHeader(f"the header lacks {_listed(missing)}. This may be an old layout, or another file")
            return names
    raise WrongHeader(f'no header was found: its first lines hold no column "{columns[0].headers[0]}"')


def _listed(missing: list[str]) -> str:
    named = ", ".join(f'"{name}"' for name in missing[:5])
    return f"the column {named}" if len(missing) == 1 else f"{len(missing)} columns: {named}{' …' * (len(missing) > 5)}"


def _places(header: list[str], columns: Sequence[Column]) -> list[int]:
    """Where each column stands; behind the last one where it is absent."""
    at = {name: place for place, name in reversed(list(enumerate(header)))}
    return [next((at[name] for name in column.headers if name in at), len(header)) for column in columns]


def _tidy(fields: tuple[str, ...], nothing: frozenset[str]) -> Sequence[str]:
    """Fields without blanks around them and without what says nothing; most rows need no more than a look."""
    text = "|".join(("", *fields, ""))
    if "\u00a0" in text:
        fields = tuple(field.replace("\u00a0", " ") for field in fields)
        text = text.replace("\u00a0", " ")
    if not text.isprintable() or UNREADABLE in text:
        raise BadRow("letters")
    if "| " in text or " |" in text:
        fields = tuple(field.strip() for field in fields)
    if any(mark in text for mark in nothing):
        fields = tuple(field if field not in nothing else "" for field in fields)
    return fields


def _checked(row: Row) -> Row:
    names = (row.family, row.given, row.middle, row.other_family, row.credential, row.city)
    codes = [row.region, row.postcode, row.telephone]
    for licence in row.licences:
        codes += licence[:3]
    if max(map(len, names)) > LONGEST_NAME or max(map(len, codes)) > LONGEST_CODE or len(row.country) > 2:
        raise BadRow("long", row.number)
    return row


def _problem(line: int, code: str, number: str = "") -> RowProblem:
    return RowProblem(line, code, reason_of(code), number[:20])
