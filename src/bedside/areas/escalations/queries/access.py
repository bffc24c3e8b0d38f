"""Which escalation a viewer may work on, and which is her own; every other one does not exist for her."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from bedside.areas.escalations.models import Escalation, PrivateMessage
from bedside.areas.escalations.queries import duty
from bedside.areas.people import persons
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system

BOARD = "who is on duty works on what is somebody else's"


def for_duty(viewer: Viewer, escalation_id: int, *, lock: bool = False) -> Escalation:
    """Return an escalation that the viewer may work on now; raise NotHere.

    It is never her own, whichever of her personas wrote the post.
    """
    row = _found(escalation_id, lock=lock, queued=True) if duty.on_duty(viewer) else None
    if row is None or row.author_id in persons.faces_of(viewer.persona_id):
        raise NotHere
    return row


def own(viewer: Viewer, escalation_id: int, *, lock: bool = False) -> Escalation:
    """Return the viewer's own escalation; raise NotHere."""
    row = _found(escalation_id, lock=lock, author_id=viewer.persona_id) if viewer.signed_in else None
    if row is None:
        raise NotHere
    return row


@as_system(BOARD)
def _found(escalation_id: int, *, lock: bool, **which: Any) -> Escalation | None:
    rows = Escalation.objects.filter(id=escalation_id, **which)
    return (rows.select_for_update() if lock else rows).first()


@as_system(BOARD)
def answered_at(ids: Iterable[int]) -> dict[int, datetime]:
    """Return when the author of each of these escalations last wrote in the private thread. The caller may know."""
    rows = PrivateMessage.objects.filter(escalation_id__in=list(ids), from_author=True).order_by()
    return dict(rows.values_list("escalation_id").annotate(Max("at")))


@as_system(BOARD)
def rows_for_duty(viewer: Viewer, ids: Iterable[int]) -> list[Escalation]:
    """Return those of these escalations that the viewer may work on, in the order of the board."""
    if not duty.on_duty(viewer):
        return []
    mine = persons.faces_of(viewer.persona_id)
    return list(Escalation.objects.filter(id__in=list(ids), queued=True).exclude(author_id__in=mine))
