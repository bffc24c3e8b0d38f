"""The life of a claim: every step that is allowed, every other one refused, and the clocks."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bedside.policy.verification.claims import (
    APPEALABLE,
    HOLDS,
    OPEN,
    OVER,
    STEPS,
    Actor,
    Appeal,
    NotAStep,
    Reason,
    State,
    due_at,
    end_of_day,
    may_appeal,
    may_decide,
    notices_due,
    step,
    valid_until,
)

START = datetime(2026, 3, 1, 12, tzinfo=UTC)

# Written down a second time by hand: a pair that slips into the table makes the test below fail.
ALLOWED = """
draft submitted
submitted matched proving in_review
matched proving in_review granted
proving in_review granted
in_review matched proving granted
granted due
suspended granted
"""
ENDS = """
draft withdrawn
submitted withdrawn
matched withdrawn refused
proving withdrawn refused
in_review withdrawn refused
granted expired suspended
due expired suspended
suspended expired revoked
refused in_review
revoked in_review
"""
PAIRS = {
    (line.split()[0], target) for line in (ALLOWED + ENDS).strip().splitlines() if line for target in line.split()[1:]
}


@pytest.mark.parametrize(("source", "target"), list(product(State, State)))
def test_a_claim_moves_only_along_the_named_pairs(source: State, target: State) -> None:
    moves = {(move.source.value, move.target.value) for move in STEPS}
    assert ((source.value, target.value) in moves) == ((source.value, target.value) in PAIRS)


@pytest.mark.parametrize(
    ("source", "target"), sorted(set(product(State, State)) - {(s.source, s.target) for s in STEPS})
)
def test_every_other_pair_is_refused_for_everybody_and_every_reason(source: State, target: State) -> None:
    for actor, reason in product(Actor, Reason):
        with pytest.raises(NotAStep, match="may not move"):
            step(source, target, actor=actor, reason=reason)


@pytest.mark.parametrize(
    ("source", "target", "actor", "reason"),
    [
        ("in_review", "granted", "owner", "agreed"),  # nobody grants herself what people look at
        ("matched", "granted", "owner", "proof_found"),  # a match is not a person
        ("in_review", "granted", "clock", "agreed"),  # silence is no yes
        ("suspended", "granted", "owner", "cleared"),
        ("suspended", "granted", "clock", "cleared"),
        ("granted", "suspended", "owner", "suspicion"),
        ("granted", "suspended", "reviewer", "suspicion"),
        ("refused", "in_review", "clock", "appealed"),
        ("in_review", "withdrawn", "clock", "nothing_came"),  # what waits for people is not lost by their waiting
    ],
)
def test_an_allowed_pair_is_refused_to_the_wrong_hand(source: str, target: str, actor: str, reason: str) -> None:
    with pytest.raises(NotAStep):
        step(source, target, actor=actor, reason=reason)


def test_a_step_of_the_table_is_given_back() -> None:
    assert step("granted", "due", actor="clock", reason="ends_soon") in STEPS


def test_every_state_can_be_reached_and_has_a_way_on_or_is_over() -> None:
    assert {move.target for move in STEPS} == set(State) - {State.DRAFT}
    stuck = set(State) - {move.source for move in STEPS}
    assert stuck == OVER - APPEALABLE
    assert len(OPEN) + len(HOLDS) + len(OVER) + 1 == len(State)  # and SUSPENDED, which is none of the three
    assert OPEN | HOLDS | OVER | {State.SUSPENDED} == set(State)


@pytest.mark.parametrize(
    ("state", "days"),
    [("draft", 30), ("matched", 30), ("proving", 30), ("in_review", 7), ("granted", None), ("refused", None)],
)
def test_a_claim_waits_its_time(state: str, days: int | None) -> None:
    assert due_at(state, START) == (START + timedelta(days=days) if days else None)


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        (None, START + timedelta(days=365)),
        (date(2028, 1, 1), START + timedelta(days=365)),
        (date(2026, 3, 31), datetime(2026, 4, 1, tzinfo=UTC)),
        (date(2026, 3, 1), datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_a_grant_ends_with_the_licence_or_after_twelve_months(ends: date | None, wanted: datetime) -> None:
    assert valid_until(START, licence_ends=ends, zone=UTC) == wanted


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        ("UTC", datetime(2026, 4, 1, 0, tzinfo=UTC)),
        ("America/Chicago", datetime(2026, 4, 1, 5, tzinfo=UTC)),  # CDT, five hours behind
        ("Europe/Berlin", datetime(2026, 3, 31, 22, tzinfo=UTC)),  # CEST, two hours ahead
    ],
)
def test_a_licence_holds_until_the_midnight_of_the_sites_place(zone: str, wanted: datetime) -> None:
    assert end_of_day(date(2026, 3, 31), ZoneInfo(zone)) == wanted


@pytest.mark.parametrize(
    ("days_left", "wanted"),
    [(61, ()), (60, (60,)), (45, (60,)), (30, (30,)), (8, (30,)), (7, (7,)), (0.1, (7,)), (0, ()), (-3, ())],
)
def test_notices_go_out_sixty_thirty_and_seven_days_before(days_left: float, wanted: tuple[int, ...]) -> None:
    assert notices_due(START + timedelta(days=days_left), at=START) == wanted


@pytest.mark.parametrize(
    ("state", "decided", "appealed", "after", "wanted"),
    [
        ("refused", START, None, timedelta(days=13), True),
        ("revoked", START, None, timedelta(0), True),
        ("refused", START, None, timedelta(days=14), False),
        ("refused", START, START, timedelta(days=1), False),
        ("granted", START, None, timedelta(days=1), False),
        ("withdrawn", START, None, timedelta(days=1), False),
        ("refused", None, None, timedelta(days=1), False),
    ],
)
def test_there_is_one_appeal_within_fourteen_days(
    state: str, decided: datetime | None, appealed: datetime | None, after: timedelta, wanted: bool
) -> None:
    assert may_appeal(Appeal(state, decided, appealed), at=START + after) is wanted


@pytest.mark.parametrize(
    ("account", "appeal", "wanted"),
    [(1, False, False), (1, True, False), (2, False, True), (2, True, False), (3, True, True)],
)
def test_an_appeal_goes_to_somebody_not_yet_involved(account: int, appeal: bool, wanted: bool) -> None:
    assert may_decide(account, claimant=1, involved=[2], appeal=appeal) is wanted
