"""The practice answers, signed by a person (boundary row B58), and writes first (B57).

Two people may answer at once: the second is told what the first one wrote, keeps her words, and sends them if she still
wants to. Nothing is sent twice by the same form.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from bedside.areas.messaging.actions.pictures import painted
from bedside.areas.messaging.actions.steps import name_of, open_channel
from bedside.areas.messaging.actions.team import steps
from bedside.areas.messaging.actions.writing import in_thread, put, words_taken
from bedside.areas.messaging.events import Answered
from bedside.areas.messaging.models import Channel, Message, Thread
from bedside.areas.messaging.queries.gate import may_answer
from bedside.areas.people import queries as people
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries.seat import Seat, seat_in
from bedside.areas.practice.queries.working import grants_to
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.images import CleanImage
from bedside.kit.outbox.actions import publish
from bedside.kit.texts import taken_line
from bedside.kit.vault import vault
from bedside.policy.practice import templates, voices
from bedside.policy.practice.reasons import REASONS
from bedside.policy.practice.roles import Right
from bedside.policy.practice.threads import Move, State, reply_until, window_problem

LONGEST_SUBJECT = 120


class AnsweredMeanwhile(Refused):
    """Somebody else answered while this was written. The words are handed back, to be sent or not."""

    code = "answered_meanwhile"


@dataclass(frozen=True)
class Reply:
    """An answer. `key` is the id that the form gave it; `seen` the newest message that stood above the form.

    `speaks_for` names a colleague under a delegation, 0 for none. `window`: for how many hours the patient may write
    back, once; 0: at any time.
    """

    words: str
    key: int
    seen: int
    speaks_for: int = 0
    files: Sequence[bytes] = ()
    window: int = 0


def answer(*, by: Viewer, thread_id: int, reply: Reply) -> Message:
    """Answer a patient, and return the message; sent a second time by the same form, nothing is added.

    Raises NotHere, WhyFirst, NotAllowed for who reads but does not answer, AnsweredMeanwhile, Refused for a place of a
    template that is still to be filled in, for a closed thread and for a file that is no picture, or BadText.
    """
    return _sent(words_taken(reply.words), painted(by, reply.files), by=by, thread_id=thread_id, reply=reply)


@transaction.atomic
def _sent(words: str, pictures: Sequence[CleanImage], *, by: Viewer, thread_id: int, reply: Reply) -> Message:
    thread, here = steps.held(by, thread_id)
    if not may_answer(here, thread):
        raise NotAllowed("Your role in this practice does not include answering.", do="Assign it to a colleague.")
    twice = Message.objects.filter(id=reply.key, thread=thread, author_id=by.persona_id).first()
    if twice is not None:
        return twice
    open_channel(thread.channel)
    _nobody_else(thread, reply, by)
    _nothing_missing(words)
    for_name = _spoken_for(here, thread, reply.speaks_for, by)
    _window_fits(thread, reply.window)
    message = in_thread(thread, author_id=by.persona_id, name=name_of(by), for_name=for_name, sent_at=now())
    if _may_be(reply.key, thread):
        message.id = reply.key
    put(message, words, pictures)
    _answered(thread, message, by=by, window=reply.window)
    told = {"message": message.id, "of": reply.speaks_for, "window": reply.window}
    steps.note_down("message.answered", by=by, here=here, thread=thread, **told)
    return message


def _may_be(key: int, thread: Thread) -> bool:
    """Say whether a message of this moment can have the id that its form gave it.

    Ids put a thread in order and say what was read: one of tomorrow would stay the newest for ever, and one from before
    the newest message would stand above it. Such an answer gets an id of its own.
    """
    newest = thread.last_message_id or thread.id
    return newest < key < new_id() and not Message.objects.filter(id=key).exists()


@transaction.atomic
def write_first(*, by: Viewer, channel_id: int, subject: str, words: str, window: int = 0) -> Thread:
    """Begin a thread from the practice's side: in a channel that the patient opened, and never before (B57).

    Raises NotHere for a channel that is no channel of her practice, NotAllowed, BadText, Refused `channel_closed` or
    `not_known` for somebody whom the practice does not know yet.
    """
    said = words_taken(words)
    heading = taken_line(subject, field="subject", name="The heading", at_most=LONGEST_SUBJECT)
    channel = Channel.objects.select_for_update().filter(id=channel_id).first() if by.confirmed else None
    if channel is None:
        raise NotHere
    here = seat_in(by, channel.practice_id)
    steps.with_right(here, Right.READ_HEALTH)
    steps.with_right(here, Right.ANSWER)
    open_channel(channel)
    if channel.pre_patient:
        raise Refused("They have not shown a code yet.", do="Answer what they asked.", code="not_known")
    thread = Thread(channel=channel, practice_id=channel.practice_id, patient_id=channel.patient_id)
    thread.reason, thread.administrative = "from_practice", REASONS["from_practice"].administrative
    _window_fits(thread, window)
    if heading:
        thread.subject_sealed = vault().seal(heading, thread.place(), key_no=key_no_of(channel.patient_id))
    thread.state, thread.owner_id = State.WAITING_PATIENT.value, by.persona_id
    thread.save(force_insert=True)
    message = put(in_thread(thread, author_id=by.persona_id, name=name_of(by), sent_at=now()), said)
    _answered(thread, message, by=by, window=window)
    steps.note_down("thread.written_first", by=by, here=here, thread=thread, message=message.id, window=window)
    return thread


def _answered(thread: Thread, message: Message, *, by: Viewer, window: int) -> None:
    """Let the thread wait for its patient. One that she had deleted comes back: a new message has to reach her."""
    if thread.state != State.WAITING_PATIENT:
        thread.state = steps.moved(thread, Move.ANSWERED).value
    if thread.first_asked_at is not None:
        thread.first_answer_at = thread.first_answer_at or message.sent_at
    thread.owner_id = thread.owner_id or by.persona_id
    thread.asked_at = thread.due_at = thread.wakes_at = thread.hidden_at = None
    thread.reply_until_at = reply_until(window, at=message.sent_at)
    thread.last_message_id, thread.last_by_patient = message.id, False
    fields = ["state", "first_answer_at", "owner", "asked_at", "due_at", "wakes_at", "hidden_at"]
    thread.save(update_fields=[*fields, "reply_until_at", "last_message_id", "last_by_patient"])
    thread.answering.filter(persona_id=by.persona_id).delete()
    publish(Answered(thread_id=thread.id, patient_id=thread.patient_id, message_id=message.id))


def _nobody_else(thread: Thread, reply: Reply, by: Viewer) -> None:
    others = thread.messages.filter(kind="message", by_patient=False, id__gt=reply.seen).exclude(
        author_id=by.persona_id
    )
    newest = others.order_by("-id").first()
    if newest is not None:
        what = f"{newest.name or 'A colleague'} answered while you were writing."
        do = "Read the answer above. Your words are still in the box: send them, or leave it."
        raise AnsweredMeanwhile(what, do=do, field="words")


def _window_fits(thread: Thread, window: int) -> None:
    problem = window_problem(window, urgent=thread.urgent)
    if problem is not None:
        raise Refused(problem.what, do="Leave it at any time.", code=problem.code, field="window")


def _nothing_missing(words: str) -> None:
    missing = templates.unfilled(words)
    if missing:
        what = f"This is still to be filled in: {', '.join(missing)}."
        raise Refused(what, do="Type it in place of the brackets, or take it out.", code="unfilled", field="words")


def _spoken_for(here: Seat, thread: Thread, of: int, by: Viewer) -> str:
    if not of:
        return ""
    grants = grants_to(here.practice.space_id, by.persona_id)
    steps.colleague(here, of)
    if not voices.may_answer_for(grants, of=of, to=by.persona_id, reason=thread.reason, at=now()):
        raise NotHere
    return people.names(by, [of]).get(of, ("", ""))[0]
