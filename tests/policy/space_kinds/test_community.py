"""A community around a condition."""

import pytest

from bedside.policy.personas import KINDS, LEVELS
from bedside.policy.space_kinds.community import KIND

MEMBERS = {(kind, level) for kind in ("patient", "carer", "personal") for level in LEVELS}
GUESTS = {("clinician", "V3"), ("clinician", "V4"), *(("organisation", level) for level in LEVELS)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_who_comes_in_as_what(kind: str, level: str) -> None:
    door = KIND.door_for(kind=kind, level=level)
    role = door.role if door is not None else ""
    assert role == ("member" if (kind, level) in MEMBERS else "guest" if (kind, level) in GUESTS else "")


def test_a_guest_is_always_let_in_by_somebody() -> None:
    door = KIND.door_for(kind="clinician", level="V3")
    assert door is not None
    assert door.asks


def test_an_organisation_comes_when_it_is_invited_and_reads_only() -> None:
    door = KIND.door_for(kind="organisation", level="V0")
    assert door is not None
    assert (door.asks, door.invited_only, door.reads_only) == (True, True, True)


def test_a_patient_may_come_in_at_once_where_the_space_allows() -> None:
    door = KIND.door_for(kind="patient", level="V0")
    assert door is not None
    assert not door.asks


def test_joining_asks_for_consent() -> None:
    assert KIND.consent


def test_everybody_may_know_of_it() -> None:
    assert KIND.may_know(kind="", level="V0")


@pytest.mark.parametrize(("joined", "answer"), [(True, True), (False, False)])
def test_only_members_read(joined: bool, answer: bool) -> None:
    assert KIND.may_read(joined=joined, level="V0") is answer


@pytest.mark.parametrize(("joined", "answer"), [(True, True), (False, False)])
def test_only_members_write(joined: bool, answer: bool) -> None:
    assert KIND.may_write(signed_in=True, joined=joined, level="V0") is answer


@pytest.mark.parametrize(("joined", "answer"), [(True, True), (False, False)])
def test_only_members_see_who_is_in_it(joined: bool, answer: bool) -> None:
    assert KIND.may_list_members(joined=joined, level="V0") is answer


def test_what_is_written_stays_in_it() -> None:
    assert KIND.audiences == ("space",)


def test_it_never_leaves_the_site() -> None:
    assert not KIND.federates


def test_its_hashtags_leave_no_trace_outside() -> None:
    assert not KIND.tags


@pytest.mark.parametrize(("level", "inside"), [("V3", True), ("V4", True), ("V2", False), ("V0", False)])
def test_a_clinician_guest_is_inside_only_while_the_credential_is_live(level, inside):
    assert KIND.keeps(joined=True, kind="clinician", level=level) is inside


def test_a_patient_stays_inside_without_any_credential():
    assert KIND.keeps(joined=True, kind="patient", level="V0")
