"""The rota as those see it who are on it or plan it."""

from dataclasses import dataclass
from datetime import datetime

from bedside.areas.escalations.models import Absence, Rota, Shift
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import permissions, rota
from bedside.policy.personas import CARRIES_TITLE

WHY = "the rota is planned, and those on it see it"


@dataclass(frozen=True)
class ShiftLine:
    """One shift, with the name and handle of whose it is; `offered` the handle of who is asked to take it over."""

    id: int
    name: str
    handle: str
    role: str
    begins_at: datetime
    ends_at: datetime
    place: int
    published: bool
    mine: bool
    offered: str
    offered_to_me: bool


@dataclass(frozen=True)
class AbsenceLine:
    """When somebody is away."""

    id: int
    name: str
    handle: str
    begins_at: datetime
    ends_at: datetime
    mine: bool


@dataclass(frozen=True)
class RotaPage:
    """The rota of a stretch of time. `gaps` is when nobody is on it."""

    shifts: tuple[ShiftLine, ...]
    absences: tuple[AbsenceLine, ...]
    gaps: tuple[rota.Gap, ...]
    may_plan: bool
    gaps_told: bool


def may_plan(viewer: Viewer) -> bool:
    """Say whether the viewer may plan the rota."""
    return viewer.confirmed and permissions.may("plan the rota", roles=viewer.staff)


def on_rota(viewer: Viewer) -> bool:
    """Say whether the viewer may see the rota: plans it, is staff who can be on it, or stands on it."""
    if not viewer.confirmed:
        return False
    if may_plan(viewer) or permissions.may("be on the rota", roles=viewer.staff):
        return True
    with as_system(WHY):
        return viewer.level in CARRIES_TITLE and _stands_on_it(viewer)


def _stands_on_it(viewer: Viewer) -> bool:
    offered = Shift.objects.filter(offered_to=viewer.persona_id)
    return Shift.objects.filter(persona_id=viewer.persona_id).exists() or offered.exists()


def page(viewer: Viewer, begins: datetime, ends: datetime) -> RotaPage:
    """Return the rota between two moments; raise NotHere for who has nothing to do with it.

    What is not published yet is shown to who plans.
    """
    if not on_rota(viewer):
        raise NotHere
    with as_system(WHY):
        rows = list(Shift.objects.filter(begins_at__lt=ends, ends_at__gt=begins).order_by("begins_at", "place", "id"))
        away = list(Absence.objects.filter(begins_at__lt=ends, ends_at__gt=begins).order_by("begins_at"))
        told = Rota.objects.filter(begins_at__lt=ends, ends_at__gt=begins, gaps_told=True).exists()
    rows = [row for row in rows if row.published or may_plan(viewer) or row.persona_id == viewer.persona_id]
    ids = {row.persona_id for row in rows} | {row.offered_to for row in rows if row.offered_to}
    named = people.names(viewer, ids | {one.persona_id for one in away})
    return RotaPage(
        shifts=tuple(_shift(viewer, row, named) for row in rows),
        absences=tuple(_absence(viewer, one, named) for one in away),
        gaps=open_gaps(rows, away, begins, ends),
        may_plan=may_plan(viewer),
        gaps_told=told,
    )


def open_gaps(rows: list[Shift], away: list[Absence], begins: datetime, ends: datetime) -> tuple[rota.Gap, ...]:
    """Return when nobody is on duty, by these shifts and absences."""
    shifts = [rota.Shift(one.persona_id, one.role, one.begins_at, one.ends_at, one.place) for one in rows]
    absences = [rota.Absence(one.persona_id, one.begins_at, one.ends_at) for one in away]
    return rota.gaps(shifts, begins, ends, absences=absences)


def _shift(viewer: Viewer, row: Shift, named: dict[int, tuple[str, str]]) -> ShiftLine:
    name, handle = named.get(row.persona_id, ("", ""))
    return ShiftLine(
        id=row.id,
        name=name,
        handle=handle,
        role=row.role,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        place=row.place,
        published=row.published,
        mine=row.persona_id == viewer.persona_id,
        offered=named.get(row.offered_to or 0, ("", ""))[1],
        offered_to_me=row.offered_to == viewer.persona_id,
    )


def _absence(viewer: Viewer, row: Absence, named: dict[int, tuple[str, str]]) -> AbsenceLine:
    name, handle = named.get(row.persona_id, ("", ""))
    return AbsenceLine(row.id, name, handle, row.begins_at, row.ends_at, row.persona_id == viewer.persona_id)
