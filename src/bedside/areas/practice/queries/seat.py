"""Where somebody sits on a practice's team now. Who never was on it, or left, gets what no practice gives."""

from dataclasses import dataclass
from functools import cache

from django.db import connection

from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.models import Practice
from bedside.areas.practice.queries.team import by_practice
from bedside.areas.spaces.models import Space
from bedside.kit.database.rows import columns, made, width
from bedside.kit.errors import NotHere
from bedside.policy.practice import roles as rules
from bedside.policy.practice.roles import Right, Role


@dataclass(frozen=True)
class Seat:
    """One person's place on one team now, with all her roles there. `elsewhere`: the other teams that she is on."""

    practice: Practice
    roles: frozenset[Role]
    persona_id: int
    elsewhere: frozenset[int] = frozenset()

    def may(self, right: Right) -> bool:
        """Say whether one of her roles gives this right."""
        return rules.may(right, roles=self.roles)

    @property
    def role(self) -> str:
        """The role by which she is named in the log: the first of the table that she holds."""
        return next((role.value for role in Role if role in self.roles), "")


def seat(viewer: Viewer, slug: str) -> Seat:
    """Return the viewer's seat at the practice of this address; raise NotHere for who has none."""
    return _seat(viewer, "s.slug", slug)


def seat_in(viewer: Viewer, practice_id: int) -> Seat:
    """Return the viewer's seat at a practice; raise NotHere as `seat` does."""
    return _seat(viewer, "d.space_id", practice_id)


def _seat(viewer: Viewer, column: str, value: str | int) -> Seat:
    """Read the practice and all teams of the viewer in one statement: every page of a team begins with it."""
    if not (viewer.confirmed and viewer.signed_in):
        raise NotHere
    with connection.cursor() as cursor:
        cursor.execute(_statement(column), [viewer.persona_id, value])
        row = cursor.fetchone()
    teams = by_practice(tuple(one.split()) for one in row[-1]) if row else {}
    if row is None or row[0] not in teams:
        raise NotHere
    practice = made(Practice, row[: width(Practice)])
    practice.space = made(Space, row[width(Practice) : -1])
    return Seat(practice, teams[practice.space_id], viewer.persona_id, frozenset(teams.keys() - {practice.space_id}))


@cache
def _statement(column: str) -> str:
    return f"""SELECT {columns(Practice, "d")}, {columns(Space, "s")}, ARRAY(
            SELECT m.practice_id || ' ' || m.role FROM practice_member m JOIN people_persona p ON p.id = m.persona_id
            WHERE m.persona_id = %s AND m.ended_at IS NULL AND NOT p.hidden)
        FROM practice_practice d JOIN spaces_space s ON s.id = d.space_id WHERE {column} = %s"""  # noqa: S608  # columns of our own tables
