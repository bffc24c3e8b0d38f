"""Coming into a space: the doors of its kind and the rows of the table say the same, for every kind and level."""

from __future__ import annotations

import pytest

from bedside.policy.boundaries import Ruling, ruling
from bedside.policy.boundaries.entering import action_of, facts_of
from bedside.policy.personas import KINDS, LEVELS
from bedside.policy.space_kinds import rules_of

WHO = [(kind, level) for kind in KINDS for level in (LEVELS if kind in ("clinician", "student") else ("V0",))]
SPACES = [("square", False), ("community", False), ("practice", False), ("room", False), ("room", True)]


def entered(space: str, kind: str, level: str, *, students: bool, invited: bool, agreed: bool = True) -> Ruling:
    """Ask the table as the area does."""
    door = rules_of(space, students=students).door_for(kind=kind, level=level)
    actor = f"{kind} {level}" if kind in ("clinician", "student") else kind
    facts = facts_of(door, level=level, agreed=agreed, invited=invited, for_students=students)
    return ruling(space=space, actor=actor, action=action_of(space, kind), target=space, facts=facts)


@pytest.mark.parametrize(("space", "students"), SPACES)
@pytest.mark.parametrize(("kind", "level"), WHO)
def test_the_doors_and_the_table_agree(space: str, students: bool, kind: str, level: str) -> None:
    door = rules_of(space, students=students).door_for(kind=kind, level=level)
    assert entered(space, kind, level, students=students, invited=True).allowed is (door is not None)


@pytest.mark.parametrize(
    ("kind", "row"),
    [("patient", "B31"), ("carer", "B32"), ("personal", "B37"), ("clinician", "B34"), ("organisation", "B40")],
)
def test_each_way_into_a_community_has_its_row(kind: str, row: str) -> None:
    assert entered("community", kind, "V3", students=False, invited=True).row.id == row


@pytest.mark.parametrize("kind", ["patient", "carer"])
def test_without_a_clear_yes_nobody_comes_into_a_community(kind: str) -> None:
    assert not entered("community", kind, "V0", students=False, invited=True, agreed=False).allowed


def test_an_organisation_that_was_not_invited_stays_out() -> None:
    told = entered("community", "organisation", "V0", students=False, invited=False)
    assert (told.decision, told.row.id) == ("deny", "B40")


@pytest.mark.parametrize("kind", ["patient", "carer", "personal", "researcher", "organisation", "student"])
def test_for_others_a_room_is_not_there(kind: str) -> None:
    told = entered("room", kind, "V0", students=False, invited=True)
    assert told.decision == "deny"
    assert told.what == "There is nothing here for you to see."
