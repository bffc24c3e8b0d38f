"""Short ways to write as a patient."""

from typing import Any

from bedside.areas.messaging import actions
from bedside.areas.messaging.models import Message, Thread
from bedside.areas.messaging.queries import mine
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.areas.practice.queries import Door, door
from tests.factories import viewer_of


def here(practice: Practice) -> Door:
    found = door(practice.space_id)
    assert found is not None
    return found


def begin(
    patient: Persona,
    practice: Practice,
    words: str = "May I have the next box?",
    *,
    reason: str = "prescription",
    **more: Any,
) -> Thread:
    viewer = viewer_of(patient)
    told = {"reason": reason, "subject": "Repeat", "words": words}
    token = mine.token_for(viewer, here(practice), mine.REASONS[reason])
    return actions.begin_thread(
        by=viewer, practice_id=practice.space_id, begun=actions.Begun(**told | more), token=token
    )


def say(patient: Persona, thread: Thread, words: str = "One thing more.") -> Message:
    viewer = viewer_of(patient)
    return actions.write(by=viewer, thread_id=thread.id, words=words, token=mine.token_in(viewer, thread))


def answered(thread: Thread, by: Persona, words: str = "It is ready on Friday.") -> Message:
    """Write as the team does, without its own rules: what the patient's side makes of an answer is what matters."""
    from bedside.areas.messaging.actions.writing import in_thread, put

    message = put(in_thread(thread, author=by, name=by.name), words)
    Thread.objects.filter(id=thread.id).update(
        state="waiting_patient", owner=by, asked_at=None, due_at=None, last_message_id=message.id, last_by_patient=False
    )
    return message
