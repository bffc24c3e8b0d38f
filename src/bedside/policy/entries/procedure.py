"""An operation, an examination or another procedure that was done, as history."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import UNSURE, DatePart, in_order
from bedside.policy.entries.kind import LONG, OWNER, SHORT, Box, EntryKind
from bedside.policy.entries.times import ahead_fault
from bedside.policy.vocabulary import normalise


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One of them. `until` is for what took longer than a day; `code` is what an import called it, in `code_system`."""

    text: str
    on: DatePart = UNSURE
    until: DatePart = UNSURE
    why: str = ""
    where: str = ""
    note: str = ""
    code_system: str = ""
    code: str = ""
    entered_by: str = OWNER
    source_id: str = ""


def fault(one: Procedure, today: date) -> Fault | None:
    """Return what cannot be true of a procedure; None where all can."""
    if not normalise(one.text):
        return Fault("text", "The name needs at least one letter.")
    if not in_order(one.on, one.until):
        return Fault("until", "It ended before it began. Check both dates.")
    return ahead_fault("on", one.on, today) or ahead_fault("until", one.until, today)


KIND: Final = EntryKind(
    key="procedures",
    name="procedures",
    thing=Procedure,
    boxes=(
        Box("text", "The name", at_least=1),
        Box("why", "What it was for"),
        Box("where", "The place"),
        Box("note", "The note", LONG, lines=True),
        Box("code_system", "The name of the code"),
        Box("code", "The code", SHORT),
        Box("source_id", "The source"),
    ),
    fault=fault,
    dated="on",
    title=lambda one: str(one.text),
    most=1_000,
)
