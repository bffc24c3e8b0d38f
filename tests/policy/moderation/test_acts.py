"""What may be done about a report, by whom and where; and that every act has a way back."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bedside.policy.moderation.acts import ACTS, Hand, acts_for, handles, may_act, reason_fits, until
from bedside.policy.moderation.cases import STEPS, Met, State, Step, may_appeal
from bedside.policy.moderation.reasons import CARE, FOR_ACTS, Desk, Thing

MOD, ADMIN, LEAD = frozenset({"moderator"}), frozenset({"administrator"}), frozenset({"safety_lead"})
AT = datetime(2026, 11, 22, tzinfo=UTC)
STEWARD_OF_IT = Hand(steward_here=True, desk=Desk.STEWARD)
MODERATOR = Hand(staff=MOD)
EVERY = [
    Hand(staff=staff, steward_here=here, desk=desk, own=own, author_is_staff=colleague)
    for staff, here, desk, own, colleague in product(
        (frozenset(), LEAD, MOD, ADMIN), (False, True), Desk, (False, True), (False, True)
    )
]


@pytest.mark.parametrize(
    ("act", "hand", "thing", "answer"),
    [
        ("label", STEWARD_OF_IT, Thing.POST, True),
        ("hide", STEWARD_OF_IT, Thing.POST, True),
        ("hold", STEWARD_OF_IT, Thing.POST, True),
        ("limit", STEWARD_OF_IT, Thing.POST, False),
        ("suspend", STEWARD_OF_IT, Thing.POST, False),
        ("label", MODERATOR, Thing.POST, True),
        ("limit", MODERATOR, Thing.POST, True),
        ("suspend", MODERATOR, Thing.POST, True),
        ("label", MODERATOR, Thing.PERSONA, False),
        ("limit", MODERATOR, Thing.PERSONA, True),
        ("limit", MODERATOR, Thing.MESSAGE, True),
        ("hide", MODERATOR, Thing.MESSAGE, False),
        ("limit", MODERATOR, Thing.SPACE, False),
        ("suspend", Hand(staff=MOD, author_is_staff=True), Thing.PERSONA, False),
        ("suspend", Hand(staff=ADMIN, author_is_staff=True), Thing.PERSONA, True),
        ("hold", Hand(staff=LEAD), Thing.POST, False),
        ("hold", Hand(), Thing.POST, False),
    ],
)
def test_who_may_do_what(act: str, hand: Hand, thing: Thing, answer: bool) -> None:
    assert may_act(act, hand=hand, thing=thing) is answer


def test_a_steward_acts_in_the_own_space_only():
    elsewhere = [hand for hand in EVERY if not hand.steward_here and not hand.staff]
    assert [hand for hand in elsewhere for thing in Thing if acts_for(hand, thing=thing)] == []


def test_a_moderator_does_nothing_at_the_stewards_desk():
    at_stewards = [hand for hand in EVERY if hand.desk is Desk.STEWARD and not hand.steward_here]
    assert [hand for hand in at_stewards if handles(hand)] == []


def test_nobody_acts_on_what_is_their_own():
    assert [hand for hand in EVERY for thing in Thing if hand.own and acts_for(hand, thing=thing)] == []


def test_a_steward_touches_no_account():
    mine = [hand for hand in EVERY if hand.desk is Desk.STEWARD]
    assert {one.code for hand in mine for thing in Thing for one in acts_for(hand, thing=thing)} == {
        "label",
        "hide",
        "hold",
    }


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_can_be_appealed_and_lifted_and_none_has_a_call_for_care_as_its_reason(act: str) -> None:
    assert may_appeal(Met(done_at=AT), at=AT)
    assert STEPS[State.ACTED, Step.LIFT] is STEPS[State.UPHELD, Step.LIFT] is State.OVERTURNED
    assert [code for code in CARE if reason_fits(code)] == []
    assert all(reason_fits(code) for code in FOR_ACTS)
    assert ACTS[act].told
    assert ACTS[act].ends is bool(ACTS[act].choices)


@pytest.mark.parametrize(
    ("act", "days", "ends"), [("hold", 7, 7), ("hold", 30, 30), ("limit", 1, 1), ("label", 7, None)]
)
def test_when_an_act_ends(act: str, days: int, ends: int | None) -> None:
    assert until(act, at=AT, days=days) == (AT + timedelta(days=ends) if ends else None)


@pytest.mark.parametrize(("act", "days"), [("hold", 0), ("hold", 31), ("hold", 3650), ("limit", -1), ("limit", 14)])
def test_days_that_are_not_offered_are_refused(act: str, days: int) -> None:
    with pytest.raises(ValueError, match="not offered"):
        until(act, at=AT, days=days)


def test_nothing_out_of_sight_lasts_longer_than_a_month():
    assert max(max(one.choices) for one in ACTS.values() if one.ends) == 30
