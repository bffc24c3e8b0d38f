"""What is the same for every kind of entry: which boxes of words it has, what cannot be true, how many are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bedside.policy.conditions import Fault

LINE: Final = 300
LONG: Final = 4_000
SHORT: Final = 60
OWNER: Final = "owner"
"""`entered_by` of what its owner typed; "import" is what a file brought."""


@dataclass(frozen=True)
class Box:
    """A box of words: the field, what it is called, how long it may be, and whether it may have more lines than one."""

    field: str
    name: str
    at_most: int = LINE
    at_least: int = 0
    lines: bool = False


def never(_thing: Any) -> Fault | None:
    """Ask nothing."""
    return None


def asked(thing: Any) -> Any:
    """Return a thing as it was typed."""
    return thing


@dataclass(frozen=True, kw_only=True)
class EntryKind:
    """One kind. `name` is what many of them are called in a sentence, `most` how many one account keeps.

    `fault(thing, today)` says what cannot be true; `question(thing)` what is unlikely, which is asked about and never
    refused; `tidy(thing)` brings what was typed into one form; `dated` is the field of the day by which a list is
    ordered, and `title(thing)` the name of one in a list.
    """

    key: str
    name: str
    thing: type[Any]
    boxes: tuple[Box, ...]
    fault: Callable[[Any, date], Fault | None]
    dated: str
    title: Callable[[Any], str]
    question: Callable[[Any], Fault | None] = never
    tidy: Callable[[Any], Any] = asked
    most: int = 200
