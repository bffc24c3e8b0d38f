"""From a public question to a practice, on the author's own press (E4): her chosen words reach who is on call there."""

from typing import Final

from django.db import transaction

from bedside.areas.messaging.actions import steps
from bedside.areas.messaging.actions.sending import new_thread, send_in
from bedside.areas.messaging.actions.writing import in_thread, put, words_taken
from bedside.areas.messaging.models import Channel
from bedside.areas.messaging.queries.mine import only_patients
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import Door, door
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.texts import taken_line
from bedside.policy.practice.reasons import REASONS

LONGEST_CONTACT: Final = 200
EMERGENCY: Final = "C1"
CLASSES: Final = {
    "C2": "The author was shown crisis lines first, then asked for you.",
    "C3": "The author was told that this may need a clinician today.",
    "C4": "The author did not want to write about this in public.",
    "C5": "The author asked for you.",
}


@transaction.atomic
def receive_hand_off(*, by: Viewer, practice_id: int, words: str, urgency: str, contact: str = "") -> int:
    """Bring the author's own words to the practice's on-call, and return the thread. `urgency` is a class, C2 to C5.

    `contact` says how the author wants to be reached. Nothing of the public post is told but what these words tell.
    Raises Refused `call_now` for C1, which is never queued, and `no_channel` where the practice does not know her.
    """
    only_patients(by)
    here = door(practice_id)
    if here is None:
        raise NotHere
    if urgency.startswith(EMERGENCY):
        number = here.emergency.number
        raise Refused(f"Call {number} now.", do="A practice can't help fast enough.", code="call_now")
    said = words_taken(words)
    reach = taken_line(contact, field="contact", name="How to reach you", at_most=LONGEST_CONTACT)
    channel = _known(by, here)
    thread = new_thread(channel, REASONS["handed_on"], "")
    told = CLASSES.get(urgency[:2], CLASSES["C5"])
    note = f"Handed on from the public part of this site. {told}" + (f" Reach the author: {reach}" if reach else "")
    put(in_thread(thread, kind="system", code="handed_on"), note)
    message = send_in(thread, said, by=by, message_id=new_id(), here=here)
    steps.note_down("thread.handed_on", by=by, thread=thread, message=message)
    return thread.id


def _known(by: Viewer, here: Door) -> Channel:
    channel = steps.own_channel(by, here.practice.space_id)
    if channel is None or channel.pre_patient or channel.closed_at is not None:
        call = f"Call {here.practice.telephone}." if here.practice.telephone else "Call the practice."
        raise Refused("You have no open channel to this practice.", do=call, code="no_channel")
    return channel
