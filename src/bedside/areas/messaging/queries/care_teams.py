"""Care teams as their patient reads them, and as the practices do that she named: nobody else learns that there is one.

Each read asks anew whether the consent holds: for the practices a care team that is over does not exist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.messaging.models import CareMessage, CareSeen, CareTeam, CareThread, Channel
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import people_of, teams_of
from bedside.areas.practice.queries.seat import Seat, seat_in
from bedside.areas.practice.queries.working import desk
from bedside.areas.records.queries.sharing import Shared, shown_to
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import sharing
from bedside.policy.consents import care_team as rules
from bedside.policy.practice.roles import Right, may

MOST = 200  # threads of one care team on its page


@dataclass(frozen=True)
class Team:
    """A care team. `patient` is her name for the practices, "" on her own page; `held` says whether it holds now."""

    row: CareTeam
    patient: str
    practices: Sequence[str]
    held: bool
    new: bool  # the viewer has not opened all of it


@dataclass(frozen=True)
class Line:
    """A thread in the list of a care team."""

    id: int
    subject: str
    part2: bool
    begun_at: datetime
    new: bool


@dataclass(frozen=True)
class Talk:
    """A thread with its words. `places` are the names of the practices by their ids."""

    thread: CareThread
    team: Team
    messages: Sequence[CareMessage]
    openings: Sequence[CareSeen]
    places: Mapping[int, str]
    may_write: bool


def places_for(viewer: Viewer) -> dict[int, str]:
    """Return the practices that a patient can name: those that know her, and to which her channel is open."""
    if not viewer.confirmed:
        return {}
    rows = Channel.objects.filter(patient_id=viewer.persona_id, pre_patient=False, closed_at=None, relation="treating")
    found = {row.practice_id: row.practice.space.name for row in rows.select_related("practice__space")}
    return dict(sorted(found.items(), key=lambda one: (one[1].casefold(), one[0])))


def mine(viewer: Viewer) -> list[Team]:
    """Return the viewer's own care teams, newest first, with those that are over."""
    rows = CareTeam.objects.filter(patient_id=viewer.persona_id) if viewer.signed_in else CareTeam.objects.none()
    return [_team(viewer, row) for row in rows.order_by("-id")]


def my_team(viewer: Viewer, team_id: int) -> Team:
    """Return one of the viewer's own care teams; raise NotHere for every other id alike."""
    row = CareTeam.objects.filter(id=team_id, patient_id=viewer.persona_id).first() if viewer.confirmed else None
    if row is None:
        raise NotHere
    return _team(viewer, row)


def may_be_told(viewer: Viewer) -> bool:
    """Say whether the viewer is told how a care team comes about: on a practice's team, or of whom row B50 speaks."""
    asked = boundaries.ask(viewer, space="room", action="discuss identifiable shared patient", target="clinician")
    return asked.row.id == "B50" or bool(teams_of(viewer.persona_id))


def shared(viewer: Viewer) -> list[Team]:
    """Return the care teams that hold now and whose threads the viewer may open, newest first."""
    found = _reading(viewer)
    rows = CareTeam.objects.filter(patient__channels__practice_id__in=found, ended_at=None, until_at__gt=now())
    return [_team(viewer, row) for row in rows.distinct().order_by("-id") if not set(row.readers).isdisjoint(found)]


def gate(viewer: Viewer, team_id: int) -> tuple[CareTeam, Seat]:
    """Return a care team that holds now, and the viewer's seat in a practice of it; raise NotHere for all else."""
    row = CareTeam.objects.filter(id=team_id).first() if viewer.confirmed else None
    here = sorted(set(row.readers) & set(_reading(viewer))) if row is not None else []
    if row is None or not here or not rules.holds(row.consent, now()):
        raise NotHere
    return row, seat_in(viewer, here[0])


def shared_team(viewer: Viewer, team_id: int) -> Team:
    """Return a care team to somebody of its practices; raise NotHere for everybody else."""
    return _team(viewer, gate(viewer, team_id)[0])


def shared_record(viewer: Viewer, team_id: int) -> Shared | None:
    """Return what the patient of a care team shares with it of her record; None for nothing. Raises NotHere."""
    row, _seat = gate(viewer, team_id)
    found = shown_to(viewer, audience=sharing.team(row.id), persona_id=row.patient_id)
    return found[0] if found else None


def threads(viewer: Viewer, team: CareTeam) -> list[Line]:
    """Return the threads of a care team that the caller was given by one of the reads above, what moved last first."""
    seen = _seen_upto(viewer, team.threads.all())
    rows = team.threads.order_by("-last_message_id")[:MOST]
    return [
        Line(one.id, one.subject, one.part2, one.begun_at, seen.get(one.id, 0) < one.last_message_id) for one in rows
    ]


def is_new(viewer: Viewer) -> bool:
    """Say whether practices wrote to each other about the viewer what she has not read."""
    if not viewer.confirmed:
        return False
    rows = CareThread.objects.filter(patient_id=viewer.persona_id)
    seen = _seen_upto(viewer, rows)
    return any(last > seen.get(one, 0) for one, last in rows.values_list("id", "last_message_id"))


@as_system("whom a message of a care team concerns, who are told that there is one")
def told_of(message_id: int) -> list[int]:
    """Return who is told of a message: the patient, and in each practice who reads along, or else who may answer.

    Who wrote it is told nothing, and nobody of a practice once the consent has ended.
    """
    row = CareMessage.objects.filter(id=message_id).select_related("thread__team").first()
    if row is None:
        return []
    readers = row.readers if rules.holds(row.thread.team.consent, now()) else []
    told = [row.patient_id]
    for practice_id in readers:
        told += _reading_along(practice_id, row.thread)
    return [one for one in dict.fromkeys(told) if one != row.author_id]


def _reading_along(practice_id: int, thread: CareThread) -> list[int]:
    able = {one.persona.id: one.roles for one in people_of(practice_id) if may(Right.READ_HEALTH, roles=one.roles)}
    along = set(thread.openings.filter(practice_id=practice_id).values_list("persona_id", flat=True)) & set(able)
    return sorted(along) or [one for one, roles in able.items() if may(Right.ANSWER, roles=roles)]


def my_talk(viewer: Viewer, thread_id: int) -> Talk:
    """Return a thread about the viewer with all its words; raise NotHere for every other id alike."""
    row = CareThread.objects.filter(id=thread_id, patient_id=viewer.persona_id).first() if viewer.confirmed else None
    if row is None:
        raise NotHere
    return _talk(viewer, row, row.team, may_write=False)


def gate_thread(viewer: Viewer, thread_id: int, *, lock: bool = False) -> tuple[CareThread, Seat]:
    """Return a thread that the viewer may open for her practice now; raise NotHere for every other id alike."""
    rows = CareThread.objects.select_for_update(of=("self",)) if lock else CareThread.objects.all()
    row = rows.filter(id=thread_id).first() if viewer.confirmed else None
    if row is None:
        raise NotHere
    return row, gate(viewer, row.team_id)[1]


def shared_talk(viewer: Viewer, thread_id: int) -> Talk:
    """Return a thread to somebody of its practices; `open_care_thread` wrote it down before."""
    row, here = gate_thread(viewer, thread_id)
    return _talk(viewer, row, row.team, may_write=here.may(Right.ANSWER))


def last_opened(thread: CareThread, persona_id: int) -> CareSeen | None:
    """Return when this person last opened a thread."""
    return thread.openings.filter(persona_id=persona_id).order_by("-id").first()


def _reading(viewer: Viewer) -> list[int]:
    """Return the practices in which the viewer reads what is about health."""
    if not viewer.confirmed:
        return []
    return [one for one, roles in teams_of(viewer.persona_id).items() if may(Right.READ_HEALTH, roles=roles)]


def _team(viewer: Viewer, row: CareTeam) -> Team:
    own = row.patient_id == viewer.persona_id
    patient = "" if own else people.names(viewer, [row.patient_id]).get(row.patient_id, ("", ""))[0]
    held = rules.holds(row.consent, now())
    new = not own and held and any(line.new for line in threads(viewer, row))
    return Team(row, patient, list(_names(row.named).values()), held, new)


def _talk(viewer: Viewer, thread: CareThread, team: CareTeam, *, may_write: bool) -> Talk:
    return Talk(
        thread=thread,
        team=_team(viewer, team),
        messages=list(thread.messages.order_by("id")),
        openings=list(thread.openings.order_by("-id")[:50]),
        places=_names(team.named),
        may_write=may_write,
    )


def _names(practices: Sequence[int]) -> dict[int, str]:
    with as_system("the names of practices that were named, also one whose page is found by invitation only"):
        found = {one: practice.space.name for one in practices if (practice := desk(practice_id=one))}
    return dict(sorted(found.items(), key=lambda one: (one[1].casefold(), one[0])))


def _seen_upto(viewer: Viewer, which: QuerySet[CareThread]) -> dict[int, int]:
    rows = CareSeen.objects.filter(thread__in=which, persona_id=viewer.persona_id).order_by("id")
    return dict(rows.values_list("thread_id", "upto_id"))
