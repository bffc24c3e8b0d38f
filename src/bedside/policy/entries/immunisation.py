"""A vaccine that somebody got."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import UNSURE, DatePart
from bedside.policy.entries.kind import LONG, OWNER, SHORT, Box, EntryKind
from bedside.policy.entries.times import ahead_fault
from bedside.policy.vocabulary import normalise


@dataclass(frozen=True, kw_only=True)
class Immunisation:
    """One dose. `dose` is which one, in words ("2 of 3"); `code` is what an import called it, in `code_system`."""

    text: str
    on: DatePart = UNSURE
    dose: str = ""
    note: str = ""
    code_system: str = ""
    code: str = ""
    entered_by: str = OWNER
    source_id: str = ""


def fault(one: Immunisation, today: date) -> Fault | None:
    """Return what cannot be true of an immunisation; None where all can."""
    if not normalise(one.text):
        return Fault("text", "The name needs at least one letter.")
    return ahead_fault("on", one.on, today)


KIND: Final = EntryKind(
    key="immunisations",
    name="vaccines",
    thing=Immunisation,
    boxes=(
        Box("text", "The name", at_least=1),
        Box("dose", "Which dose", SHORT),
        Box("note", "The note", LONG, lines=True),
        Box("code_system", "The name of the code"),
        Box("code", "The code", SHORT),
        Box("source_id", "The source"),
    ),
    fault=fault,
    dated="on",
    title=lambda one: str(one.text),
    most=500,
)
