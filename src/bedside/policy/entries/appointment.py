"""When somebody sees a clinician, with whom, what for, and what she wants to ask there."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import FURTHEST, UNSURE, DatePart
from bedside.policy.entries.kind import LONG, OWNER, SHORT, Box, EntryKind
from bedside.policy.entries.times import tidy_time, time_fault
from bedside.policy.visits.facts import MOST_QUESTIONS
from bedside.policy.visits.sheet import LONGEST_QUESTION


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One appointment. `questions` are at most three: so many have room in ten minutes, and on the visit sheet."""

    text: str
    on: DatePart = UNSURE
    at: str = ""
    zone: str = ""
    why: str = ""
    where: str = ""
    questions: tuple[str, ...] = ()
    note: str = ""
    entered_by: str = OWNER
    source_id: str = ""


def tidied(one: Appointment) -> Appointment:
    """Return it in one form."""
    return replace(one, at=tidy_time(one.at))


def fault(one: Appointment, today: date) -> Fault | None:
    """Return what cannot be true of an appointment; None where all can."""
    if one.on.lo is None:
        return Fault("on", "Write the day, or the month if you know no more.")
    if one.on.lo.year > today.year + FURTHEST:
        return Fault("on", f"This date is more than {FURTHEST} years ahead.")
    if len(one.questions) > MOST_QUESTIONS:
        return Fault("questions", "Three questions have room. Choose those that matter most.")
    if any(len(question) > LONGEST_QUESTION for question in one.questions):
        return Fault("questions", f"A question has {LONGEST_QUESTION} characters at most.")
    return time_fault(one.at, one.on)


def is_ahead(one: Appointment, today: date) -> bool:
    """Say whether it can still be to come."""
    return one.on.hi is not None and one.on.hi >= today


KIND: Final = EntryKind(
    key="appointments",
    name="appointments",
    thing=Appointment,
    boxes=(
        Box("text", "With whom", at_least=1),
        Box("at", "The time", SHORT),
        Box("zone", "The time zone", SHORT),
        Box("why", "What for"),
        Box("where", "The place"),
        Box("note", "The note", LONG, lines=True),
    ),
    fault=fault,
    tidy=tidied,
    dated="on",
    title=lambda one: str(one.text),
    most=500,
)
