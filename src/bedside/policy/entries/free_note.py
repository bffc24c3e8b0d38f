"""A note in one's own words, for oneself."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import UNSURE, DatePart
from bedside.policy.entries.kind import LONG, OWNER, Box, EntryKind
from bedside.policy.entries.times import ahead_fault


@dataclass(frozen=True, kw_only=True)
class FreeNote:
    """One note: a heading, the words, and the day that it is about, if there is one."""

    text: str
    words: str = ""
    on: DatePart = UNSURE
    entered_by: str = OWNER
    source_id: str = ""


def fault(one: FreeNote, today: date) -> Fault | None:
    """Return what cannot be true of a note; None where all can."""
    return ahead_fault("on", one.on, today)


KIND: Final = EntryKind(
    key="notes",
    name="notes",
    thing=FreeNote,
    boxes=(Box("text", "The heading", at_least=1), Box("words", "The note", LONG, lines=True)),
    fault=fault,
    when=lambda one: one.on.value,
    title=lambda one: str(one.text),
    most=1_000,
)
