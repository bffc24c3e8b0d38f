"""Somebody of the team opens a thread: the patient sees who and when. A sensitive one opens with a reason only."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.messaging.actions.steps import name_of
from bedside.areas.messaging.models import Answering, Seen, Thread
from bedside.areas.messaging.queries.gate import WhyFirst, gate, last_seen, may_answer, needs_why
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.texts import taken_line
from bedside.kit.vault import vault

LONGEST_WHY: Final = 300
SAME_LOOK: Final = timedelta(minutes=5)  # opened again so soon, with nothing new in it, it is the same look


@transaction.atomic
def open_thread(*, by: Viewer, thread_id: int, why: str = "") -> None:
    """Note that `by` opened a thread, before she is shown it; every opening stands in the log.

    Raises NotHere for who may not open it, and WhyFirst for a sensitive one without a reason of the last half hour.
    """
    thread, here = gate(by, thread_id)
    words = taken_line(why, field="why", name="Your reason", at_most=LONGEST_WHY)
    if needs_why(thread, by.persona_id) and not words:
        raise WhyFirst(field="why")
    newest, before = thread.last_message_id or 0, last_seen(thread, by.persona_id)
    same = before is not None and before.upto_id >= newest and before.opened_at > now() - SAME_LOOK
    if words or not same:
        _see(thread, by=by, upto=newest, words=words)
        reason = "sensitive" if thread.sensitive else ""
        about = ("thread", thread.id)
        subject, role = thread.patient_id, here.role
        record(
            "look.thread",
            by=by.persona_id,
            role=role,
            about=about,
            subject=subject,
            purpose="care",
            reason_code=reason,
        )
    if may_answer(here, thread):
        fields = {"practice_id": thread.practice_id, "at": now()}
        Answering.objects.update_or_create(thread=thread, persona_id=by.persona_id, defaults=fields)


def _see(thread: Thread, *, by: Viewer, upto: int, words: str) -> None:
    row = Seen(thread=thread, practice_id=thread.practice_id, patient_id=thread.patient_id)
    row.persona_id, row.name, row.upto_id = by.persona_id, name_of(by), upto
    if words:
        row.why_sealed = vault().seal(words, row.place(), key_no=key_no_of(thread.patient_id))
    row.save(force_insert=True)
