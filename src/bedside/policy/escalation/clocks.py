"""The clocks of an escalation: what is due when, computed from moments that are kept, never from a timer.

A worker that was away, was killed, or is run twice finds the same: each rung has one moment, and a rung that was told
once (`fired`) is not told again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntFlag
from typing import Final

from bedside.policy.escalation.moves import needs_review
from bedside.policy.escalation.table import Klass, State, Table

CARD_STAYS: Final = timedelta(days=7)  # then a card that nobody answered ends by itself
# A moment that lies so far ahead was written before the machine's clock was set back: what it starts is due now.
AHEAD: Final = timedelta(minutes=1)


class Rung(IntFlag):
    """What a clock tells, and to whom. Kept as bits: the numbers must not change."""

    CARD_OVER = 1
    SECOND_TRIAGE = 2  # the second on the rota
    LATE_TRIAGE = 4  # the administrators: a clock was missed
    SECOND_CONTACT = 8
    LATE_CONTACT = 16
    LATE_PRACTICE = 32  # who is on duty: the practice has not opened what was handed on
    DAY = 64  # a message from the site's own persona
    WEEK = 128
    LATE_REVIEW = 256  # the safety leads


MISSED: Final = Rung.LATE_TRIAGE | Rung.LATE_CONTACT | Rung.LATE_PRACTICE
_PEOPLE: Final = MISSED | Rung.SECOND_TRIAGE | Rung.SECOND_CONTACT
NOTHING: Final = Rung(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the clocks need to know of an escalation.

    `begun_at` is T0; `entered_at` when the state was entered; `practice_due_at` when a practice has to have opened what
    was handed on, None where nothing was or where it has; `reviewed` tells that people looked, so that a review may
    follow; `check_ins` that the author is asked again how she is.
    """

    state: State
    klass: Klass
    begun_at: datetime
    entered_at: datetime
    triaged: bool = False
    practice_due_at: datetime | None = None
    review: bool = False
    check_ins: bool = False
    missed: bool = False
    fired: Rung = NOTHING


def rungs(table: Table, one: Standing) -> tuple[tuple[Rung, datetime], ...]:
    """Return what is still to be told in this state, each with its moment."""
    return tuple((rung, moment) for rung, moment in _all(table, one) if not rung & one.fired)


def due(table: Table, one: Standing, *, at: datetime) -> Rung:
    """Return what is due at the moment `at` and was not told yet.

    A clock of people whose beginning lies ahead is due now: the machine's clock was set back, and nobody waits for it.
    """
    ahead = one.begun_at > at + AHEAD
    told = NOTHING
    for rung, moment in rungs(table, one):
        if moment <= at or (ahead and rung & _PEOPLE):
            told |= rung
    return told


def next_at(table: Table, one: Standing) -> datetime | None:
    """Return when something is due next; None when nothing will be."""
    return min((moment for _rung, moment in rungs(table, one)), default=None)


def _all(table: Table, one: Standing) -> tuple[tuple[Rung, datetime], ...]:
    if one.state is State.CARDED:
        return ((Rung.CARD_OVER, one.entered_at + CARD_STAYS),)
    if one.state is State.TRIAGED:
        state = State.CONTACTED if one.triaged else State.TRIAGED
        second, late = (
            (Rung.SECOND_CONTACT, Rung.LATE_CONTACT) if one.triaged else (Rung.SECOND_TRIAGE, Rung.LATE_TRIAGE)
        )
        span = table.within.get((state, one.klass))
        return ((second, one.begun_at + span / 2), (late, one.begun_at + span)) if span else ()
    if one.state is State.HANDED:
        return ((Rung.LATE_PRACTICE, one.practice_due_at),) if one.practice_due_at else ()
    return _afterwards(table, one) if one.state is State.RESOLVED else ()


def _afterwards(table: Table, one: Standing) -> tuple[tuple[Rung, datetime], ...]:
    spans = table.check_ins.get(one.klass, ()) if one.check_ins else ()
    found = [(rung, one.entered_at + span) for rung, span in zip((Rung.DAY, Rung.WEEK), spans, strict=False)]
    if needs_review(table, one.klass, queued=one.review, missed=one.missed):
        found.append((Rung.LATE_REVIEW, one.entered_at + table.review_within))
    return tuple(found)
