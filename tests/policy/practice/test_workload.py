"""The workload cap: routine waits or calls, urgent always passes."""

import pytest

from bedside.policy.practice.workload import CAP, Load, cap_problem, may_be_given, refused, takes


@pytest.mark.parametrize(
    ("load", "routine"),
    [
        (Load(119, 2), True),
        (Load(120, 2), False),
        (Load(500, 2), False),
        (Load(0, 0), False),
        (Load(9, 1, cap=10), True),
    ],
)
def test_routine_threads_are_refused_at_the_cap_and_urgent_ones_never(load: Load, routine: bool) -> None:
    assert takes(load, urgent=False) is routine
    assert takes(load, urgent=True)


def test_a_person_at_her_cap_is_given_urgent_threads_only() -> None:
    assert may_be_given(carries=CAP - 1, cap=CAP, urgent=False)
    assert not may_be_given(carries=CAP, cap=CAP, urgent=False)
    assert may_be_given(carries=CAP, cap=CAP, urgent=True)


def test_how_full_a_team_is_stays_between_none_and_all() -> None:
    assert [Load(waiting, 2).percent for waiting in (0, 60, 120, 900)] == [0, 50, 100, 100]
    assert Load(0, 0).percent == 100


def test_who_is_refused_is_given_the_number_to_call() -> None:
    assert "Please call 555 0100." in refused("555 0100")
    assert "Please call the practice." in refused("")


@pytest.mark.parametrize(("cap", "fine"), [(4, False), (5, True), (500, True), (501, False)])
def test_a_cap_is_a_number_that_a_person_can_carry(cap: int, fine: bool) -> None:
    assert (cap_problem(cap) == "") is fine
