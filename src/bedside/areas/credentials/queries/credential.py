"""The live credential of a persona: what it gives, and the one condition under which it counts."""

from dataclasses import replace
from typing import Final

from django.db import connection

from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.policy.personas import level_at


def standing(alias: str) -> str:
    """Return the condition, in SQL, under which a credential is shown at all: neither revoked nor suspended.

    It may have lapsed. Every statement that reads credentials says it in these words.
    """
    return f"({alias}.revoked_at IS NULL AND {alias}.suspended_at IS NULL)"


LEVEL: Final = f"""SELECT c.level, c.valid_until FROM credentials_credential c
    WHERE c.persona_id = %s AND {standing("c")} ORDER BY c.id LIMIT 1"""  # noqa: S608  # our own words


def level_of(persona_id: int) -> str:
    """Return the level of the persona's credential now: "V0" without one, or when it was suspended.

    What has run out opens rooms for reading for a while (`policy.personas.level_at`). The clock is asked each time, so
    nothing has to happen for an end to count.
    """
    with connection.cursor() as cursor:  # in our own words: every page of a clinician asks this
        cursor.execute(LEVEL, [persona_id])
        found = cursor.fetchone()
    return level_at(found[0], ends_at=found[1], at=now()) if found is not None else "V0"


def viewer_of(persona_id: int) -> Viewer | None:
    """Return a persona as the viewer that the web door would make of it, without staff roles; None when it is gone."""
    viewer = people.in_the_name_of(persona_id)
    return replace(viewer, level=level_of(persona_id)) if viewer is not None else None
