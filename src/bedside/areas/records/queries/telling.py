"""Who is told when a crash begins, as both sides see it. Who is no longer near, or blocked, is not there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from bedside.areas.consents import queries as consents
from bedside.areas.contacts import queries as contacts
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.telling import Told
from bedside.kit.viewing import as_system
from bedside.policy.telling import Named, may_be_named


@dataclass(frozen=True)
class Telling:
    """Somebody who was named, or who named the viewer: `other` is whichever of the two the viewer is not."""

    id: int
    other: Persona
    accepted: bool
    on: bool
    tells_end: bool


def named_rows(viewer: Viewer) -> QuerySet[Told]:
    """The rows of the persona that the viewer speaks as: whom it named."""
    rows = Told.objects.filter(owner_id=viewer.account_id, persona_id=viewer.persona_id)
    return rows if viewer.signed_in else rows.none()


def asked_rows(viewer: Viewer) -> QuerySet[Told]:
    """The rows in which the viewer is who was named."""
    return Told.objects.filter(person_id=viewer.persona_id) if viewer.signed_in else Told.objects.none()


def named(viewer: Viewer) -> list[Telling]:
    """Return whom the viewer named and is near still, in the order in which she did."""
    near = _near(viewer)
    return _seen(viewer, ((row, row.person_id) for row in named_rows(viewer).order_by("id") if row.person_id in near))


def asked_by(viewer: Viewer) -> list[Telling]:
    """Return who named the viewer; who blocked her or was blocked is not there."""
    apart = contacts.blocked_ids(viewer)
    rows = asked_rows(viewer).order_by("id")
    return _seen(viewer, ((row, row.persona_id) for row in rows if row.persona_id not in apart))


def could_be_named(viewer: Viewer) -> list[Persona]:
    """Return whom the viewer can name: carers who act for her, and whom she follows and who follow her."""
    taken = set(named_rows(viewer).values_list("person_id", flat=True))
    return [one for one in people.personas(viewer, sorted(_near(viewer))) if one.id not in taken]


@as_system("who is told that a crash began, whichever of her names the member speaks under")
def to_tell(account_id: int) -> list[tuple[Told, Named]]:
    """Return every row of an account, with what decides whether that person is told."""
    found = []
    for row in Told.objects.filter(owner_id=account_id).order_by("id"):
        viewer = people.in_the_name_of(row.persona_id)
        near = viewer is not None and row.person_id in _near(viewer)
        found.append((row, Named(near, row.accepted_at is not None, row.is_on, row.tells_end)))
    return found


def _near(viewer: Viewer) -> set[int]:
    own = replace(viewer, proxy_id=0)
    carers = {one.proxy_id for one in consents.acted_by(own) if one.state == "live"}
    mutual = contacts.mutual_ids(own)
    reached = (carers | mutual) - contacts.blocked_ids(own)
    return {
        one.id
        for one in people.personas(own, sorted(reached))
        if one.account_id != own.account_id
        and may_be_named(owner=own.kind, person=one.kind, is_carer=one.id in carers, is_mutual=one.id in mutual)
    }


def _seen(viewer: Viewer, rows: Iterable[tuple[Told, int]]) -> list[Telling]:
    pairs = list(rows)
    others = {one.id: one for one in people.personas(viewer, [other for _row, other in pairs])}
    return [
        Telling(row.id, others[other], row.accepted_at is not None, row.is_on, row.tells_end)
        for row, other in pairs
        if other in others
    ]
