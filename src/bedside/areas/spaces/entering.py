"""Whether somebody may come into a space: the gate's answer, and the door by which the kind of space takes them in."""

from dataclasses import dataclass

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.models import Space
from bedside.policy.boundaries import Facts, Ruling
from bedside.policy.boundaries.entering import action_of, facts_of
from bedside.policy.consents.teens import LEAST, may_join
from bedside.policy.space_kinds import Door, rules_of

TEEN = "minor 13-17"  # as the table names a member under 18


@dataclass(frozen=True)
class Entry:
    """What the gate says, and by which door; None where there is no way in."""

    ruling: Ruling
    door: Door | None

    @property
    def role(self) -> str:
        """What one is who comes in; "" without a door."""
        return self.door.role if self.door is not None else ""

    @property
    def at_once(self) -> bool:
        """Whether nobody has to say yes first, as far as the kind of space and this site's own rules go."""
        return self.door is not None and not self.door.asks and self.ruling.allowed


def entry(viewer: Viewer, space: Space, *, agreed: bool = True, invited: bool = False) -> Entry:
    """Say whether `viewer` may come in, by an invitation of the space's stewards or without.

    The kind of space and the table have to agree: `tests/policy/boundaries/test_entering.py`.
    """
    kind = rules_of(space.kind, students=space.students_from is not None)
    door = kind.door_for(kind=viewer.kind, level=viewer.level)
    ruling = boundaries.ask(
        viewer,
        space=space.kind,
        action=action_of(space.kind, viewer.kind),
        target=space.kind,
        facts=facts_of(
            door, level=viewer.level, agreed=agreed, invited=invited, for_students=space.students_from is not None
        ),
    )
    if ruling.allowed and action_of(space.kind, viewer.kind) == "join as guest":
        ruling = _warned(viewer, space, ruling, agreed=agreed)
    if viewer.teen and space.kind == "community" and ruling.decision in ("allow", "hold"):
        ruling = _of_teens(viewer, space, ruling, agreed=agreed)
    comes_in = ruling.decision in ("allow", "hold") and fits_age(viewer, space, invited=invited)
    return Entry(ruling, door if comes_in else None)


def fits_age(viewer: Viewer, space: Space, *, invited: bool) -> bool:
    """Say whether a member under 18, or an adult, comes into this space at all (row B43)."""
    return space.kind != "community" or may_join(teen=viewer.teen, for_teens=space.for_teens, invited=invited)


def _warned(viewer: Viewer, space: Space, ruling: Ruling, *, agreed: bool) -> Ruling:
    """Every guest clinician gets the same warning first (B36)."""
    facts = facts_of(None, level=viewer.level, agreed=agreed, invited=True, for_students=False)
    told = boundaries.ask(viewer, space=space.kind, action="stay as guest", target=space.kind, facts=facts)
    return ruling if told.allowed else told


def _of_teens(viewer: Viewer, space: Space, ruling: Ruling, *, agreed: bool) -> Ruling:
    """A member under 18 comes in by a row of her own as well (B43): the stricter of the two answers holds."""
    facts = Facts(age=LEAST, for_teens=space.for_teens, consented=agreed)  # of her years only this much is kept
    told = boundaries.ask(viewer, space="community", action="join", target="community", facts=facts, actor=TEEN)
    return ruling if told.allowed else told
