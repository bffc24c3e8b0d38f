"""Statements on the hot path, planned once a connection.

Django writes the values into each statement's text, so PostgreSQL parses and plans every one anew: for a large join
that costs more than running it. Here the values travel apart, and the server keeps the plan.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection


def rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement with `%(name)s` for each of `values`; raise what Django raises."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        return cursor.fetchall()
