"""Pictures of messages, handed out after the same question as the thread that they hang in."""

from dataclasses import dataclass

from bedside.areas.messaging.models import Picture, Thread
from bedside.areas.messaging.queries.gate import gate, needs_why
from bedside.areas.messaging.queries.sides import side, threads_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere
from bedside.policy.practice.pictures import Attached, name_of

FACTS = ("id", "message_id", "media_type", "width", "height", "internal")


@dataclass(frozen=True)
class Hung:
    """A picture in a thread, without its bytes. `number` counts those of its message from 1."""

    id: int
    number: int
    width: int
    height: int


def on_my_side(viewer: Viewer, thread_id: int, picture_id: int) -> Picture:
    """Return a picture of a thread on the viewer's side; raise NotHere for every other, and for the team's own."""
    with side(viewer):
        rows = Picture.objects.filter(id=picture_id, internal=False)
        found = rows.filter(message__thread__in=threads_of(viewer).filter(id=thread_id)).first()
    if found is None:
        raise NotHere
    return found


def for_team(viewer: Viewer, thread_id: int, picture_id: int) -> Picture:
    """Return a picture of a thread that the viewer, on its team, may open; raise NotHere for every other.

    A sensitive thread for which no reason holds gives nothing either.
    """
    thread, _here = gate(viewer, thread_id)
    found = Picture.objects.filter(id=picture_id, message__thread=thread).first()
    if found is None or needs_why(thread, viewer.persona_id):
        raise NotHere
    return found


def hung_in(thread: Thread, *, internal: bool) -> dict[int, list[Hung]]:
    """Return the pictures of a thread by their messages; those of comments inside the team only where asked for.

    The caller asked whether the viewer may read the thread.
    """
    rows = Picture.objects.filter(message__thread=thread).only(*FACTS).order_by("id")
    found: dict[int, list[Hung]] = {}
    for row in rows if internal else rows.filter(internal=False):
        of_message = found.setdefault(row.message_id, [])
        of_message.append(Hung(row.id, len(of_message) + 1, row.width, row.height))
    return found


def attached_in(thread: Thread) -> dict[int, tuple[Attached, ...]]:
    """Return what a patient's copy of her thread holds of its pictures, by their messages."""
    found: dict[int, list[Attached]] = {}
    for row in Picture.objects.filter(message__thread=thread, internal=False).order_by("id"):
        found.setdefault(row.message_id, []).append(attached(row, len(found.get(row.message_id, ())) + 1))
    return {message: tuple(pictures) for message, pictures in found.items()}


def attached(row: Picture, number: int) -> Attached:
    """Return a picture as a copy holds it."""
    name = name_of(number, of_message=row.message_id, media_type=row.media_type)
    return Attached(name=name, media_type=row.media_type, width=row.width, height=row.height, data=row.data)
