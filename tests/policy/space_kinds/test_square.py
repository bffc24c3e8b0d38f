"""The square."""

import pytest

from bedside.policy.personas import KINDS, LEVELS
from bedside.policy.space_kinds.square import KIND


def test_visitors_may_know_of_it() -> None:
    assert KIND.may_know(kind="", level="V0")


def test_visitors_may_read_it() -> None:
    assert KIND.may_read(joined=False, level="V0")


def test_visitors_may_not_write_in_it() -> None:
    assert not KIND.may_write(signed_in=False, joined=False, level="V0")


def test_every_persona_may_write_in_it() -> None:
    assert KIND.may_write(signed_in=True, joined=False, level="V0")


def test_nobody_is_listed_in_it() -> None:
    assert not KIND.may_list_members(joined=True, level="V4")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_nobody_joins_it(kind: str, level: str) -> None:
    assert KIND.door_for(kind=kind, level=level) is None


def test_it_is_the_kind_of_space_that_may_leave_the_site() -> None:
    assert KIND.federates


def test_its_hashtags_are_found_by_everybody() -> None:
    assert KIND.tags


def test_a_post_is_public_unless_its_author_says_otherwise() -> None:
    assert KIND.audiences[0] == "public"


def test_no_post_in_it_is_for_its_members_alone() -> None:
    assert "space" not in KIND.audiences  # row-level security (`areas/posts/migrations`) takes that for granted
