"""Calls: a patient asks to be called within a window, the practice calls from its own number, and says how it went."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction

from bedside.areas.messaging.actions import steps as hers
from bedside.areas.messaging.actions.team import steps
from bedside.areas.messaging.models import CallRequest
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import door
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.texts import taken, taken_line
from bedside.kit.vault import vault
from bedside.policy.practice.hours import zone_of
from bedside.policy.practice.roles import Right
from bedside.policy.practice.sending import CALL_DAYS_AHEAD, OUTCOMES, Outcome, Window, window_problem
from bedside.policy.practice.threads import State

LONGEST_NUMBER, LONGEST_TOPIC, LONGEST_NOTE = 40, 120, 2000


@dataclass(frozen=True)
class Wish:
    """When and where somebody wants to be called: a day and a window on the practice's clock."""

    number: str
    topic: str
    day: date
    opens: time
    closes: time


@transaction.atomic
def ask_call(*, by: Viewer, thread_id: int, wish: Wish) -> CallRequest:
    """Ask to be called about one's own thread. A second wish takes the place of the first.

    Raises NotHere, BadText, or Refused for a day or a window in which nobody can call.
    """
    thread = hers.own_thread(by, thread_id)
    hers.open_channel(thread.channel)
    if thread.state == State.CLOSED:
        raise Refused("This conversation is closed.", do="Open it again first.", code="thread_closed")
    number = taken_line(wish.number, field="number", name="The number", at_most=LONGEST_NUMBER, at_least=3)
    topic = taken_line(wish.topic, field="topic", name="What it is about", at_most=LONGEST_TOPIC)
    _fits(thread.practice_id, wish)
    thread.call_requests.filter(called_at=None, withdrawn_at=None).update(withdrawn_at=now())
    call = CallRequest(thread=thread, practice_id=thread.practice_id, patient_id=thread.patient_id)
    call.day, call.opens, call.closes = wish.day, wish.opens, wish.closes
    key_no = key_no_of(thread.patient_id)
    call.number_sealed = vault().seal(number, call.place("number_sealed"), key_no=key_no)
    if topic:
        call.topic_sealed = vault().seal(topic, call.place("topic_sealed"), key_no=key_no)
    call.save(force_insert=True)
    told = f"Asked to be called on {wish.day:%d %b}, {wish.opens:%H:%M} to {wish.closes:%H:%M}."
    steps.note(thread, "call_asked", told, by=by)
    hers.note_down("call.asked", by=by, thread=thread)
    return call


@transaction.atomic
def withdraw_call(*, by: Viewer, thread_id: int) -> None:
    """Want no call any more. Where none is waited for nothing changes."""
    thread = hers.own_thread(by, thread_id)
    waiting = thread.call_requests.filter(called_at=None, withdrawn_at=None)
    if waiting.update(withdrawn_at=now()):
        hers.note_down("call.withdrawn", by=by, thread=thread)


@transaction.atomic
def record_call(*, by: Viewer, call_id: int, outcome: str, note: str = "") -> None:
    """Write down how a call ended: the patient reads the outcome, the team the note too.

    Raises NotHere for a call that is over or of a thread that `by` may not open, and Refused for an unknown outcome.
    """
    call = CallRequest.objects.select_for_update().filter(id=call_id).first() if by.confirmed else None
    if call is None:
        raise NotHere
    thread, here = steps.held(by, call.thread_id)
    steps.with_right(here, Right.ANSWER)
    if call.called_at is not None or call.withdrawn_at is not None:
        raise NotHere
    if outcome not in set(Outcome):
        raise Refused("Say how the call ended.", do="Choose one from the list.", code="outcome", field="outcome")
    words = taken(note, field="note", name="Your note", at_most=LONGEST_NOTE)
    call.outcome, call.called_at, call.caller_id = outcome, now(), by.persona_id
    if words:
        call.note_sealed = vault().seal(words, call.place("note_sealed"), key_no=key_no_of(call.patient_id))
    call.save(update_fields=["outcome", "called_at", "caller", "note_sealed"])
    steps.note(thread, "called", OUTCOMES[Outcome(outcome)], by=by)
    steps.note_down("call.recorded", by=by, here=here, thread=thread, outcome_code=outcome)


def _fits(practice_id: int, wish: Wish) -> None:
    problem = window_problem(Window(wish.opens, wish.closes))
    if problem:
        raise Refused(problem, do="Choose a longer time.", code="window", field="closes")
    here = door(practice_id)
    if here is None:
        raise NotHere
    local = now().astimezone(zone_of(here.practice.time_zone))
    if (wish.day, wish.closes) <= (local.date(), local.time()):
        raise Refused("That time has passed.", do="Choose a later one.", code="past", field="day")
    if wish.day > local.date() + timedelta(days=CALL_DAYS_AHEAD):
        do = f"Choose a day within the next {CALL_DAYS_AHEAD} days."
        raise Refused("That is too far away.", do=do, code="far", field="day")
