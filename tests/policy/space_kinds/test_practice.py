"""A practice's public page."""

import pytest

from bedside.policy.personas import KINDS
from bedside.policy.space_kinds.practice import KIND


def test_visitors_may_know_of_it() -> None:
    assert KIND.may_know(kind="", level="V0")


def test_visitors_may_read_it() -> None:
    assert KIND.may_read(joined=False, level="V0")


@pytest.mark.parametrize(("joined", "answer"), [(True, True), (False, False)])
def test_only_its_team_writes(joined: bool, answer: bool) -> None:
    assert KIND.may_write(signed_in=True, joined=joined, level="V0") is answer


@pytest.mark.parametrize("kind", KINDS)
def test_who_can_be_of_its_team(kind: str) -> None:
    door = KIND.door_for(kind=kind, level="V0")
    assert (door is not None) is (kind in ("clinician", "organisation"))


def test_nobody_joins_its_team_unasked() -> None:
    assert all(door.asks for door in KIND.doors)


def test_everybody_sees_who_is_in_it() -> None:
    assert KIND.may_list_members(joined=False, level="V0")


def test_its_posts_are_public() -> None:
    assert KIND.audiences == ("public",)


def test_no_post_in_it_is_for_its_members_alone() -> None:
    assert "space" not in KIND.audiences  # row-level security (`areas/posts/migrations`) takes that for granted
