"""One message of a conversation for a report: what the other side wrote, to who has read it on hers.

What is handed over is that one message. Which practice, which patient and which conversation it is from is told to
nobody by it (docs/decisions/0032).
"""

from dataclasses import dataclass

from bedside.areas.messaging.models import Message, Seen
from bedside.areas.messaging.queries.gate import gate
from bedside.areas.messaging.queries.sides import side, threads_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere


@dataclass(frozen=True)
class OtherSides:
    """A message that the viewer may report. `key_owner_id` is the patient, whose key seals its words anywhere.

    `as_team`: the viewer stands on the practice's side.
    """

    id: int
    thread_id: int
    author_id: int
    key_owner_id: int
    words: str
    as_team: bool
    pictures: int = 0  # that hang on it; they stay where they are


def of_other_side(viewer: Viewer, message_id: int) -> OtherSides:
    """Return a message that the other side wrote to the viewer's; raise NotHere for every other id alike.

    The patient and who writes for her report what a person of the practice wrote; the team what the patient's side
    wrote, each only what she has opened, and of records of substance use nothing. What the team says among itself and
    lines of the site are no messages.
    """
    if not viewer.confirmed:
        raise NotHere
    found = _to_patient(viewer, message_id) or _to_team(viewer, message_id)
    if found is None:
        raise NotHere
    return found


def _to_patient(viewer: Viewer, message_id: int) -> OtherSides | None:
    with side(viewer):
        rows = Message.objects.filter(thread__in=threads_of(viewer), by_patient=False)
        row = rows.filter(id=message_id, kind="message", author_id__isnull=False).first()
        return _shown(row, as_team=False) if row is not None else None


def _to_team(viewer: Viewer, message_id: int) -> OtherSides | None:
    rows = Message.objects.filter(by_patient=True, kind="message", author_id__isnull=False)
    row = rows.filter(id=message_id).first()
    if row is None:
        return None
    thread, _here = gate(viewer, row.thread_id)
    if thread.part2:
        return None  # 42 CFR part 2: nothing of it leaves the practice but by the patient's own hand
    hers = Seen.objects.filter(thread_id=row.thread_id, persona_id=viewer.persona_id, by_patient=False)
    return _shown(row, as_team=True) if hers.filter(upto_id__gte=row.id).exists() else None


def _shown(row: Message, *, as_team: bool) -> OtherSides:
    return OtherSides(
        id=row.id,
        thread_id=row.thread_id,
        author_id=row.author_id or 0,
        key_owner_id=row.patient_id,
        words=row.words,
        as_team=as_team,
        pictures=row.pictures.count(),
    )
