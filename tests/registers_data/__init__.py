"""Invented files of registers for tests: the rows of README.md, changed as a test needs them."""

import csv
import gzip
import io
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent
FIXTURE = HOME / "nppes_synthetic_1000.csv.gz"
TAXONOMY = HOME / "taxonomy.csv"


@cache
def _table() -> tuple[tuple[str, ...], ...]:
    with gzip.open(FIXTURE, "rt", encoding="utf-8", newline="") as file:
        return tuple(map(tuple, csv.reader(file)))


def header() -> list[str]:
    """The names of the 330 columns."""
    return list(_table()[0])


def rows(count: int = 1_000) -> list[dict[str, str]]:
    """The first rows, each by the names of its columns."""
    return [dict(zip(header(), row, strict=True)) for row in _table()[1 : count + 1]]


def as_csv(some: list[dict[str, str]], *, names: list[str] | None = None, end: str = "\n") -> bytes:
    """Return rows as a file of the register: every field quoted, with the header first."""
    names = names or header()
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator=end)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in some)
    return out.getvalue().encode()
