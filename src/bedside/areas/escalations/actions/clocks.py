"""The sweep: what is due is told, each rung once. Killed at any moment, it goes on where it stopped.

A batch is one transaction: the rungs that were told, the steps, the news and the next moments are there together or not
at all. Two sweeps at once take different rows. Nothing is kept in memory from one sweep to the next.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from bedside.areas.escalations.actions.steps import WHY, call, move, note, say, settle
from bedside.areas.escalations.models import Escalation, PrivateMessage
from bedside.areas.escalations.queries import duty
from bedside.areas.escalations.rules import table
from bedside.areas.messaging.queries import opened_by_team_at
from bedside.areas.people import persons
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.emergency import emergency
from bedside.policy.escalation import MISSED, Rung, State, Who, due, next_at
from bedside.policy.escalation.clocks import AHEAD
from bedside.policy.escalation.words import NOT_OPENED, check_in

log = logging.getLogger("bedside.escalations")
BATCH = 500


@as_system(WHY)
def sweep(*, batch: int = BATCH) -> int:
    """Tell all that is due, and return how many rungs that were."""
    told, full = 0, True
    while full:
        taken, fired = _swept(batch)
        told, full = told + fired, taken == batch
    return told


@transaction.atomic
def _swept(batch: int) -> tuple[int, int]:
    moment = now()
    # What began in the future began before the clock was set back: it is looked at, too.
    waits = Q(due_at__lte=moment) | Q(begun_at__gt=moment + AHEAD, due_at__isnull=False)
    rows = Escalation.objects.filter(waits).order_by("due_at").select_for_update(skip_locked=True)[:batch]
    fired, taken = 0, 0
    for row in rows:
        taken += 1
        if row.thread_id is not None and row.practice_opened_at is None:
            row.practice_opened_at = opened_by_team_at(row.thread_id)
        rungs = due(table(), row.standing, at=moment)
        if not rungs and row.due_at is not None and row.due_at > moment:
            taken -= 1  # nothing to be told of it yet: it is not one of those that would fill a batch for ever
            continue
        for rung in Rung:
            if rung & rungs:
                _tell(row, rung)
                fired += 1
        settle(row)
    return taken, fired


def _tell(row: Escalation, rung: Rung) -> None:
    """Tell one rung: first that it was told, which can be written once, then to whom it concerns."""
    note(row, "clock", who=Who.SOFTWARE, reason=(rung.name or "").lower(), rung=rung)
    row.fired |= rung.value
    row.missed = row.missed or bool(rung & MISSED)
    try:
        TELLS[rung](row)
    except NotHere:  # the author was erased: nobody is written to
        log.info("a rung of %d concerned nobody any more", row.id)


def _second(row: Escalation) -> None:
    """The second on the rota, where there is one who was not asked before; else those who stand in."""
    others = [one for one in duty.to_ask(row) if one != row.asked_id]
    if others:
        row.asked_id = others[0]
    call(row, others[:1] or duty.stand_ins(row), why="second")


def _late(row: Escalation) -> None:
    call(row, duty.stand_ins(row), why="late")


def _late_practice(row: Escalation) -> None:
    say(row, NOT_OPENED.format(number=_number(row)), kind=PrivateMessage.Kind.CHECK_IN)
    call(row, duty.to_ask(row)[:1] or duty.stand_ins(row), why="late")


def _late_review(row: Escalation) -> None:
    call(row, persons.staff_with(permissions.RIGHTS["review an escalation"]), why="review")


def _asks(which: str) -> Callable[[Escalation], Any]:
    def ask(row: Escalation) -> None:
        say(row, check_in(which, number=_number(row)), kind=PrivateMessage.Kind.CHECK_IN)

    return ask


def _close_card(row: Escalation) -> None:
    move(row, State.RESOLVED, who=Who.SOFTWARE, reason="lines_given_no_reply")


def _number(row: Escalation) -> str:
    return emergency(persons.country_of(row.author_id)).number


NEEDED = (
    "id",
    "state",
    "klass",
    "begun_at",
    "entered_at",
    "triaged_at",
    "practice_due_at",
    "practice_opened_at",
    "queued",
    "outcome",
    "fired",
    "missed",
    "due_at",
)
# One row each by its key: a join with a list would be planned by statistics that are not there after a restore.
MEND = "UPDATE escalations_escalation SET due_at = %s WHERE id = %s AND state = %s AND fired = %s"
TELLS: dict[Rung, Callable[[Escalation], Any]] = {
    Rung.CARD_OVER: _close_card,
    Rung.SECOND_TRIAGE: _second,
    Rung.LATE_TRIAGE: _late,
    Rung.SECOND_CONTACT: _second,
    Rung.LATE_CONTACT: _late,
    Rung.LATE_PRACTICE: _late_practice,
    Rung.DAY: _asks("DAY"),
    Rung.WEEK: _asks("WEEK"),
    Rung.LATE_REVIEW: _late_review,
}


@as_system(WHY)
def mend() -> int:
    """Compute the next moment of every escalation anew from what is kept, and return how many had another one.

    After a crash or a restore, and when a site's clocks were made shorter: `due_at` is never believed for long. A row
    that moved on meanwhile is left as it is.
    """
    stale = []
    rows = Escalation.objects.exclude(state=State.REVIEWED.value).values_list(*NEEDED)
    for told in rows.iterator(chunk_size=5_000):
        row = Escalation(**dict(zip(NEEDED, told, strict=True)))
        wanted = next_at(table(), row.standing)
        if wanted != row.due_at:
            stale.append((wanted, row.id, row.state, row.fired))
    if stale:
        with connection.cursor() as cursor:
            cursor.executemany(MEND, stale)
    return len(stale)
