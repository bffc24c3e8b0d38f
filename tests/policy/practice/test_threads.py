"""The life of a thread: every step that is allowed, every other one refused, and the clocks."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Final

import pytest

from bedside.policy.practice.threads import (
    FAR,
    OVER,
    PAST,
    PROMISED,
    REPLY_WINDOWS,
    URGENT,
    Actor,
    Move,
    NotAStep,
    Snooze,
    State,
    may_auto_reply,
    may_reopen,
    may_step,
    may_write_back,
    reply_until,
    snooze_problem,
    step,
    window_problem,
)

NOW: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY: Final = timedelta(days=1)

# Written down a second time by hand: a move that slips into the table makes the test below fail.
ALLOWED: Final = """
open            patient wrote      open
assigned        patient wrote      assigned
waiting_patient patient wrote      assigned
open            team    taken      assigned
assigned        team    taken      assigned
waiting_patient team    taken      waiting_patient
open            team    assigned   assigned
assigned        team    assigned   assigned
waiting_patient team    assigned   waiting_patient
open            team    handed_on  assigned
assigned        team    handed_on  assigned
waiting_patient team    handed_on  waiting_patient
open            team    answered   waiting_patient
assigned        team    answered   waiting_patient
waiting_patient team    answered   waiting_patient
assigned        team    put_back   open
waiting_patient team    put_back   open
open            team    closed     closed
assigned        team    closed     closed
waiting_patient team    closed     closed
open            patient closed     closed
assigned        patient closed     closed
waiting_patient patient closed     closed
closed          patient reopened   open
closed          team    reopened   assigned
"""
MOVES: Final = {tuple(line.split()[:3]): line.split()[3] for line in ALLOWED.strip().splitlines()}


@pytest.mark.parametrize(("source", "actor", "move"), list(product(State, Actor, Move)))
def test_a_thread_moves_only_as_the_table_says(source: State, actor: Actor, move: Move) -> None:
    target = MOVES.get((source, actor, move))
    assert may_step(source, actor=actor, move=move) is (target is not None)
    if target is None:
        with pytest.raises(NotAStep):
            step(source, actor=actor, move=move)
    else:
        assert step(source, actor=actor, move=move) == target


def test_a_patient_never_moves_a_thread_to_somebody() -> None:
    assert not any(
        may_step(state, actor=Actor.PATIENT, move=move) for state in State for move in (Move.TAKEN, Move.ASSIGNED)
    )


def test_a_closed_thread_may_be_opened_again_for_fourteen_days_to_the_second() -> None:
    assert may_reopen(closed_at=NOW, at=NOW + 14 * DAY - timedelta(seconds=1))
    assert not may_reopen(closed_at=NOW, at=NOW + 14 * DAY)


@pytest.mark.parametrize(
    ("state", "urgent", "due", "until", "problem"),
    [
        (State.OPEN, False, None, NOW + DAY, None),
        (State.CLOSED, False, None, NOW + DAY, OVER),
        (State.ASSIGNED, True, None, NOW + DAY, URGENT),
        (State.WAITING_PATIENT, True, None, NOW + DAY, None),
        (State.OPEN, False, None, NOW, PAST),
        (State.OPEN, False, None, NOW + 31 * DAY, FAR),
        (State.OPEN, False, NOW + DAY, NOW + 2 * DAY, PROMISED),
        (State.OPEN, False, NOW + 2 * DAY, NOW + DAY, None),
    ],
)
def test_a_thread_is_put_off_only_where_nobody_is_left_waiting(
    state: State, urgent: bool, due: datetime | None, until: datetime, problem: Snooze | None
) -> None:
    assert snooze_problem(state=state, urgent=urgent, due_at=due, until=until, at=NOW) == problem


def test_a_second_automatic_answer_waits_for_a_quarter_of_an_hour() -> None:
    assert may_auto_reply(last_at=None, at=NOW)
    assert not may_auto_reply(last_at=NOW, at=NOW + timedelta(minutes=14, seconds=59))
    assert may_auto_reply(last_at=NOW, at=NOW + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("hours", "urgent", "problem"),
    [(0, False, None), (0, True, None), (1, False, None), (24, False, None)]
    + [(3, False, "window_unknown"), (-1, False, "window_unknown"), (48, True, "window_unknown")]
    + [(hours, True, "window_urgent") for hours in REPLY_WINDOWS],
)
def test_a_reply_is_bounded_by_offered_times_only_and_never_where_it_is_urgent(
    hours: int, urgent: bool, problem: str | None
) -> None:
    found = window_problem(hours, urgent=urgent)
    assert (found.code if found else None) == problem


def test_one_may_write_back_until_the_moment_and_at_any_time_without_one() -> None:
    until = reply_until(4, at=NOW)
    assert until == NOW + timedelta(hours=4)
    assert may_write_back(until, at=NOW + timedelta(hours=3, minutes=59))
    assert not may_write_back(until, at=NOW + timedelta(hours=4))
    assert reply_until(0, at=NOW) is None
    assert may_write_back(None, at=NOW + timedelta(days=99))
