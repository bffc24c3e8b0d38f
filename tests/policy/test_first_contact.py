"""Who may turn to somebody for the first time."""

import pytest

from bedside.policy.first_contact import Openness, Reach, reach, takes
from bedside.policy.personas import KINDS


@pytest.mark.parametrize(
    ("chosen", "followed", "stranger"),
    [(Openness.EVERYBODY, True, True), (Openness.FOLLOWED, True, False), (Openness.NOBODY, False, False)],
)
def test_a_first_contact_is_taken_from_whom_one_chose(chosen: str, followed: bool, stranger: bool) -> None:
    assert (takes(chosen, follows=True), takes(chosen, follows=False)) == (followed, stranger)


@pytest.mark.parametrize("kind", ["patient", "carer"])
def test_a_stranger_asks_a_member_first(kind: str) -> None:
    assert reach(target=kind, openness=Openness.EVERYBODY, follows=False) is Reach.ASKS


@pytest.mark.parametrize("kind", ["patient", "carer"])
def test_who_is_followed_by_the_member_writes_at_once(kind: str) -> None:
    assert reach(target=kind, openness=Openness.FOLLOWED, follows=True) is Reach.AT_ONCE


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"patient", "carer"}))
def test_colleagues_and_organisations_are_not_asked_first(kind: str) -> None:
    assert reach(target=kind, openness=Openness.EVERYBODY, follows=False) is Reach.AT_ONCE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("follows", [True, False])
def test_who_takes_nothing_is_reached_by_nobody(kind: str, follows: bool) -> None:
    assert reach(target=kind, openness=Openness.NOBODY, follows=follows) is Reach.NOT_TAKEN
