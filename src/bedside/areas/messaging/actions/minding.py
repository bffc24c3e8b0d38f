"""What a patient does with her own threads: open, close, open again, and delete for herself."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.messaging.actions import steps
from bedside.areas.messaging.models import Seen, Thread
from bedside.areas.messaging.queries.sides import side
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.practice.threads import Actor, Move, State, may_reopen, may_step

STILL = ["closed_at", "asked_at", "due_at", "wakes_at"]


def note_seen(*, by: Viewer, thread_id: int) -> None:
    """Note that a patient opened her thread, once for each newest message: the practice sees that she did.

    That a carer did is noted the same way, and the patient reads it under "Who looked at yours".
    """
    with side(by), transaction.atomic():
        thread = steps.own_thread(by, thread_id, herself=False)
        newest = thread.last_message_id or 0
        before = Seen.objects.filter(thread=thread, by_patient=True, persona_id=by.persona_id, upto_id__gte=newest)
        if not before.exists():
            _see(thread, by=by, upto=newest)


def _see(thread: Thread, *, by: Viewer, upto: int) -> None:
    Seen.objects.create(
        thread=thread,
        practice_id=thread.practice_id,
        patient_id=thread.patient_id,
        persona_id=by.persona_id,
        name=steps.name_of(by),
        by_patient=True,
        upto_id=upto,
    )
    if thread.patient_id != by.persona_id:
        about = ("thread", thread.id)
        record("look.thread", by=by.persona_id, role="carer", about=about, subject=thread.patient_id, purpose="care")


@transaction.atomic
def close_thread(*, by: Viewer, thread_id: int) -> None:
    """Close one's own thread; closing it again changes nothing."""
    thread = steps.own_thread(by, thread_id)
    if thread.state != State.CLOSED:
        _close(thread)
        steps.note_down("thread.closed", by=by, thread=thread)


@transaction.atomic
def reopen_thread(*, by: Viewer, thread_id: int) -> None:
    """Open one's own closed thread again, within 14 days; raise Refused later, or in a channel that was ended."""
    thread = steps.own_thread(by, thread_id)
    if not may_step(State(thread.state), actor=Actor.PATIENT, move=Move.REOPENED):
        return
    steps.open_channel(thread.channel)
    if thread.closed_at is None or not may_reopen(closed_at=thread.closed_at, at=now()):
        raise Refused("This was closed more than 14 days ago.", do="Begin something new.", code="closed_long_ago")
    fields = steps.moved(thread, Move.REOPENED)
    thread.closed_at = thread.reply_until_at = None
    thread.save(update_fields=[*fields, "closed_at", "reply_until_at"])
    steps.note_down("thread.reopened", by=by, thread=thread)


@transaction.atomic
def hide_thread(*, by: Viewer, thread_id: int) -> None:
    """Delete a thread for oneself (B64): it is closed and hidden from her; the practice keeps it under its rule."""
    thread = steps.own_thread(by, thread_id)
    if thread.state != State.CLOSED:
        _close(thread)
    thread.hidden_at = now()
    thread.save(update_fields=["hidden_at"])
    steps.note_down("thread.hidden", by=by, thread=thread)


def _close(thread: Thread) -> None:
    fields = steps.moved(thread, Move.CLOSED)
    thread.closed_at, thread.asked_at, thread.due_at, thread.wakes_at = now(), None, None, None
    thread.save(update_fields=[*fields, *STILL])
