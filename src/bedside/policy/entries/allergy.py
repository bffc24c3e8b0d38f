"""What somebody does not tolerate: an allergy, or an intolerance."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import UNSURE, DatePart
from bedside.policy.entries.kind import LONG, OWNER, SHORT, Box, EntryKind
from bedside.policy.entries.times import ahead_fault
from bedside.policy.vocabulary import normalise


class Sort(StrEnum):
    """What it is, as far as its owner knows."""

    ALLERGY = "allergy"
    INTOLERANCE = "intolerance"
    UNSURE = "unsure"


class Worst(StrEnum):
    """How bad the worst reaction was."""

    UNSAID = ""
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, kw_only=True)
class Allergy:
    """One of them. `over` is true where it has gone; `code_system` and `code` are what an import called it."""

    text: str
    sort: Sort = Sort.UNSURE
    reaction: str = ""
    worst: Worst = Worst.UNSAID
    since: DatePart = UNSURE
    over: bool = False
    note: str = ""
    code_system: str = ""
    code: str = ""
    entered_by: str = OWNER
    source_id: str = ""


def fault(one: Allergy, today: date) -> Fault | None:
    """Return what cannot be true of an allergy; None where all can."""
    if not normalise(one.text):
        return Fault("text", "The name needs at least one letter.")
    return ahead_fault("since", one.since, today)


def in_a_line(one: Allergy) -> str:
    """Return it as a visit sheet tells it: "Penicillin: rash (severe)"."""
    worst = f" ({one.worst.value})" if one.worst else ""
    return f"{one.text}: {one.reaction}{worst}" if one.reaction else f"{one.text}{worst}"


KIND: Final = EntryKind(
    key="allergies",
    name="allergies",
    thing=Allergy,
    boxes=(
        Box("text", "The name", at_least=1),
        Box("reaction", "What happens"),
        Box("note", "The note", LONG, lines=True),
        Box("code_system", "The name of the code"),
        Box("code", "The code", SHORT),
        Box("source_id", "The source"),
    ),
    fault=fault,
    dated="since",
    title=lambda one: str(one.text),
)
