"""A room for verified clinicians."""

import pytest

from bedside.policy.personas import KINDS, LEVELS
from bedside.policy.space_kinds import KINDS as SPACES
from bedside.policy.space_kinds import rules_of
from bedside.policy.space_kinds.room import KIND, TEACHING

READERS = {"V2", "V3", "V4", "P"}
WRITERS = {"V3", "V4", "P"}


@pytest.mark.parametrize("kind", ["", *KINDS])
@pytest.mark.parametrize("level", LEVELS)
def test_it_exists_for_checked_clinicians_alone(kind: str, level: str) -> None:
    assert KIND.may_know(kind=kind, level=level) is (kind == "clinician" and level in READERS)


@pytest.mark.parametrize("level", LEVELS)
def test_which_members_read(level: str) -> None:
    assert KIND.may_read(joined=True, level=level) is (level in READERS)


@pytest.mark.parametrize("level", LEVELS)
def test_nobody_reads_from_outside(level: str) -> None:
    assert not KIND.may_read(joined=False, level=level)


@pytest.mark.parametrize("level", LEVELS)
def test_which_members_write(level: str) -> None:
    assert KIND.may_write(signed_in=True, joined=True, level=level) is (level in WRITERS)


def test_a_register_match_alone_does_not_write() -> None:
    assert not KIND.may_write(signed_in=True, joined=True, level="V2")


def test_a_member_whose_credential_lapsed_does_not_see_who_is_in_it() -> None:
    assert not KIND.may_list_members(joined=True, level="V0")


def test_members_see_who_is_in_it() -> None:
    assert KIND.may_list_members(joined=True, level="V3")


def test_it_never_leaves_the_site() -> None:
    assert not KIND.federates


def test_what_is_written_stays_in_it() -> None:
    assert KIND.audiences == ("space",)


@pytest.mark.parametrize("kind", ["", *KINDS])
@pytest.mark.parametrize("level", LEVELS)
def test_a_teaching_room_takes_in_checked_students_as_well(kind: str, level: str) -> None:
    known = (kind == "clinician" and level in READERS) or (kind == "student" and level == "S")
    assert TEACHING.may_know(kind=kind, level=level) is known


@pytest.mark.parametrize("level", LEVELS)
def test_who_writes_in_a_teaching_room(level: str) -> None:
    assert TEACHING.may_write(signed_in=True, joined=True, level=level) is (level in WRITERS | {"S"})


@pytest.mark.parametrize("key", SPACES)
def test_no_other_kind_of_space_can_be_opened_to_students(key: str) -> None:
    assert (rules_of(key, students=True) is not rules_of(key, students=False)) is (key == "room")
