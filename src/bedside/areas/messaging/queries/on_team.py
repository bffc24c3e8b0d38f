"""One thread as the team reads it, and what the team needs to work on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count

from bedside.areas.messaging.models import Answering, CallRequest, Message, Seen, Thread
from bedside.areas.messaging.queries.gate import WhyFirst, gate, may_answer, may_read, needs_why
from bedside.areas.messaging.queries.pictures import Hung, hung_in
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.models import Template
from bedside.areas.practice.queries import Colleague, people_of
from bedside.areas.practice.queries.seat import Seat
from bedside.areas.practice.queries.working import grants_to, on_duty, usable_templates
from bedside.kit.clock import now
from bedside.policy.practice import roles as rules
from bedside.policy.practice.roles import Case, may_be_handed
from bedside.policy.practice.threads import State
from bedside.policy.practice.voices import holds

STILL_OPEN: Final = timedelta(minutes=15)  # how long somebody counts as having a thread open


@dataclass(frozen=True)
class TeamThread:
    """A thread with its words. `patient` is the name that she uses here; `others` have it open now."""

    thread: Thread
    seat: Seat
    patient: str
    messages: Sequence[Message]
    pictures: Mapping[int, Sequence[Hung]]
    openings: Sequence[Seen]
    others: Sequence[str]
    calls: Sequence[CallRequest]
    may_answer: bool
    colleagues: Sequence[Colleague]
    may_speak_for: Sequence[Persona]
    templates: Sequence[Template]


def is_closed_to(viewer: Viewer, thread_id: int) -> bool:
    """Say whether a thread that the viewer may open asks for a reason first; raise NotHere as `gate` does."""
    thread, _here = gate(viewer, thread_id)
    return needs_why(thread, viewer.persona_id)


def team_thread(viewer: Viewer, thread_id: int) -> TeamThread:
    """Return a thread with its words for the team; `open_thread` wrote it down before.

    Raises NotHere as `gate` does, and WhyFirst for a sensitive thread without a reason that still holds.
    """
    thread, here = gate(viewer, thread_id)
    if needs_why(thread, viewer.persona_id):
        raise WhyFirst(field="why")
    patient = people.names(viewer, [thread.patient_id]).get(thread.patient_id, ("", ""))[0]
    team = people_of(here.practice.space_id)
    return TeamThread(
        thread=thread,
        seat=here,
        patient=patient,
        messages=list(thread.messages.order_by("id")),
        pictures=hung_in(thread, internal=True),
        openings=list(thread.readings.order_by("-id")[:20]),
        others=others_at(thread, viewer.persona_id),
        calls=list(thread.call_requests.order_by("-id")[:5]),
        may_answer=may_answer(here, thread),
        colleagues=[one for one in team if may_be_handed(one.roles)],
        may_speak_for=may_speak_for(here, thread, team),
        templates=usable_templates(here.practice.space_id),
    )


def others_at(thread: Thread, persona_id: int) -> list[str]:
    """Return the names of those of the team who have the thread open now, without the viewer."""
    rows = Answering.objects.filter(thread=thread, at__gt=now() - STILL_OPEN).exclude(persona_id=persona_id)
    return list(rows.order_by("at").values_list("persona__name", flat=True))


def may_speak_for(here: Seat, thread: Thread, team: Sequence[Colleague]) -> list[Persona]:
    """Return for whom the viewer may answer in this thread: colleagues who gave her a grant that holds now."""
    grants = grants_to(here.practice.space_id, here.persona_id)
    given = {grant.of for grant in grants if holds(grant, reason=thread.reason, at=now())}
    return [one.persona for one in team if one.persona.id in given]


def carries(practice_id: int) -> dict[int, int]:
    """Return how many threads wait for each person of a team."""
    rows = Thread.objects.filter(practice_id=practice_id, state=State.ASSIGNED, owner__isnull=False)
    return dict(rows.values_list("owner_id").annotate(Count("id")).values_list("owner_id", "id__count"))


def calls_waiting(here: Seat, *, day: date) -> list[CallRequest]:
    """Return the calls that are to be made up to a day, of threads that the viewer may open."""
    rows = CallRequest.objects.filter(
        practice_id=here.practice.space_id, called_at=None, withdrawn_at=None, day__lte=day
    )
    return [one for one in rows.select_related("thread").order_by("day", "opens")[:50] if may_read(here, one.thread)]


def owner_of(thread_id: int) -> int | None:
    """Return who has a thread, None where nobody has: for the site's own work."""
    return Thread.objects.filter(id=thread_id).values_list("owner_id", flat=True).first()


def called_for(practice_id: int) -> list[int]:
    """Return who is told of something urgent: who is on call now, or everybody who reads and answers such things."""
    duty = on_duty(practice_id, at=now())
    if duty:
        return duty
    urgent = Case(administrative=False, urgent=True)
    return [one.persona.id for one in people_of(practice_id) if rules.may_answer(urgent, roles=one.roles)]
