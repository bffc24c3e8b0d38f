"""Staff rights."""

import pytest

from bedside.policy.permissions import ADMINISTRATOR, MODERATOR, RIGHTS, SAFETY_LEAD, STEWARD, may

# Written by hand, so that a change of the table is seen twice: right → who has it (Administrator, Moderator,
# safety Lead, Steward).
EXPECTED = {
    "change the site": "A",
    "give staff roles": "A",
    "open a space": "A",
    "name stewards": "AS",
    "hold an account": "A",
    "record a credential": "A",
    "suspend a credential": "AM",
    "tighten boundaries": "A",
    "keep the employers' list": "A",
    "review claims": "AM",
    "suspend an account": "AM",
    "remove a post from the square": "AM",
    "look at reports": "AM",
    "look after the directory": "AM",
    "keep the help lines": "AML",
    "curate words": "AM",
    "release figures": "A",
    "see the staff pages": "AML",
    "emergency": "AL",
    "delay telling a member": "L",
    "review an emergency": "A",
    "stand in on duty": "AL",
    "be on the rota": "AML",
    "plan the rota": "AL",
    "break the glass": "ML",
    "review an escalation": "L",
    "let people in": "S",
    "invite": "S",
    "ban from the space": "S",
    "look at reports in the space": "S",
    "set the pace": "S",
    "pin a post": "S",
    "remove a post from the space": "S",
    "open the room to students": "S",
    "change the space": "AS",
}
ROLES = {ADMINISTRATOR: "A", MODERATOR: "M", SAFETY_LEAD: "L", STEWARD: "S"}


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize("role", ROLES)
def test_who_has_which_right(right: str, role: str) -> None:
    assert may(right, roles=frozenset({role})) is (ROLES[role] in EXPECTED[right])


@pytest.mark.asvs("8.1.1")
def test_no_right_is_forgotten_here() -> None:
    assert set(EXPECTED) == set(RIGHTS)


@pytest.mark.parametrize("right", RIGHTS)
def test_who_has_no_role_has_no_right(right: str) -> None:
    assert not may(right, roles=frozenset())


def test_roles_add_up() -> None:
    assert may("let people in", roles=frozenset({MODERATOR, STEWARD}))


def test_an_unknown_right_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        may("read private messages", roles=frozenset({ADMINISTRATOR}))


def test_no_right_opens_what_members_wrote_in_private() -> None:
    assert not [right for right in RIGHTS if "read" in right or "message" in right]
