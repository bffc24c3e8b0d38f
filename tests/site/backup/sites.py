"""Sites of their own for the rehearsal: filled, backed up and restored by the commands an operator uses."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg

from bedside.kit.postgres import Cluster
from tests.ops.site import bedside, data_directory, environment

ROOT = Path(__file__).resolve().parents[3]
# Each column that a row has to have; with a foreign key, the row's value is one that is there.
NEEDED = """SELECT quote_ident(a.attname), typname,
                   '(SELECT ' || quote_ident(r.attname) || ' FROM ' || confrelid::regclass || ' LIMIT 1)'
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_constraint c ON contype = 'f' AND conrelid = a.attrelid AND conkey = ARRAY[a.attnum]
            LEFT JOIN pg_attribute r ON r.attrelid = confrelid AND r.attnum = confkey[1]
            WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND a.attnotnull
            AND a.attgenerated = '' AND a.attidentity = ''"""
ANYTHING = {
    "int2": "100", "int4": "100", "int8": "100", "float8": "0.5", "bool": "true", "varchar": "'x'", "text": "'x'",
    "timestamptz": "now()", "date": "current_date", "jsonb": "'{}'", "bytea": "'\\x00'", "_varchar": "'{}'",
    "_int8": "'{}'",
}  # fmt: skip
# What constraints ask for.
FITTING = {
    "id": "1",
    "tier": "'count'",
    "form": "'page'",
    "about": "'condition'",
    "choice": "'leave'",
    "kind": "'own'",
    "act": "'grant'",
}
KEPT_BY_OPERATOR = ("secrets.toml", "keys.sqlite", "erased.log")


@dataclass
class Site:
    """A data directory, and its database while it runs."""

    data: Path
    cluster: Cluster
    at_first: dict[str, list[str]] = field(default_factory=dict)  # the rows as they were restored

    def rows(self, table: str, *, without: tuple[str, ...] = ()) -> list[str]:
        """Return all rows of a table as texts, sorted; not the columns that PostgreSQL works out."""
        with psycopg.connect(self.cluster.url("super")) as connection:
            kept = connection.execute(
                """SELECT string_agg(quote_ident(attname), ', ' ORDER BY attname) FROM pg_attribute
                   WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                   AND attname <> ALL(%s)""",
                [table, list(without)],
            ).fetchone()
            assert kept is not None
            found = connection.execute(f"SELECT ROW({kept[0]})::text FROM {table}").fetchall()
        return sorted(row for (row,) in found)

    def tables(self) -> dict[str, list[str]]:
        """Return the rows of every table."""
        with psycopg.connect(self.cluster.url("super")) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: self.rows(name) for (name,) in names}

    def one(self, statement: str) -> Any:
        """Return the answer of a statement, asked as the superuser."""
        with psycopg.connect(self.cluster.url("super")) as connection:
            row = connection.execute(statement).fetchone()
        return row[0] if row else None

    def fill_empty_tables(self, *, leave: set[str]) -> None:
        """Put a row of any values into each table that has none, but for those to `leave`."""
        with psycopg.connect(self.cluster.url("super"), autocommit=True) as connection:
            waiting = sorted(name for name, rows in self.tables().items() if not rows and name not in leave)
            for name in waiting:  # grows by what binds a table that has its row only later
                needed = connection.execute(NEEDED, [name]).fetchall()
                columns = ", ".join(column for column, _kind, _there in needed)
                values = ", ".join(there or FITTING.get(column) or ANYTHING[kind] for column, kind, there in needed)
                try:
                    connection.execute(f"INSERT INTO {name} ({columns}) VALUES ({values})")
                except psycopg.errors.NotNullViolation:
                    if waiting.count(name) > 3:
                        raise
                    waiting.append(name)

    def media(self) -> dict[str, str]:
        """Return the SHA-256 of every picture by its path."""
        folder = self.data / "media"
        return {
            str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def do(self, *words: str) -> dict[str, Any]:
        """Run `tests.site.backup.filling` on this site."""
        environ = environment(
            BEDSIDE_DATA=str(self.data),
            DATABASE_URL=self.cluster.url("app"),
            BEDSIDE_SERVES="nobody",
            PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        )
        command = [sys.executable, "-m", "tests.site.backup.filling", *words]
        done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def site(*, migrated: bool = True) -> Iterator[Site]:
    """Yield an empty site whose database runs."""
    with data_directory() as data:
        if not migrated:
            shutil.rmtree(data / "postgres")
        (data / "media").mkdir()
        with Cluster(data / "postgres", durable=False) as cluster:
            yield Site(data, cluster)


@contextmanager
def restored(backup: Path, key: Path, keys_of: Path, *, migrated: bool) -> Iterator[Site]:
    """Yield a site, restored from a backup with the keys and the log that an operator keeps elsewhere."""
    with data_directory() as data:
        if not migrated:
            shutil.rmtree(data / "postgres")
        put_keys(keys_of, data)
        done = bedside("restore", str(backup), "--key", str(key), "--data", str(data))
        assert done.returncode == 0, done.stdout + done.stderr
        with Cluster(data / "postgres", durable=False) as cluster:
            made = Site(data, cluster)
            made.at_first = made.tables()
            yield made


def put_keys(source: Path, target: Path) -> None:
    """Copy what an operator keeps outside the backup."""
    for name in KEPT_BY_OPERATOR:
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)
