"""A note in one's own words, for oneself."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import UNSURE, DatePart
from bedside.policy.entries.kind import LONG, OWNER, Box, EntryKind
from bedside.policy.entries.times import ahead_fault
from bedside.policy.vocabulary import normalise


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


def holds(one: FreeNote, sought: str) -> bool:
    """Say whether every word that is sought stands in the note or its heading, as a part of a word too.

    Capitals and punctuation do not count. Without a word nothing is found.
    """
    parts = normalise(sought).split()
    said = normalise(f"{one.text} {one.words}")
    return bool(parts) and all(part in said for part in parts)


KIND: Final = EntryKind(
    key="notes",
    name="notes",
    thing=FreeNote,
    boxes=(Box("text", "The heading", at_least=1), Box("words", "The note", LONG, lines=True)),
    fault=fault,
    dated="on",
    title=lambda one: str(one.text),
    most=1_000,
)
