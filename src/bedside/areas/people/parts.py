"""What leaving means for each table: what an erasure does with its rows, and what an export holds of them.

Every area names its tables in its `leaving.py`; together they are one table, and a test fails for a table of the
database that has no line in it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Leaver:
    """Who leaves, or asks for a copy: an account and all its personas."""

    account_id: int
    personas: tuple[int, ...]

    def parameters(self) -> dict[str, Any]:
        """Return what the conditions of `Part` speak of."""
        # Ids stand in events and jobs as figures within JSON: found as whole numbers, never as a piece of one.
        ids = "|".join(map(str, (self.account_id, *self.personas)))
        return {
            "account": self.account_id,
            "personas": list(self.personas),
            "ids": f"(^|[^0-9])({ids})([^0-9]|$)",
        }


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What an export holds of a table, under `name`: the rows that `select` gives.

    `per_persona` kinds stand in a folder for each persona; nothing in one names another. A column of the same name as
    one of the part's `sealed` columns is opened; the row's `id` says where it was sealed, and is in the export.
    """

    name: str
    title: str
    select: str
    per_persona: bool = True


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table. `of` is the condition that picks a leaver's rows, in SQL; empty where the table has no person in it.

    An erasure deletes these rows, or says in `stays` why they stay; where more than that is to be done `erase` does it
    instead. `export` says what a copy holds, or `left_out` why nothing. `sealed` columns are sealed at the row's `key`.
    `files` gives what a copy holds besides, in each persona's folder or once for the account.
    """

    table: str
    of: str = ""
    stays: str = ""
    erase: Callable[[Leaver], None] | None = None
    export: Kind | None = None
    left_out: str = ""
    sealed: tuple[str, ...] = ()
    key: str = "id"
    files: Callable[[Leaver], list[tuple[str, bytes]]] | None = None
    files_per_persona: bool = True

    def __post_init__(self) -> None:
        if bool(self.export) == bool(self.left_out):
            raise ValueError(f"{self.table}: either an export, or why it is left out")
        if not (self.of or self.stays):
            raise ValueError(f"{self.table}: whose its rows are, or why they stay")


_parts: dict[str, Part] = {}


def register(parts: Iterable[Part]) -> None:
    """Add the lines of an area."""
    _parts.update({part.table: part for part in parts})


def all_parts() -> tuple[Part, ...]:
    """Return every line, those of the lowest area first."""
    return tuple(_parts.values())
