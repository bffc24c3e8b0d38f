"""Where a carer may begin something for who lets her write to practices: asked anew for each page and each press."""

from django.db.models import Count, Q, QuerySet

from bedside.areas.messaging.models import Channel
from bedside.areas.messaging.queries.sides import patients_of, side
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import Door, door
from bedside.kit.errors import NotHere
from bedside.policy.practice.carers import There, may_begin


def doors_for(viewer: Viewer, patient_id: int) -> list[Door]:
    """Return the practices to which the viewer may write for a patient, by name; NotHere where she was not let."""
    with side(viewer):
        rows = [one for one in _channels(viewer, patient_id) if _may_begin(one)]
        found = [door(one.practice_id) for one in rows]
    return sorted((one for one in found if one is not None), key=lambda one: one.space.name.casefold())


def channel_for(viewer: Viewer, practice_id: int, patient_id: int) -> Channel:
    """Return the channel in which the viewer may begin something for a patient; raise NotHere for every other."""
    with side(viewer):
        found = _channels(viewer, patient_id).filter(practice_id=practice_id).first()
    if found is None or not _may_begin(found):
        raise NotHere
    return found


def _channels(viewer: Viewer, patient_id: int) -> QuerySet[Channel]:
    if patient_id not in patients_of(viewer):
        raise NotHere
    private = Count("threads", filter=Q(threads__sensitive=True) | Q(threads__part2=True))
    rows = Channel.objects.filter(patient_id=patient_id).select_related("practice__space")
    return rows.annotate(many=Count("threads"), private=private)


def _may_begin(row: Channel) -> bool:
    counts = {"threads": row.many, "private": row.private}  # type: ignore[attr-defined]
    ended = row.closed_at is not None
    return may_begin(There(relation=row.relation, pre_patient=row.pre_patient, ended=ended, **counts))
