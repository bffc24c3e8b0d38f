"""Something that somebody wants to reach. Nothing counts days, and nothing is said of a date that has passed."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import FURTHEST, UNSURE, DatePart
from bedside.policy.entries.kind import LONG, OWNER, Box, EntryKind
from bedside.policy.vocabulary import normalise

MOST_STEPS: Final = 50
LONGEST_STEP: Final = 200


class Stands(StrEnum):
    """How it stands. To let one go is an answer like the others."""

    OPEN = "open"
    REACHED = "reached"
    LET_GO = "let_go"


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One goal. `by` is when, as far as its owner set a time; `ahead` are steps that she will take, `done` steps that
    she has taken, all in her words.
    """

    text: str
    by: DatePart = UNSURE
    stands: Stands = Stands.OPEN
    done: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    note: str = ""
    entered_by: str = OWNER
    source_id: str = ""


def fault(one: Goal, today: date) -> Fault | None:
    """Return what cannot be true of a goal; None where all can. A date that has passed stays what it is."""
    if not normalise(one.text):
        return Fault("text", "The goal needs at least one letter.")
    if one.by.lo is not None and one.by.lo.year > today.year + FURTHEST:
        return Fault("by", f"This date is more than {FURTHEST} years ahead.")
    if len(one.done) + len(one.ahead) > MOST_STEPS:
        return Fault("ahead" if one.ahead else "done", f"A goal has {MOST_STEPS} steps at most.")
    for field in ("done", "ahead"):
        if any(len(step) > LONGEST_STEP for step in getattr(one, field)):
            return Fault(field, f"A step has {LONGEST_STEP} characters at most.")
    return None


def step_done(one: Goal, step: str) -> Goal:
    """Return the goal with one of its steps taken; as it was where that step is none of those ahead.

    A press that comes twice finds the step taken already.
    """
    if step not in one.ahead:
        return one
    place = one.ahead.index(step)
    return replace(one, ahead=one.ahead[:place] + one.ahead[place + 1 :], done=(*one.done, step))


KIND: Final = EntryKind(
    key="goals",
    name="goals",
    thing=Goal,
    boxes=(Box("text", "The goal", at_least=1), Box("note", "The note", LONG, lines=True)),
    fault=fault,
    dated="by",
    title=lambda one: str(one.text),
)
