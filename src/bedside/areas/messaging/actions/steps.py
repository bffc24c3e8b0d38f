"""What every act of a patient's begins with: who acts, which thread is hers, and what state it goes to."""

from bedside.areas.audit.actions import record
from bedside.areas.messaging.models import Channel, Message, Thread
from bedside.areas.messaging.queries.sides import threads_of
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice.threads import Actor, Move, State, step


def own_thread(by: Viewer, thread_id: int, *, herself: bool = True) -> Thread:
    """Return a thread on the side of `by`, locked; raise NotHere for every other id alike.

    `herself`: of the patient's own only, not of who acts for her. The caller is within `sides.side`.
    """
    if not by.confirmed:
        raise NotHere
    rows = threads_of(by).select_for_update(of=("self",)).select_related("channel")
    found = rows.filter(id=thread_id).first()
    if found is None or (herself and found.patient_id != by.persona_id):
        raise NotHere
    return found


def own_channel(by: Viewer, practice_id: int) -> Channel | None:
    """Return a patient's channel to a practice, locked; None where she has none."""
    rows = Channel.objects.select_for_update(of=("self",)).filter(practice_id=practice_id, patient_id=by.persona_id)
    return rows.first()


def open_channel(channel: Channel) -> None:
    """Raise Refused `channel_closed` for a channel that its patient ended."""
    if channel.closed_at is not None:
        raise Refused(
            "You ended your messages with this practice.",
            do="Open them again first, on the practice's door. Or call the practice.",
            code="channel_closed",
        )


def moved(thread: Thread, move: Move) -> list[str]:
    """Take a step of the patient's and return the changed fields. What nobody has any more goes back to everybody."""
    target = step(State(thread.state), actor=Actor.PATIENT, move=move)
    if target is State.ASSIGNED and thread.owner_id is None:
        target = State.OPEN
    thread.state = target.value
    if target is State.OPEN:
        thread.owner_id = thread.second_id = None
    return ["state", "owner", "second"]


def patients_name(by: Viewer, thread: Thread) -> str:
    """Return for whom a carer writes; "" for a patient herself."""
    if thread.patient_id == by.persona_id:
        return ""
    return people.names(by, [thread.patient_id]).get(thread.patient_id, ("", ""))[0]


def name_of(by: Viewer) -> str:
    """Return the name that stands below what somebody writes."""
    return people.names(by, [by.persona_id]).get(by.persona_id, ("", ""))[0]


def note_down(action: str, *, by: Viewer, thread: Thread, message: Message | None = None) -> None:
    """Write the audit row of what a patient did with her thread."""
    record(
        action,
        by=by.persona_id,
        about=("thread", thread.id),
        subject=thread.patient_id,
        message=message.id if message is not None else 0,
    )
