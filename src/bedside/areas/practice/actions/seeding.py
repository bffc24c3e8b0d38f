"""An invented practice, for sites that test their size."""

from collections.abc import Mapping
from datetime import time

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.practice.models import Hours, Practice, TeamMember
from bedside.areas.spaces.actions.seeding import add_space
from bedside.policy.practice.roles import Role


@transaction.atomic
def add_practice(*, slug: str, name: str, team: Mapping[int, str]) -> int:
    """Add a practice that is open on weekdays, with a team of personas and their role, and return its id."""
    space_id = add_space(kind="practice", slug=slug, name=name)
    practice = Practice.objects.create(space_id=space_id, time_zone="Europe/London", telephone="555 0100")
    Hours.objects.bulk_create(Hours(practice=practice, weekday=day, opens=time(8), closes=time(18)) for day in range(5))
    TeamMember.objects.bulk_create(
        TeamMember(practice=practice, persona_id=persona_id, role=Role(role).value) for persona_id, role in team.items()
    )
    record("seed.practice", by=None, about=("practice", space_id))
    return space_id
