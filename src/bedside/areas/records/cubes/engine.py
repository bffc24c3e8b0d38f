"""One build's counts: CSV into Parquet, the statements of `definitions` over it, and nothing left behind."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from bedside.areas.records.cubes.tables import COLUMNS, COURSES, UNITS

TYPES: Final = {
    "int8": "TINYINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
}
MEMORY: Final = "900MB"
THREADS: Final = 2


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that nobody else can read, gone at the end. What a build left that was killed is deleted first."""
    home = Path(settings.EVIDENCE_DIR)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in home.glob("build-*"):
        if not _runs(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = home / f"build-{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _runs(folder: Path) -> bool:
    """Say whether the process that made a folder is another one that still runs."""
    number = int(folder.name.removeprefix("build-"))
    with suppress(PermissionError):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
    return number != os.getpid()


class Engine:
    """DuckDB over the files of one build."""

    def __init__(self, folder: Path) -> None:
        import duckdb  # here, because only a build needs it

        self._folder = folder
        self._base = duckdb.connect(folder / "build.duckdb", config={"threads": THREADS, "memory_limit": MEMORY})
        self._base.execute(f"SET temp_directory = '{folder}/spill'")
        self._base.execute("SET preserve_insertion_order = false")

    def close(self) -> None:
        """Let go of all memory."""
        self._base.close()

    def load(self, name: str) -> None:
        """Take a CSV file in as a Parquet file, under the name of the table."""
        columns = ", ".join(f"'{column}': '{TYPES[kind]}'" for column, kind in COLUMNS[name].items())
        source, target = self._folder / f"{name}.csv", self._folder / f"{name}.parquet"
        read = f"read_csv('{source}', header = false, columns = {{{columns}}}, auto_detect = false, quote = '\"')"
        texts = [f"coalesce({c}, '') AS {c}" for c, kind in COLUMNS[name].items() if kind == "string"]
        replace = f"REPLACE ({', '.join(texts)})" if texts else ""
        self._base.execute(f"COPY (SELECT * {replace} FROM {read}) TO '{target}' (FORMAT parquet)")  # noqa: S608  # our own names
        source.unlink()
        words = self._words(name, target) if name == COURSES else ""
        self._base.execute(f"CREATE VIEW {name} AS SELECT * {words} FROM read_parquet('{target}')")  # noqa: S608  # our own names

    def _words(self, name: str, target: Path) -> str:
        """Number the words of each column of names: what is counted by them then compares numbers."""
        casts = []
        for column in (column for column, kind in COLUMNS[name].items() if kind == "string"):
            found = f"SELECT DISTINCT {column} FROM read_parquet('{target}') ORDER BY 1"  # noqa: S608  # our own names
            self._base.execute(f"CREATE TYPE {column}_word AS ENUM ({found})")
            casts.append(f"{column}::{column}_word AS {column}")
        return f"REPLACE ({', '.join(casts)})"

    def choose_units(self, statement: str) -> None:
        """Run the statement that leaves one row for each person, condition and treatment."""
        self._base.execute(f"CREATE TABLE {UNITS} AS {statement}")

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self._base.execute(statement).fetchall()

    def dicts(self, statement: str) -> Iterator[dict[str, Any]]:
        """The same by the names of their columns."""
        found = self._base.execute(statement)
        names = [column[0] for column in found.description]
        while some := found.fetchmany(10_000):
            for row in some:
                yield dict(zip(names, row, strict=True))

    def arrays(self, statement: str) -> dict[str, Any]:
        """The same as one array a column."""
        found: dict[str, Any] = self._base.execute(statement).fetchnumpy()
        return found
