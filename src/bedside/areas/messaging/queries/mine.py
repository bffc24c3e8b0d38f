"""A patient's own side: her channels, her threads, and what she is told before she types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from bedside.areas.messaging import shown
from bedside.areas.messaging.models import Channel, Message, Seen, Thread
from bedside.areas.messaging.queries.boundary import may_bring
from bedside.areas.messaging.queries.for_patients import channel_for
from bedside.areas.messaging.queries.pictures import Hung, hung_in
from bedside.areas.messaging.queries.sides import side, threads_of
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import Door, answering, door
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.ids import made_at
from bedside.kit.viewing import as_system
from bedside.policy import guard
from bedside.policy.guard import Report
from bedside.policy.practice import workload
from bedside.policy.practice.reasons import REASONS, Reason, offered
from bedside.policy.practice.threads import State, may_reopen, may_write_back

PAGE = 50
URGENT_CARDS = frozenset({"emergency", "crisis", "call_today"})


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list. `new`: the practice wrote something that she has not opened."""

    id: int
    patient: str  # for whom somebody else acts; "" of one's own
    practice_id: int
    practice: str
    slug: str
    reason: Reason
    subject: str
    state: State
    at: datetime
    new: bool
    mark: int  # where the next page of a list begins


@dataclass(frozen=True)
class Opened:
    """Who opened a thread on the practice's side, when, up to which message."""

    name: str
    at: datetime
    upto_id: int


@dataclass(frozen=True)
class MyThread:
    """A thread as its patient reads it: without what the team says among itself."""

    thread: Thread
    channel: Channel
    door: Door
    reason: Reason
    messages: Sequence[Message]
    pictures: Mapping[int, Sequence[Hung]]
    openings: Sequence[Opened]
    herself: bool  # the viewer is the patient, and not who acts for her
    may_write: bool
    may_reopen: bool
    reply_until: datetime | None  # she may write back once, until then


def only_patients(viewer: Viewer) -> None:
    """Raise NotHere for a visitor, NotAllowed for who does not speak as a patient: only patients write to practices."""
    if not viewer.confirmed:
        raise NotHere
    if viewer.kind != "patient":
        raise NotAllowed(
            "Only patients write to a practice here.",
            do="If you have a patient persona, speak as that one. Or call the practice.",
            code="patients_only",
        )


def speaks_as_patient(viewer: Viewer) -> bool:
    """Say whether the viewer may have a channel at all: `only_patients` lets her pass."""
    return viewer.confirmed and viewer.kind == "patient"


def my_channel(viewer: Viewer, practice_id: int) -> Channel | None:
    """Return the viewer's channel to a practice; None where she has none, or speaks as somebody else."""
    if not viewer.signed_in:
        return None
    return Channel.objects.filter(practice_id=practice_id, patient_id=viewer.persona_id).first()


def my_channels(viewer: Viewer) -> list[Channel]:
    """Return the viewer's channels, by the practice's name."""
    if not viewer.signed_in:
        return []
    rows = Channel.objects.filter(patient_id=viewer.persona_id).select_related("practice__space")
    return sorted(rows, key=lambda row: (row.practice.space.name.casefold(), row.id))


def my_threads(viewer: Viewer, *, practice_id: int | None = None, before: int | None = None) -> list[ThreadLine]:
    """Return the threads on the viewer's side, what moved last first: all, or those with one practice.

    One more than a page. For a carer those of the patients who let her write, each with the patient's name.
    """
    rows = threads_of(viewer)
    if practice_id is not None:
        rows = rows.filter(practice_id=practice_id)
    if before is not None:
        rows = rows.filter(last_message_id__lt=before)
    seen = Seen.objects.filter(by_patient=True, persona_id=viewer.persona_id).order_by("-id")
    hers = Prefetch("readings", seen, to_attr="hers")
    found = rows.select_related("channel__practice__space").prefetch_related(hers).order_by("-last_message_id")
    with side(viewer):
        lines = list(found[: PAGE + 1])
    others = people.names(viewer, {row.patient_id for row in lines} - {viewer.persona_id})
    return [_line(row, others.get(row.patient_id, ("", ""))[0]) for row in lines]


def has_new(viewer: Viewer) -> bool:
    """Say whether a practice wrote something that the viewer has not opened: for the mark in the menu."""
    return viewer.kind == "patient" and any(line.new for line in my_threads(viewer)[:PAGE])


def my_thread(viewer: Viewer, thread_id: int) -> MyThread:
    """Return a thread on the viewer's side with its words; raise NotHere for every other id alike."""
    rows = threads_of(viewer).filter(id=thread_id)
    with side(viewer):
        thread = rows.select_related("channel").first()
        here = door(thread.practice_id) if thread is not None else None
        if thread is None or here is None:
            raise NotHere
        return _opened(viewer, thread, here)


def _opened(viewer: Viewer, thread: Thread, here: Door) -> MyThread:
    messages = thread.messages.exclude(kind="internal").order_by("id")
    seen = thread.readings.filter(by_patient=False).order_by("id")
    ended, closed = thread.channel.closed_at is not None, thread.state == State.CLOSED
    window = may_write_back(thread.reply_until_at, at=now())
    writes = not ended and not closed and window
    herself = thread.patient_id == viewer.persona_id
    again = thread.closed_at is not None and may_reopen(closed_at=thread.closed_at, at=now())
    return MyThread(
        thread=thread,
        channel=thread.channel,
        door=here,
        reason=REASONS[thread.reason],
        messages=list(messages),
        pictures=hung_in(thread, internal=False),
        openings=[Opened(one.name, one.opened_at, one.upto_id) for one in seen],
        herself=herself,
        may_write=writes,
        may_reopen=herself and not ended and again,
        reply_until=thread.reply_until_at if writes else None,
    )


def channel_at(viewer: Viewer, here: Door, patient_id: int) -> Channel | None:
    """Return in which channel the viewer would write at this door: her own, or that of a patient who lets her."""
    practice_id = here.practice.space_id
    return channel_for(viewer, practice_id, patient_id) if patient_id else my_channel(viewer, practice_id)


def reasons_for(viewer: Viewer, here: Door, *, patient_id: int = 0) -> list[Reason]:
    """Return the reasons that the viewer may pick at this door: of the office only while the practice knows her not.

    `patient_id`: for whom a carer writes; 0 for oneself.
    """
    channel = channel_at(viewer, here, patient_id)
    return offered(pre_patient=channel is None or channel.pre_patient or channel.relation == "former")


def before_typing(viewer: Viewer, here: Door, reason: str, *, patient_id: int = 0) -> Reason:
    """Return the reason that was picked; raise Refused, before a word is typed, where nothing can be begun for it.

    NotHere for a carer whom this patient does not let write there. `no_such_reason`; `channel_closed`;
    `not_accepting` and `team_full` with the telephone number. What is urgent passes.
    """
    offers = reasons_for(viewer, here, patient_id=patient_id)
    picked = next((one for one in offers if one.key == reason), None)
    if picked is None:
        raise Refused("Choose what it is about.", do="Pick one from the list.", code="no_such_reason", field="reason")
    channel, telephone = channel_at(viewer, here, patient_id), here.practice.telephone
    if channel is not None and channel.closed_at is not None:
        do = "Open them again first. Or call the practice."
        raise Refused("You ended your messages with this practice.", do=do, code="channel_closed")
    may_bring(viewer, channel, administrative=picked.administrative)
    if picked.urgent:
        return picked
    if not here.practice.accepting:
        do = f"Please call {telephone}." if telephone else "Please call the practice."
        raise Refused("The practice takes no new messages at the moment.", do=do, code="not_accepting")
    if not workload.takes(load(here), urgent=False):
        raise Refused(workload.refused(telephone), do="What you began before goes on.", code="team_full")
    return picked


def token_for(viewer: Viewer, here: Door, reason: Reason, *, patient_id: int = 0) -> str:
    """Return the token that says that the promise was shown to the viewer, for a form on the same page."""
    about = shown.about(reason, patient_id=patient_id)
    return shown.token(persona_id=viewer.persona_id, practice_id=here.practice.space_id, about=about)


def token_in(viewer: Viewer, thread: Thread) -> str:
    """Return the token for the form below a thread."""
    return shown.token(persona_id=viewer.persona_id, practice_id=thread.practice_id, about=f"thread:{thread.id}")


def load(here: Door) -> workload.Load:
    """Return what the team of a practice carries: counted as far as its cap, which is all that matters."""
    people, practice = answering(here.practice.space_id), here.practice
    waiting = Thread.objects.filter(practice_id=practice.space_id, state__in=(State.OPEN, State.ASSIGNED))
    with as_system("how much a team carries"):
        many = waiting[: people * practice.cap + 1].count()
    return workload.Load(waiting=many, answering=people, cap=practice.cap)


def report_on(words: str, *, country: str) -> Report:
    """Return what the guard says of a patient's words: only how urgent they sound is used here."""
    return guard.inspect(words, guard.Facts(role="patient", audience="practice", country=country or None))


def sounds_urgent(words: str, *, country: str) -> bool:
    """Say whether the guard would show a card that says to call."""
    return report_on(words, country=country).urgency.card in URGENT_CARDS


def _line(row: Thread, patient: str) -> ThreadLine:
    practice, seen = row.channel.practice, row.hers[0].upto_id if row.hers else 0  # type: ignore[attr-defined]
    last = row.last_message_id or row.id
    return ThreadLine(
        id=row.id,
        patient=patient,
        practice_id=row.practice_id,
        practice=practice.space.name,
        slug=practice.space.slug,
        reason=REASONS[row.reason],
        subject=row.subject,
        state=State(row.state),
        at=made_at(last),
        new=not row.last_by_patient and last > seen,
        mark=last,
    )
