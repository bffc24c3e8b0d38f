"""Who is on which team now. Who left is on it no more, from that moment on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bedside.areas.credentials.queries import level_of
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import TeamMember
from bedside.policy.practice.roles import Right, Role, may

CHECKED = frozenset({"V3", "V4"})  # a licence that was looked up, and a person who was


@dataclass(frozen=True)
class Colleague:
    """Somebody of a team, with every role she has there."""

    persona: Persona
    roles: frozenset[Role]


def teams_of(persona_id: int) -> dict[int, frozenset[Role]]:
    """Return the practices on whose team a persona is now, each with its roles there."""
    rows = TeamMember.objects.filter(persona_id=persona_id, ended_at=None, persona__hidden=False)
    return by_practice(rows.values_list("practice_id", "role"))


def by_practice(rows: Iterable[tuple[Any, ...]]) -> dict[int, frozenset[Role]]:
    """Return the roles of rows (practice, role), put together for each practice."""
    found: dict[int, set[Role]] = {}
    for practice_id, role in rows:
        found.setdefault(int(practice_id), set()).add(Role(role))
    return {practice_id: frozenset(roles) for practice_id, roles in found.items()}


def roles_in(practice_id: int, persona_id: int) -> frozenset[Role]:
    """Return the roles that a persona has in one practice now; none where it is not on the team."""
    rows = TeamMember.objects.filter(
        practice_id=practice_id, persona_id=persona_id, ended_at=None, persona__hidden=False
    )
    return frozenset(Role(role) for role in rows.values_list("role", flat=True)) if persona_id else frozenset()


def on_team(practice_id: int, persona_id: int) -> bool:
    """Say whether a persona is on the team now."""
    return bool(roles_in(practice_id, persona_id))


def people_of(practice_id: int) -> list[Colleague]:
    """Return who is on the team now, by name: it stands on the practice's page."""
    held: dict[int, tuple[Persona, set[Role]]] = {}
    rows = TeamMember.objects.filter(practice_id=practice_id, ended_at=None, persona__hidden=False)
    for row in rows.select_related("persona").order_by("id"):
        held.setdefault(row.persona_id, (row.persona, set()))[1].add(Role(row.role))
    found = [Colleague(persona, frozenset(roles)) for persona, roles in held.values()]
    return sorted(found, key=lambda one: (one.persona.name.casefold(), one.persona.id))


def answering(practice_id: int) -> int:
    """Return how many people of the team answer patients."""
    return sum(may(Right.ANSWER, roles=one.roles) for one in people_of(practice_id))


def colleagues(persona_id: int) -> frozenset[int]:
    """Return everybody on the teams on which a persona is now, and the persona itself.

    For "not my doctor": whom a member keeps away is kept away with the people she works with.
    """
    mine = list(teams_of(persona_id))
    rows = TeamMember.objects.filter(practice_id__in=mine, ended_at=None)
    return frozenset(rows.values_list("persona_id", flat=True)) | {persona_id}


def is_clinician(persona: Persona) -> bool:
    """Say whether somebody on a team is there as a clinician whose licence and person were checked."""
    return persona.kind == "clinician" and level_of(persona.id) in CHECKED
