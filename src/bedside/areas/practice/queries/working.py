"""How a team works: who is on call and who is away, who speaks for whom, and its agreed texts. For its own people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bedside.areas.practice.models import (
    Closure,
    Delegation,
    Hours,
    Practice,
    TeamAbsence,
    TeamMember,
    TeamShift,
    Template,
)
from bedside.areas.practice.queries.team import people_of
from bedside.policy.practice.voices import Grant
from bedside.policy.rota import Absence, Gap, Shift, cover, gaps

LOOK_AHEAD: Final = timedelta(days=7)  # in which a hole in the rota is told


def desk(*, slug: str = "", practice_id: int = 0) -> Practice | None:
    """Return a practice by the address of its space or by its id, None where there is none: for gates."""
    rows = Practice.objects.select_related("space")
    return (rows.filter(space__slug=slug) if slug else rows.filter(space_id=practice_id)).first()


def grants_to(practice_id: int, deputy_id: int) -> list[Grant]:
    """Return the delegations by which somebody may speak for others, whether they hold now or not."""
    rows = Delegation.objects.filter(practice_id=practice_id, deputy_id=deputy_id, ended_at=None)
    return [_grant(row) for row in rows]


def usable_templates(practice_id: int) -> list[Template]:
    """Return the texts of a practice that two people agreed to."""
    rows = Template.objects.filter(practice_id=practice_id, retired_at=None, approved_at__isnull=False)
    return list(rows.order_by("name"))


def away(practice_id: int, persona_id: int, *, at: datetime) -> TeamAbsence | None:
    """Return the absence of somebody who is away now, None of who is there."""
    rows = TeamAbsence.objects.filter(practice_id=practice_id, persona_id=persona_id)
    return rows.filter(begins_at__lte=at, ends_at__gt=at).order_by("-ends_at").first()


def on_duty(practice_id: int, *, at: datetime) -> list[int]:
    """Return who is on call now, in the order in which they are asked; nobody who is away or has left."""
    team = {one.persona.id for one in people_of(practice_id)}
    shifts = TeamShift.objects.filter(practice_id=practice_id, begins_at__lte=at, ends_at__gt=at)
    gone = TeamAbsence.objects.filter(practice_id=practice_id, begins_at__lte=at, ends_at__gt=at)
    held = [Shift(row.persona_id, "on_call", row.begins_at, row.ends_at, row.place) for row in shifts]
    absences = [Absence(row.persona_id, row.begins_at, row.ends_at) for row in gone]
    return [one.person for one in cover(held, at, absences=absences) if one.person in team]


def _grant(row: Delegation) -> Grant:
    reasons = frozenset(row.reasons)
    return Grant(
        of=row.persona_id, to=row.deputy_id, since=row.since, until=row.until_at, reasons=reasons, ended_at=row.ended_at
    )


@dataclass(frozen=True)
class Working:
    """Everything about how a team works, for its own page."""

    members: list[TeamMember]
    shifts: list[TeamShift]
    gaps: list[Gap]
    absences: list[TeamAbsence]
    delegations: list[Delegation]
    templates: list[Template]
    hours: list[Hours]
    closures: list[Closure]


def working(practice_id: int, *, at: datetime) -> Working:
    """Return how a team works from now on: its gate is the caller's (`seat`)."""
    shifts = list(
        TeamShift.objects.filter(practice_id=practice_id, ends_at__gt=at)
        .select_related("persona")
        .order_by("begins_at")
    )
    gone = TeamAbsence.objects.filter(practice_id=practice_id, ends_at__gt=at)
    given = Delegation.objects.filter(practice_id=practice_id, ended_at=None, until_at__gt=at)
    members = TeamMember.objects.filter(practice_id=practice_id, ended_at=None, persona__hidden=False)
    texts = Template.objects.filter(practice_id=practice_id, retired_at=None)
    held = [Shift(row.persona_id, "on_call", row.begins_at, row.ends_at, row.place) for row in shifts]
    away_then = [Absence(row.persona_id, row.begins_at, row.ends_at) for row in gone]
    return Working(
        members=list(members.select_related("persona").order_by("persona__name", "role")),
        shifts=shifts,
        gaps=list(gaps(held, at, at + LOOK_AHEAD, absences=away_then)) if shifts else [],
        absences=list(gone.select_related("persona", "hands_to").order_by("ends_at")),
        delegations=list(given.select_related("persona", "deputy").order_by("until_at")),
        templates=list(texts.order_by("name")),
        hours=list(Hours.objects.filter(practice_id=practice_id).order_by("weekday", "opens")),
        closures=list(Closure.objects.filter(practice_id=practice_id, last__gte=at.date()).order_by("first")),
    )
