"""A patient writes, or a carer for her: something new, or in a thread.

Nothing is swallowed; nothing is sent before the promise was seen. What she writes is kept whatever it says. Whether it
sounds urgent is read for the card that she is shown, not stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from bedside.areas.messaging import shown
from bedside.areas.messaging.actions import opening, steps
from bedside.areas.messaging.actions.pictures import painted
from bedside.areas.messaging.actions.writing import in_thread, put, words_taken
from bedside.areas.messaging.events import Wrote
from bedside.areas.messaging.models import Channel, Message, Thread
from bedside.areas.messaging.queries.boundary import may_bring
from bedside.areas.messaging.queries.mine import before_typing, only_patients, sounds_urgent
from bedside.areas.messaging.queries.sides import side
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import Door, door
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.images import CleanImage
from bedside.kit.outbox.actions import publish
from bedside.kit.texts import taken_line
from bedside.kit.vault import vault
from bedside.policy.limits import TO_PRACTICES
from bedside.policy.practice import hours, promise
from bedside.policy.practice.reasons import Reason
from bedside.policy.practice.threads import Move, State, may_auto_reply, may_reopen, may_write_back

LONGEST_SUBJECT = 120


class CallInstead(Refused):
    """Words that sound urgent can't go to a desk that does not know who writes. The text is kept in the form."""

    code = "call_instead"
    what = "This may need help sooner than the front desk can read it."
    do = "Call. The practice does not know you yet, so no doctor or nurse reads what you send here."


@dataclass(frozen=True)
class Begun:
    """What somebody begins. `anyway`: she was told to call, and sends it to the front desk all the same."""

    reason: str
    subject: str
    words: str
    anyway: bool = False
    files: Sequence[bytes] = ()


def begin_thread(*, by: Viewer, practice_id: int, begun: Begun, token: str, patient_id: int = 0) -> Thread:
    """Begin a thread and return it; sent a second time by the same form, it is returned and nothing is added.

    `patient_id`: for whom a carer writes; 0 for oneself.

    Raises NotHere for a carer whom this patient does not let write there, NotShown without the token of the promise,
    CallInstead, BadText, Refused for a file that is no picture, or what `before_typing` raises.
    """
    if not patient_id:
        only_patients(by)
    here = door(practice_id)
    if here is None:
        raise NotHere
    reason = before_typing(by, here, begun.reason, patient_id=patient_id)
    about = shown.about(reason, patient_id=patient_id)
    told = shown.read(token, persona_id=by.persona_id, practice_id=practice_id, about=about)
    with side(by):
        return _begun_once(by, here, begun, reason, message_id=told.message_id, patient_id=patient_id)


def _begun_once(by: Viewer, here: Door, begun: Begun, reason: Reason, *, message_id: int, patient_id: int) -> Thread:
    whose = patient_id or by.persona_id
    twice = Message.objects.filter(id=message_id, patient_id=whose).select_related("thread").first()
    if twice is not None:
        return twice.thread
    words = words_taken(begun.words)
    subject = taken_line(begun.subject, field="subject", name="The heading", at_most=LONGEST_SUBJECT)
    limits.require(TO_PRACTICES, value=str(by.persona_id))
    if not patient_id:
        opening.count_stranger(by, here.practice.space_id)
    pictures = painted(by, begun.files)
    with transaction.atomic():
        channel = opening.channel_to_begin(by, here.practice.space_id, patient_id=patient_id)
        steps.open_channel(channel)
        if channel.pre_patient and not begun.anyway and sounds_urgent(words, country=here.practice.country):
            raise CallInstead
        thread = new_thread(channel, reason, subject)
        send_in(thread, words, by=by, message_id=message_id, here=here, pictures=pictures)
        _say_when_closed(channel, thread, here)
        steps.note_down("thread.begun", by=by, thread=thread)
    return thread


def write(*, by: Viewer, thread_id: int, words: str, token: str, files: Sequence[bytes] = ()) -> Message:
    """Write in one's own thread, or as a carer whom its patient let, and return the message.

    Sent a second time by the same form, nothing is added.

    Raises NotHere, Refused `thread_closed`, `channel_closed` or `window_over`, BadText, or NotShown for a stale form.
    """
    said, pictures = words_taken(words), painted(by, files)
    with side(by), transaction.atomic():
        thread = steps.own_thread(by, thread_id, herself=False)
        told = shown.read(token, persona_id=by.persona_id, practice_id=thread.practice_id, about=f"thread:{thread.id}")
        twice = Message.objects.filter(id=told.message_id, thread=thread).first()
        if twice is not None:
            return twice
        may_bring(by, thread.channel, administrative=thread.administrative)
        _may_write(thread)
        limits.require(TO_PRACTICES, value=str(by.persona_id))
        here = door(thread.practice_id)
        if here is None:
            raise NotHere
        message = send_in(thread, said, by=by, message_id=told.message_id, here=here, pictures=pictures)
        _say_when_closed(thread.channel, thread, here)
        steps.note_down("message.sent", by=by, thread=thread, message=message)
    return message


def _may_write(thread: Thread) -> None:
    steps.open_channel(thread.channel)
    if thread.state == State.CLOSED:
        again = thread.closed_at is not None and may_reopen(closed_at=thread.closed_at, at=now())
        do = "Open it again, then write." if again else "Begin something new."
        raise Refused("This conversation is closed.", do=do, code="thread_closed")
    if not may_write_back(thread.reply_until_at, at=now()):
        raise Refused("The time for an answer here is over.", do="Begin something new.", code="window_over")


def new_thread(channel: Channel, reason: Reason, subject: str) -> Thread:
    """Save a new thread of a channel. The caller is in a transaction, and asked whether it may be begun."""
    thread = Thread(
        channel=channel,
        practice_id=channel.practice_id,
        patient_id=channel.patient_id,
        reason=reason.key,
        administrative=reason.administrative,
        urgent=reason.urgent,
    )
    if subject:
        thread.subject_sealed = vault().seal(subject, thread.place(), key_no=key_no_of(channel.patient_id))
    thread.save(force_insert=True)
    return thread


def send_in(
    thread: Thread,
    words: str,
    *,
    by: Viewer,
    message_id: int,
    here: Door,
    pictures: Sequence[CleanImage] = (),
) -> Message:
    """Add a message of the patient's: the practice owes an answer from now on, by what it promises now."""
    moment = now()
    message = in_thread(thread, id=message_id, by_patient=True, author_id=by.persona_id, name=steps.name_of(by))
    message.sent_at, message.for_name = moment, steps.patients_name(by, thread)
    put(message, words, pictures)
    fields = steps.moved(thread, Move.WROTE)
    if thread.asked_at is None:
        thread.asked_at, thread.due_at = moment, here.promise.by
    thread.first_asked_at = thread.first_asked_at or moment
    thread.wakes_at, thread.last_message_id, thread.last_by_patient = None, message.id, True
    if thread.reply_until_at is not None:
        thread.reply_until_at = moment  # one reply, and it is written
    more = ["asked_at", "due_at", "first_asked_at", "wakes_at", "last_message_id", "last_by_patient", "reply_until_at"]
    thread.save(update_fields=[*fields, *more])
    publish(Wrote(thread_id=thread.id, practice_id=thread.practice_id, message_id=message.id, urgent=thread.urgent))
    return message


def _say_when_closed(channel: Channel, thread: Thread, here: Door) -> None:
    """Say once in a quarter of an hour that nobody is there, and when somebody is. What is urgent is told to call."""
    moment = now()
    if hours.is_open(here.times, moment) or not may_auto_reply(last_at=channel.auto_at, at=moment):
        return
    opens = f" It opens {promise.say(here.opens_at, times=here.times, at=moment)}." if here.opens_at else ""
    call = f" Call {here.practice.telephone}." if here.practice.telephone else ""
    on_call = " Whoever is on call is told." if thread.urgent else ""
    words = f"The practice is closed now.{opens}{on_call} If it can't wait: call {here.emergency.number}.{call}"
    put(in_thread(thread, kind="system", code="closed_now", sent_at=moment), words)
    channel.auto_at = moment
    channel.save(update_fields=["auto_at"])
