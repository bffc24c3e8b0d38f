"""Bulk writes: thousands of rows go to a table in one statement, as one array for each column.

COPY would be quicker still, but does not write to a table with row-level security.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection

AT_ONCE = 20_000  # rows in one statement

TYPES = """
SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0
"""


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add `rows` (values in the order of `columns`) to `table`, in the caller's transaction."""
    left = iter(rows)
    statement = _statement(table, columns)
    with connection.cursor() as cursor:
        while some := list(islice(left, AT_ONCE)):
            cursor.execute(statement, [list(column) for column in zip(*some, strict=True)])


def copy_bigints(table: str, columns: Sequence[str], blocks: Iterable[np.ndarray]) -> None:
    """Add rows of bigints to `table`: each block has shape (rows, columns).

    For millions of rows: each column is written as the text of one array, without a Python object for a row.
    """
    statement = _statement(table, columns)
    with connection.cursor() as cursor:
        for block in blocks:
            for start in range(0, len(block), AT_ONCE):
                part = block[start : start + AT_ONCE]
                cursor.execute(statement, [_array(part[:, place]) for place in range(part.shape[1])])


def _array(values: np.ndarray) -> str:
    return "{" + ",".join(map(str, values.tolist())) + "}"


def _statement(table: str, columns: Sequence[str]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(TYPES, [table])
        types = dict(cursor.fetchall())
    arrays = ", ".join(f"%s::{types[column]}[]" for column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT * FROM unnest({arrays})"  # noqa: S608  # our own names
