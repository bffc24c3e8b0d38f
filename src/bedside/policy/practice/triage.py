"""The order of a practice's inbox: what is urgent, whose promise ends first, who has waited longest.

The order is one key of stored columns, so that it does not change while somebody works through it, and an index gives
it: `areas/messaging` sorts by the same three.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Shelf(StrEnum):
    """What part of the inbox is looked at."""

    ALL = "all"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    URGENT = "urgent"
    WAITING = "waiting"  # answered: the patient's turn
    SNOOZED = "snoozed"
    CLOSED = "closed"


@dataclass(frozen=True)
class Row:
    """What decides the place of a thread. `due_at` is what was promised and is still owed."""

    id: int
    urgent: bool
    due_at: datetime | None
    waiting_since: datetime | None


def place(row: Row) -> tuple[bool, datetime, datetime, int]:
    """Return the key by which threads are put in order, the first to be answered first.

    A promise that was missed ends before all others, so it comes right after what is urgent; of promises that end
    together, the patient who wrote first comes first.
    """
    return (not row.urgent, row.due_at or NEVER, row.waiting_since or NEVER, row.id)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return threads in the order in which they are to be answered."""
    return sorted(rows, key=place)
