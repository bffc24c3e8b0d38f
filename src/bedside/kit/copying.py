"""Bulk writes: rows go to the server as one stream (COPY), many times quicker than statements.

COPY itself does not write to a table with row-level security, so the rows are staged in a table of this transaction and
go on from there by one INSERT, which the policies see.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import connection, transaction

_HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = b"\xff\xff"
_NULL = -1


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add `rows` (values in the order of `columns`) to `table`, in the caller's transaction."""
    with _staged(table, columns, options="") as copy:
        for row in rows:
            copy.write_row(row)


def copy_bigints(
    table: str, columns: Sequence[str], blocks: Iterable[np.ndarray], *, nulls: Sequence[str] = ()
) -> None:
    """Add rows of bigints to `table`: each block has shape (rows, columns); the columns in `nulls` come after, empty.

    For millions of rows: the bytes of PostgreSQL's binary COPY format (its documentation, COPY, "Binary Format") are
    laid out by numpy, without a Python object for a value.
    """
    kind = _row_type(len(columns), len(nulls))
    with _staged(table, [*columns, *nulls], options="(FORMAT BINARY)") as copy:
        copy.write(_HEAD)
        for block in blocks:
            copy.write(_packed(block, kind, len(nulls)))
        copy.write(_END)


@contextmanager
def _staged(table: str, columns: Sequence[str], *, options: str) -> Iterator[Any]:
    """Give a COPY to write to, whose rows are in `table` afterwards."""
    names = ", ".join(columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608  # our own names
        with connection.wrap_database_errors, cursor.copy(f"COPY staged FROM STDIN {options}") as copy:
            yield copy
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM staged")  # noqa: S608  # our own names
        cursor.execute("DROP TABLE staged")


def _row_type(values: int, nulls: int) -> np.dtype[np.void]:
    fields = [("fields", ">i2")]
    for number in range(values):
        fields += [(f"length{number}", ">i4"), (f"value{number}", ">i8")]
    return np.dtype(fields + [(f"null{number}", ">i4") for number in range(nulls)])


def _packed(block: np.ndarray, kind: np.dtype[np.void], nulls: int) -> bytes:
    rows = np.empty(len(block), dtype=kind)
    rows["fields"] = block.shape[1] + nulls
    for number in range(block.shape[1]):
        rows[f"length{number}"], rows[f"value{number}"] = 8, block[:, number]
    for number in range(nulls):
        rows[f"null{number}"] = _NULL
    return rows.tobytes()
