"""States, clocks, and the second look by another person."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bedside.policy.moderation import cases
from bedside.policy.moderation.acts import Hand
from bedside.policy.moderation.cases import ENDS, STEPS, Decider, Met, State, Step, after, may_appeal, may_decide
from bedside.policy.moderation.reasons import Desk

AT = datetime(2026, 11, 22, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOD = frozenset({"moderator"})


@pytest.mark.parametrize(
    ("state", "step", "then"),
    [
        (State.OPEN, Step.CLAIM, State.CLAIMED),
        (State.CLAIMED, Step.RELEASE, State.OPEN),
        (State.CLAIMED, Step.ACT, State.ACTED),
        (State.CLAIMED, Step.DISMISS, State.DISMISSED),
        (State.ACTED, Step.APPEAL, State.APPEALED),
        (State.APPEALED, Step.UPHOLD, State.UPHELD),
        (State.APPEALED, Step.OVERTURN, State.OVERTURNED),
        (State.OPEN, Step.ACT, None),
        (State.OPEN, Step.DISMISS, None),
        (State.DISMISSED, Step.APPEAL, None),
        (State.UPHELD, Step.APPEAL, None),
        (State.OVERTURNED, Step.APPEAL, None),
        (State.ACTED, Step.ACT, None),
        (State.APPEALED, Step.LIFT, State.OVERTURNED),
    ],
)
def test_which_step_leads_where(state: State, step: Step, then: State | None) -> None:
    assert after(state, step) is then


def test_every_state_but_the_first_is_reached_and_every_one_can_end():
    assert set(STEPS.values()) | {State.OPEN} == set(State)
    reaches = {state for state in State if state in ENDS}
    while more := {state for (state, _step), then in STEPS.items() if then in reaches} - reaches:
        reaches |= more
    assert reaches == set(State)


def test_nothing_leads_out_of_an_end():
    assert [state for state, _step in STEPS if state in ENDS] == []


@pytest.mark.parametrize(("hours", "holds"), [(0, True), (1.99, True), (2, False), (100, False)])
def test_a_claim_is_free_again_after_two_hours(hours: float, holds: bool) -> None:
    assert cases.claim_holds(AT, at=AT + hours * HOUR) is holds
    assert not cases.claim_holds(None, at=AT)


def test_a_call_for_care_is_due_first():
    assert cases.due_at(AT, reason="danger") - AT == HOUR
    assert cases.due_at(AT, reason="spam") - AT == DAY


@pytest.mark.parametrize(
    ("change", "days", "answer"),
    [
        ({}, 0, True),
        ({}, 13.99, True),
        ({}, 14, False),
        ({"appealed": True}, 1, False),
        ({"lifted": True}, 1, False),
        ({"meets_viewer": False}, 1, False),
    ],
)
def test_an_appeal_is_made_once_within_14_days_by_whom_the_act_meets(
    change: dict[str, bool], days: float, answer: bool
) -> None:
    assert may_appeal(Met(done_at=AT, **change), at=AT + days * DAY) is answer


ACTED, AUTHOR, OTHER = 1, 2, 3


@pytest.mark.parametrize(
    ("account", "hand", "answer"),
    [
        (OTHER, Hand(staff=MOD), True),
        (ACTED, Hand(staff=MOD), False),
        (AUTHOR, Hand(staff=MOD), False),
        (OTHER, Hand(), False),
        (OTHER, Hand(steward_here=True), False),  # a moderator's act is no steward's to judge
        (OTHER, Hand(steward_here=True, desk=Desk.STEWARD), True),
        (OTHER, Hand(staff=MOD, desk=Desk.STEWARD), True),
        (ACTED, Hand(steward_here=True, desk=Desk.STEWARD), False),
        (OTHER, Hand(staff=frozenset({"safety_lead"})), False),
    ],
)
def test_who_may_answer_an_appeal(account: int, hand: Hand, answer: bool) -> None:
    assert may_decide(Decider(account=account, acted=ACTED, author=AUTHOR, hand=hand)) is answer


def test_whoever_decides_is_neither_who_acted_nor_whom_it_meets():
    """Over every combination of accounts and standings."""
    hands = [
        Hand(staff=staff, steward_here=here, desk=desk, own=own)
        for staff, here, desk, own in product(
            (frozenset(), MOD, frozenset({"administrator"})), (False, True), Desk, (False, True)
        )
    ]
    for account, acted, author, hand in product((1, 2, 3), (1, 2, 3), (1, 2, 3), hands):
        if may_decide(Decider(account=account, acted=acted, author=author, hand=hand)):
            assert account not in (acted, author)


@pytest.mark.parametrize(
    ("seconds", "reason", "settled"),
    [(0, "harms", False), (29, "harms", False), (30, "harms", True), (0, "danger", True), (0, "private", True)],
)
def test_a_report_stands_at_its_desk_once_it_cannot_be_taken_back(seconds: int, reason: str, settled: bool) -> None:
    at = AT + timedelta(seconds=seconds)
    assert cases.is_settled(AT, reason=reason, at=at) is settled
    assert cases.may_take_back(AT, state=State.OPEN, reason=reason, at=at) is not settled
