"""Rows and sequences of all tables, out in one snapshot and in in one transaction, by COPY.

The system looks (`bedside.viewer` -1), as the role that owns the tables. COPY does not write into a table whose row
security holds for its owner, so a load lets go of that, and of triggers, for its own transaction: nobody else sees a
moment without them, and nothing of what is loaded is done a second time.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from typing import Any, Final

import psycopg
from psycopg import IsolationLevel, sql

Connection = psycopg.Connection[tuple[Any, ...]]
Columns = dict[str, list[str]]
Sequences = dict[str, tuple[int, bool]]

VIEWER: Final = "-c bedside.viewer=-1 -c statement_timeout=0 -c lock_timeout=0 -c datestyle=ISO -c timezone=UTC"
TABLES: Final = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname
"""
ASK_AT_ONCE: Final = """
    SELECT t.relname, n.relname
      FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid JOIN pg_class n ON n.oid = confrelid
     WHERE contype = 'f' AND NOT condeferrable AND t.oid <> n.oid
       AND t.relnamespace = 'public'::regnamespace AND n.relnamespace = 'public'::regnamespace
"""
SEQUENCES: Final = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname
"""
WALLED: Final = """
    SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relforcerowsecurity ORDER BY relname
"""
TRIGGERED: Final = """
    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled = 'O' ORDER BY c.relname
"""
OTHERS: Final = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Give a connection that sees all rows. Without `commit` on it nothing that it wrote stays."""
    connection = psycopg.connect(url, options=VIEWER, client_encoding="UTF8", connect_timeout=10)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """Give a connection on which all is as it was at one moment, and nothing can be written."""
    with connected(url) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute("SELECT 1")
        yield connection


def columns(connection: Connection) -> Columns:
    """Return every table with the columns that hold something of its own.

    A table comes after those that its rows name, where a foreign key asks at once and not at the end.
    """
    found: Columns = dict(connection.execute(TABLES).fetchall())
    order: TopologicalSorter[str] = TopologicalSorter({name: set() for name in found})
    for table, named in connection.execute(ASK_AT_ONCE).fetchall():
        order.add(table, named)
    return {name: found[name] for name in order.static_order()}


def sequences(connection: Connection) -> Sequences:
    """Return where every sequence stands: the last value, and whether it was given out."""
    found: Sequences = {}
    for name in _names(connection, SEQUENCES):
        state = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name))
        row = connection.execute(state).fetchone()
        assert row is not None, "a sequence is one row"
        found[name] = (int(row[0]), bool(row[1]))
    return found


def others(connection: Connection) -> int:
    """Return how many other clients this database has."""
    row = connection.execute(OTHERS).fetchone()
    assert row is not None, "a count is one row"
    return int(row[0])


def rows(connection: Connection, table: str, names: list[str]) -> Iterator[bytes]:
    """Yield the rows of a table in PostgreSQL's COPY text form: a line a row, which holds data and no command."""
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    out = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(listed, sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(out) as copy:
        for row in copy:
            yield bytes(row)


def fill(connection: Connection, table: str, names: list[str], blocks: Iterable[bytes]) -> int:
    """Add rows in the form of `rows` to a table, and return how many there were; raise `psycopg.Error`."""
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), listed)
    with connection.cursor() as cursor:
        with cursor.copy(into) as copy:
            for block in blocks:
                copy.write(block)
        return cursor.rowcount


def empty(connection: Connection, tables: Iterable[str]) -> None:
    """Take all rows out of tables: those that the migrations themselves had put there."""
    listed = sql.SQL(", ").join(map(sql.Identifier, tables))
    connection.execute(sql.SQL("TRUNCATE {}").format(listed))


def set_sequences(connection: Connection, values: Sequences) -> None:
    """Let sequences stand where they stood."""
    for name, (last, called) in values.items():
        connection.execute("SELECT setval(%s::regclass, %s, %s)", [sql.Identifier(name).as_string(), last, called])


@contextmanager
def loading(connection: Connection) -> Iterator[None]:
    """Let this transaction fill tables past row security and without triggers; foreign keys are asked at its end."""
    walled, triggered = _names(connection, WALLED), _names(connection, TRIGGERED)
    _alter(connection, walled, "NO FORCE ROW LEVEL SECURITY")
    _alter(connection, triggered, "DISABLE TRIGGER USER")
    yield
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _alter(connection, triggered, "ENABLE TRIGGER USER")
    _alter(connection, walled, "FORCE ROW LEVEL SECURITY")


def _alter(connection: Connection, tables: list[str], what: str) -> None:
    for table in tables:
        connection.execute(sql.SQL(f"ALTER TABLE {{}} {what}").format(sql.Identifier(table)))


def _names(connection: Connection, statement: str) -> list[str]:
    return [name for (name,) in connection.execute(statement).fetchall()]
