"""The end of a thread with a summary that the patient keeps, opening it again, and putting it off."""

from datetime import datetime

from django.db import transaction

from bedside.areas.messaging.actions.steps import open_channel
from bedside.areas.messaging.actions.team import steps
from bedside.areas.messaging.actions.writing import words_taken
from bedside.areas.messaging.events import Answered
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.practice.roles import Right
from bedside.policy.practice.threads import Move, State, snooze_problem


@transaction.atomic
def close(*, by: Viewer, thread_id: int, summary: str) -> None:
    """Close a thread with a summary for its patient; one that is closed stays so. Raises NotHere, WhyFirst, BadText."""
    words = words_taken(summary, field="summary")
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ANSWER)
    if thread.state == State.CLOSED:
        return
    thread.state, thread.closed_at = steps.moved(thread, Move.CLOSED).value, now()
    message = steps.note(thread, "closed", words, by=by)
    thread.asked_at = thread.due_at = thread.wakes_at = thread.hidden_at = None
    thread.last_message_id, thread.last_by_patient = message.id, False
    fields = ["state", "closed_at", "asked_at", "due_at", "wakes_at", "hidden_at", "last_message_id", "last_by_patient"]
    thread.save(update_fields=fields)
    publish(Answered(thread_id=thread.id, patient_id=thread.patient_id, message_id=message.id))
    steps.note_down("thread.closed", by=by, here=here, thread=thread)


@transaction.atomic
def reopen(*, by: Viewer, thread_id: int) -> None:
    """Open a closed thread again, as one's own: the practice may at any time. One that is open stays as it is."""
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ANSWER)
    if thread.state != State.CLOSED:
        return
    open_channel(thread.channel)
    thread.state, thread.owner_id, thread.closed_at = steps.moved(thread, Move.REOPENED).value, by.persona_id, None
    thread.second_id = thread.reply_until_at = None
    thread.save(update_fields=["state", "owner", "second", "closed_at", "reply_until_at"])
    steps.note_down("thread.reopened", by=by, here=here, thread=thread)


@transaction.atomic
def lift_window(*, by: Viewer, thread_id: int) -> None:
    """Let the patient write back at any time again, where an answer had bounded it."""
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ANSWER)
    if thread.reply_until_at is None:
        return
    thread.reply_until_at = None
    thread.save(update_fields=["reply_until_at"])
    steps.note_down("thread.window_lifted", by=by, here=here, thread=thread)


@transaction.atomic
def snooze(*, by: Viewer, thread_id: int, until: datetime | None) -> None:
    """Put a thread off until then, None: no longer. A new message of the patient wakes it.

    Raises Refused where somebody would be left waiting: an urgent thread, or beyond what was promised.
    """
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ANSWER)
    if until is not None:
        state = State(thread.state)
        problem = snooze_problem(state=state, urgent=thread.urgent, due_at=thread.due_at, until=until, at=now())
        if problem is not None:
            raise Refused(problem.what, do="Answer it, or hand it on.", code=problem.code, field="until")
    thread.wakes_at = until
    thread.save(update_fields=["wakes_at"])
    steps.note_down("thread.snoozed" if until else "thread.woken", by=by, here=here, thread=thread)
