"""Where somebody sits on a practice's team now. Who never was on it, or left, gets what no practice gives."""

from dataclasses import dataclass

from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.models import Practice
from bedside.areas.practice.queries.team import teams_of
from bedside.areas.practice.queries.working import desk
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
    return _seat(viewer, desk(slug=slug) if slug else None)


def seat_in(viewer: Viewer, practice_id: int) -> Seat:
    """Return the viewer's seat at a practice; raise NotHere as `seat` does."""
    return _seat(viewer, desk(practice_id=practice_id))


def _seat(viewer: Viewer, practice: Practice | None) -> Seat:
    teams = teams_of(viewer.persona_id) if practice is not None and viewer.confirmed else {}
    if practice is None or practice.space_id not in teams:
        raise NotHere
    return Seat(practice, teams[practice.space_id], viewer.persona_id, frozenset(teams.keys() - {practice.space_id}))
