"""Who is on duty, who may work on the board, and whom a clock tells. Nobody is asked about herself."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bedside.areas.credentials.queries import level_of
from bedside.areas.escalations.models import Absence, Escalation, Shift, Step
from bedside.areas.people import persons
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy import permissions, rota
from bedside.policy.personas import CARRIES_TITLE

WHY = "the rota tells who is asked"
LOOK_AHEAD = timedelta(days=14)


def eligible(persona_id: int, role: str) -> bool:
    """Say whether a persona may do this duty today: a role of the staff, or a level of V3."""
    if role == Shift.Role.CLINICIAN:
        return level_of(persona_id) in CARRIES_TITLE
    return permissions.may("be on the rota", roles=persons.roles_of(persona_id))


@as_system(WHY)
def planned(begins: datetime, ends: datetime) -> tuple[list[rota.Shift], list[rota.Absence]]:
    """Return the published shifts and the absences that touch a stretch of time, of people who may still do them."""
    rows = Shift.objects.filter(published=True, begins_at__lt=ends, ends_at__gt=begins)
    may = {(one.persona_id, one.role): eligible(one.persona_id, one.role) for one in rows}
    shifts = [
        rota.Shift(one.persona_id, one.role, one.begins_at, one.ends_at, one.place)
        for one in rows
        if may[one.persona_id, one.role]
    ]
    away = Absence.objects.filter(begins_at__lt=ends, ends_at__gt=begins)
    return shifts, [rota.Absence(one.persona_id, one.begins_at, one.ends_at) for one in away]


def covering(at: datetime | None = None) -> tuple[int, ...]:
    """Return who is on duty at a moment (now by default), in the order in which they are asked."""
    at = at or now()
    shifts, away = planned(at, at + timedelta(microseconds=1))
    return tuple(one.person for one in rota.cover(shifts, at, absences=away))


def nobody_until() -> datetime | None:
    """Return when somebody reads again, None when somebody does now: members are told."""
    at = now()
    shifts, away = planned(at, at + LOOK_AHEAD)
    return rota.nobody_until(shifts, at, absences=away, look=LOOK_AHEAD)


def gaps_ahead(*, days: int = 7) -> tuple[rota.Gap, ...]:
    """Return when nobody is on duty within the next days: for the rota's page and the operator's check."""
    begins = now()
    ends = begins + timedelta(days=days)
    shifts, away = planned(begins, ends)
    return rota.gaps(shifts, begins, ends, absences=away)


def on_duty(viewer: Viewer) -> bool:
    """Say whether the viewer may open the board: is on the rota now, or stands in for it."""
    return viewer.confirmed and (stands_in(viewer) or _on_rota(viewer))


def stands_in(viewer: Viewer) -> bool:
    """Say whether the viewer stands in for the rota: when nobody is on duty, or a clock ran out."""
    return viewer.confirmed and permissions.may("stand in on duty", roles=viewer.staff)


def trained(viewer: Viewer) -> bool:
    """Say whether the viewer may be one of the two who break the glass."""
    return viewer.confirmed and permissions.may("break the glass", roles=viewer.staff)


def acts_as(viewer: Viewer) -> str:
    """Return the role in which the viewer works on the board, for the log."""
    for role in (permissions.SAFETY_LEAD, permissions.MODERATOR, permissions.ADMINISTRATOR):
        if role in viewer.staff:
            return role
    return str(Shift.Role.CLINICIAN)


def _on_rota(viewer: Viewer) -> bool:
    """Ask the rota for the persona that speaks; a staff role that sleeps without its second lock counts for nothing."""
    at = now()
    shifts, away = planned(at, at + timedelta(microseconds=1))
    mine = next((one for one in rota.cover(shifts, at, absences=away) if one.person == viewer.persona_id), None)
    if mine is None:
        return False
    return mine.role == Shift.Role.CLINICIAN or permissions.may("be on the rota", roles=viewer.staff)


def stand_ins(row: Escalation) -> list[int]:
    """Return administrators and safety leads, for when a clock ran out or nobody is on duty; never the author."""
    roles = permissions.RIGHTS["stand in on duty"]
    return [one for one in persons.staff_with(roles) if one not in persons.faces_of(row.author_id)]


def to_ask(row: Escalation) -> tuple[int, ...]:
    """Return who of those on duty can be asked about this one, in order: not the author, nor who passed it on."""
    return _without(row, covering())


def _without(row: Escalation, people: Collection[int]) -> tuple[int, ...]:
    with as_system(WHY):
        passed = set(Step.objects.filter(escalation_id=row.id, kind="pass").values_list("by_id", flat=True))
    out = persons.faces_of(row.author_id) | passed
    return tuple(one for one in people if one not in out)
