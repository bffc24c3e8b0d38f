"""Who on a team reads, answers and hands on what; a role that is not named, does not."""

from itertools import product
from typing import Final

import pytest

from bedside.policy.practice.roles import NAMES, TABLE, Case, Right, Role, may, may_answer, may_be_handed, may_read

ADMIN: Final = Case(administrative=True, urgent=False)
HEALTH: Final = Case(administrative=False, urgent=False)
URGENT: Final = Case(administrative=False, urgent=True)

READS: Final = {
    Role.OWNER: {ADMIN, HEALTH, URGENT},
    Role.EDITOR: set(),
    Role.APPROVER: set(),
    Role.RESPONDER: {ADMIN, HEALTH, URGENT},
    Role.FRONT_DESK: {ADMIN},
    Role.ON_CALL: {URGENT},
}


@pytest.mark.parametrize(("role", "case"), list(product(Role, (ADMIN, HEALTH, URGENT))))
def test_each_role_reads_what_its_work_needs(role: Role, case: Case) -> None:
    assert may_read(case, roles=[role]) is (case in READS[role])


def test_who_was_handed_a_thread_reads_it_whatever_it_is_about() -> None:
    handed = Case(administrative=False, urgent=False, mine=True)
    assert may_read(handed, roles=[Role.FRONT_DESK])
    assert may_answer(handed, roles=[Role.FRONT_DESK])
    assert not may_read(handed, roles=[Role.EDITOR])


def test_nobody_without_a_role_reads_or_answers_anything() -> None:
    mine = Case(administrative=True, urgent=True, mine=True)
    assert not may_read(mine, roles=[])
    assert not may_answer(mine, roles=[])


def test_an_owner_who_does_no_other_work_reads_and_assigns_but_does_not_answer() -> None:
    assert may_read(HEALTH, roles=[Role.OWNER])
    assert may(Right.ASSIGN, roles=[Role.OWNER])
    assert not may_answer(HEALTH, roles=[Role.OWNER])
    assert may_answer(HEALTH, roles=[Role.OWNER, Role.RESPONDER])


@pytest.mark.parametrize("role", Role)
def test_a_thread_is_handed_only_to_who_may_answer(role: Role) -> None:
    assert may_be_handed([role]) is (role in {Role.RESPONDER, Role.FRONT_DESK, Role.ON_CALL})


def test_only_the_owner_changes_the_team_its_hours_its_rota_and_its_cap() -> None:
    for right in (Right.TEAM, Right.HOURS, Right.ROTA, Right.CAP):
        assert TABLE[right] == {Role.OWNER}


def test_every_right_and_every_role_is_in_the_table() -> None:
    assert set(TABLE) == set(Right)
    assert set(NAMES) == set(Role)
