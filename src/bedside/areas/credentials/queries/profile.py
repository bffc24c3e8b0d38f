"""What clinicians say of themselves. All of it is public; it stands on their pages and in the directory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bedside.areas.credentials.models import Credential, Interest, Profile
from bedside.areas.credentials.models.credential import STANDING
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.policy.personas import CARRIES_TITLE
from bedside.policy.verification import interests as rules


def profiles(persona_ids: Iterable[int]) -> dict[int, Profile]:
    """Return the profile of each of these personas that wrote one; one query. For those who may be shown."""
    return Profile.objects.in_bulk(set(persona_ids))


def profile(persona_id: int) -> Profile:
    """Return what a clinician says of herself; an empty profile where she wrote none."""
    return Profile.objects.filter(persona_id=persona_id).first() or Profile(persona_id=persona_id)


def interests(persona_ids: Iterable[int]) -> dict[int, list[rules.Interest]]:
    """Return what each of these personas declared, last begun first; personas without a declaration are left out."""
    found: dict[int, list[rules.Interest]] = {}
    for row in Interest.objects.filter(persona_id__in=set(persona_ids)).order_by("-begun", "-id"):
        found.setdefault(row.persona_id, []).append(as_rule(row))
    return found


def as_rule(row: Interest) -> rules.Interest:
    """Return a row as the rules see it."""
    return rules.Interest(row.payer, row.kind, row.begun, row.ended, tuple(row.concerns))


def own_interests(viewer: Viewer, persona_id: int) -> list[Interest]:
    """Return the declarations of one of the viewer's own personas, last begun first; raise NotHere for any other."""
    persona = people.own_persona(viewer, persona_id)
    return list(Interest.objects.filter(persona=persona).order_by("-begun", "-id"))


@dataclass(frozen=True)
class Past:
    """A check as a page lists it. `state` is "live", "lapsed", "suspended", "replaced" or "revoked"."""

    credential: Credential
    state: str
    until: datetime


def history(persona: Persona) -> list[Past]:
    """Return every check of a persona, the last one first; a suspended one is told to nobody but by its absence.

    A register match alone is left out: it is told in rooms only, because a match is not a person.
    """
    rows = Credential.objects.filter(persona=persona, suspended_at=None).exclude(level="V2")
    rows = rows.order_by("-checked_at", "-id")
    return [Past(row, _state(row), _until(row)) for row in rows]


def live_specialty(persona_id: int) -> str:
    """Return the specialty of a live badge, "" without one."""
    return _live(persona_id).values_list("specialty", flat=True).first() or ""


def checked_specialty(persona_id: int) -> str:
    """Return the specialty that a register confirmed and that still stands, "" without one."""
    return _live(persona_id).filter(specialty_checked=True).values_list("specialty", flat=True).first() or ""


def regions_of(persona_id: int) -> list[str]:
    """Return where the licence behind a live badge holds: a proven one only, since a match is not a person."""
    rows = _live(persona_id).filter(level__in=CARRIES_TITLE).exclude(region="")
    return sorted(set(rows.values_list("region", flat=True)))


def _live(persona_id: int) -> QuerySet[Credential]:
    return Credential.objects.filter(STANDING, persona_id=persona_id, valid_until__gt=now())


def _state(row: Credential) -> str:
    if row.revoked_at is not None:
        return "replaced" if row.replaced_by else "revoked"
    return "live" if row.valid_until > now() else "lapsed"


def _until(row: Credential) -> datetime:
    return min(row.valid_until, row.revoked_at or row.valid_until)
