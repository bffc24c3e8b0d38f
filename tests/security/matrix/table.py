"""Reading `matrix.tsv`."""

from dataclasses import dataclass
from pathlib import Path

from tests.security.world import ACTORS

FILE = Path(__file__).with_name("matrix.tsv")
LETTERS = frozenset("FNUCBA")
HEAD = ("method", "route", "object", "full")


@dataclass(frozen=True)
class Row:
    """One line of the table; `cells` says a letter for each actor."""

    method: str
    route: str
    object: str
    full: tuple[str, ...]
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.object}"


def rows() -> list[Row]:
    """Return the rows in the order of the file."""
    lines = [line.split("\t") for line in FILE.read_text().splitlines() if line and not line.startswith("#")]
    actors = tuple(lines[0][len(HEAD) :])
    assert tuple(lines[0][: len(HEAD)]) == HEAD
    assert actors == ACTORS
    return [Row(*line[:3], tuple(line[3].split("|")), dict(zip(actors, line[4:], strict=True))) for line in lines[1:]]
