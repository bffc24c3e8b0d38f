"""What is known of clinicians' personas. Credentials are public: they are what a badge says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bedside.areas.credentials.models.credential import STANDING, Credential
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now


def standing(alias: str) -> str:
    """Return the condition, in SQL, under which a credential is shown at all: neither revoked nor suspended.

    It may have lapsed. Every statement that reads credentials says it in these words.
    """
    return f"({alias}.revoked_at IS NULL AND {alias}.suspended_at IS NULL)"


CREDENTIALS = f"SELECT * FROM credentials_credential c WHERE persona_id = ANY(%s::bigint[]) AND {standing('c')}"  # noqa: S608  # our own words


@dataclass(frozen=True)
class Badge:
    """What is shown beside a clinician's name: a sentence, never a bare tick."""

    title: str
    text: str
    lapsed: bool


def level_of(persona_id: int) -> str:
    """Return the level of the persona's live credential, "V0" without one, or when it was suspended."""
    found = Credential.objects.filter(STANDING, persona_id=persona_id, valid_until__gt=now())
    return found.values_list("level", flat=True).first() or "V0"


def viewer_of(persona_id: int) -> Viewer | None:
    """Return a persona as the viewer that the web door would make of it, without staff roles; None when it is gone."""
    viewer = people.in_the_name_of(persona_id)
    return replace(viewer, level=level_of(persona_id)) if viewer is not None else None


def badges(persona_ids: Iterable[int]) -> dict[int, Badge]:
    """Return the badge of each of these personas that has a credential, live or lapsed; one query."""
    # One array instead of a list of places: PostgreSQL keeps one plan, however many people are asked about.
    rows = Credential.objects.raw(CREDENTIALS, [list(set(persona_ids))])
    return {row.persona_id: badge_of(row, at=now()) for row in rows}


def badge_from(columns: Sequence[Any]) -> Badge:
    """Return the badge of a row read elsewhere: its title, profession, checked, checked_at and valid_until."""
    title, profession, checked, checked_at, valid_until = columns
    row = Credential(
        title=title, profession=profession, checked=checked, checked_at=checked_at, valid_until=valid_until
    )
    return badge_of(row, at=now())


def badge_of(row: Credential, *, at: datetime) -> Badge:
    """Return the badge that `row` gives at the moment `at`."""
    day = f"{row.checked_at.day} {row.checked_at:%b %Y}"
    if row.valid_until <= at:
        return Badge(title="", text=f"{row.profession}, checked {day}, lapsed", lapsed=True)
    return Badge(title=row.title, text=f"{row.profession}, {row.checked} checked {day}", lapsed=False)
