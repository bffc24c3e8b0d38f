"""The rota: planned by the safety lead or an administrator, published whole, swapped and left by those on it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.escalations.events import ShiftOffered
from bedside.areas.escalations.models import Absence, Rota, Shift
from bedside.areas.escalations.queries import duty, planned
from bedside.areas.people import handles
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy import rota

WHY = "the rota is planned"
LONGEST_SHIFT = timedelta(days=2)
LONGEST_ROTA = timedelta(days=100)


@transaction.atomic
def add_shift(*, by: Viewer, handle: str, role: str, begins: datetime, ends: datetime, place: int = 1) -> int:
    """Plan one shift; return its id. It counts when the rota is published. Raises NotHere, Refused."""
    persona = _who(by, handle, role)
    _fits(begins, ends, place, longest=LONGEST_SHIFT)
    with as_system(WHY):
        row = Shift.objects.create(persona_id=persona.id, role=role, begins_at=begins, ends_at=ends, place=place)
    record("rota.shift", by=by.persona_id, about=("shift", row.id))
    return row.id


@transaction.atomic
def add_week(
    *,
    by: Viewer,
    handle: str,
    role: str,
    weekdays: tuple[int, ...],
    begins: time,
    ends: time,
    first: date,
    last: date,
    zone: str,
    place: int = 1,
) -> int:
    """Plan a shift of these weekdays (0 is Monday) between two days, by the clocks of `zone`; return how many.

    Nights on which the clocks change have no hole. Raises NotHere, Refused.
    """
    persona = _who(by, handle, role)
    try:
        where = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused("Choose a time zone, such as Europe/London.", code="no_such_zone", field="zone") from error
    if not timedelta(0) <= last - first <= LONGEST_ROTA or not set(weekdays) <= set(range(7)):
        raise Refused("Plan 100 days at most.", do="Choose other days.", code="days", field="last")
    pattern = [rota.Weekly(persona.id, role, day, begins, ends, place) for day in sorted(set(weekdays))]
    found = rota.weeks(pattern, first, last, where)
    for one in found:
        _fits(one.begins, one.ends, place, longest=LONGEST_SHIFT)
    with as_system(WHY):
        Shift.objects.bulk_create(
            Shift(persona_id=one.person, role=one.role, begins_at=one.begins, ends_at=one.ends, place=one.place)
            for one in found
        )
    record("rota.week", by=by.persona_id, shifts=len(found))
    return len(found)


@transaction.atomic
def drop_shift(*, by: Viewer, shift_id: int) -> None:
    """Take a planned or published shift away; raise NotHere."""
    _plans(by)
    with as_system(WHY):
        gone, _ = Shift.objects.filter(id=shift_id).delete()
    if not gone:
        raise NotHere
    record("rota.drop", by=by.persona_id, about=("shift", shift_id))


@transaction.atomic
def publish_rota(*, by: Viewer, begins: datetime, ends: datetime, gaps_told: bool = False) -> None:
    """Publish all shifts that touch a stretch of time.

    Refused where nobody would be on duty for a part of it, so that the clock of an emergency would run for nobody:
    unless `gaps_told`, and then every page tells members when nobody reads. Raises NotHere for who may not.
    """
    _plans(by)
    _fits(begins, ends, 1, longest=LONGEST_ROTA)
    with as_system(WHY):
        rows = list(Shift.objects.select_for_update().filter(begins_at__lt=ends, ends_at__gt=begins))
        away = list(Absence.objects.filter(begins_at__lt=ends, ends_at__gt=begins))
    live = [row for row in rows if duty.eligible(row.persona_id, row.role)]
    if not rota.may_publish(planned.open_gaps(live, away, begins, ends), told=gaps_told):
        what = "There are hours in which nobody is on duty."
        do = "Fill them, or tell members that no one reads then."
        raise Refused(what, do=do, code="rota_gap", field="gaps_told")
    with as_system(WHY):
        Shift.objects.filter(id__in=[row.id for row in rows]).update(published=True)
        Rota.objects.create(begins_at=begins, ends_at=ends, published_by=by.persona_id, gaps_told=gaps_told)
    record("rota.publish", by=by.persona_id, shifts=len(rows), gaps_told=gaps_told)


@transaction.atomic
def away(*, by: Viewer, begins: datetime, ends: datetime) -> int:
    """Say when one is away; return the absence's id. Raises NotHere for who is not on the rota, Refused."""
    if not planned.on_rota(by):
        raise NotHere
    _fits(begins, ends, 1, longest=timedelta(days=400))
    with as_system(WHY):
        row = Absence.objects.create(persona_id=by.persona_id, begins_at=begins, ends_at=ends)
    record("rota.away", by=by.persona_id, about=("absence", row.id))
    return row.id


@transaction.atomic
def back(*, by: Viewer, absence_id: int) -> None:
    """Take one's own absence back; raise NotHere."""
    with as_system(WHY):
        gone, _ = Absence.objects.filter(id=absence_id, persona_id=by.persona_id).delete()
    if not gone:
        raise NotHere
    record("rota.back", by=by.persona_id, about=("absence", absence_id))


@transaction.atomic
def offer(*, by: Viewer, shift_id: int, handle: str) -> None:
    """Ask a colleague to take over one's own shift: it stays one's own until she does. Raises NotHere, Refused."""
    with as_system(WHY):
        row = Shift.objects.select_for_update().filter(id=shift_id, persona_id=by.persona_id).first()
    if row is None or not by.signed_in or row.ends_at <= now():
        raise NotHere
    persona = handles.seen_by(by, handle)
    if persona.id == by.persona_id or not _may_do(persona.id, row.role):
        raise _not_eligible(row.role)
    row.offered_to = persona.id
    with as_system(WHY):
        row.save(update_fields=["offered_to"])
    record("rota.offer", by=by.persona_id, about=("shift", row.id))
    publish(ShiftOffered(shift_id=row.id, persona_id=persona.id))


@transaction.atomic
def take(*, by: Viewer, shift_id: int) -> None:
    """Take over a shift that was offered to one; raise NotHere for every other, Refused where one may not do it now."""
    with as_system(WHY):
        offered = Shift.objects.filter(id=shift_id, offered_to=by.persona_id, ends_at__gt=now())
        row = offered.select_for_update().first() if by.signed_in else None
    if row is None:
        raise NotHere
    if not _may_do(by.persona_id, row.role):
        raise _not_eligible(row.role)
    row.persona_id, row.offered_to = by.persona_id, None
    with as_system(WHY):
        row.save(update_fields=["persona_id", "offered_to"])
    record("rota.take", by=by.persona_id, about=("shift", row.id))


def _plans(by: Viewer) -> None:
    if not planned.may_plan(by):
        raise NotHere


def _who(by: Viewer, handle: str, role: str) -> Persona:
    _plans(by)
    if role not in Shift.Role.values:
        raise Refused("Choose moderator or clinician.", code="no_such_role", field="role")
    persona = handles.seen_by(by, handle)
    if not _may_do(persona.id, role):
        raise _not_eligible(role)
    return persona


@as_system(WHY)
def _may_do(persona_id: int, role: str) -> bool:
    return duty.eligible(persona_id, role)


def _not_eligible(role: str) -> Refused:
    needs = "a checked licence (V3)" if role == Shift.Role.CLINICIAN else "a role in the staff of this site"
    return Refused(f"Whoever does this needs {needs}.", do="Choose somebody else.", code="not_eligible", field="handle")


def _fits(begins: datetime, ends: datetime, place: int, *, longest: timedelta) -> None:
    if not timedelta(0) < ends - begins <= longest:
        raise Refused("The end must come after the beginning.", do="Look at the times.", code="times", field="ends")
    if place not in (1, 2, 3):
        raise Refused("Choose first, second or third.", code="place", field="place")
