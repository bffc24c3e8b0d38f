"""Trials of one kind, and plans that are ready to be taken."""

from dataclasses import replace
from datetime import date

import pytest

from bedside.policy.trials.course import OUTCOMES
from bedside.policy.trials.plan import Plan, seed_hash
from bedside.policy.trials.protocol import Ready, protocol, ready
from bedside.policy.trials.refusals import Asked, refusal

PLAN = Plan(
    question="Does it help?",
    arm_a="With  light",
    arm_b="Without",
    outcome="Sleep",
    block_days=4,
    pairs=3,
    washout_days=1,
    starts=date(2026, 3, 2),
    seed_hash=seed_hash(bytes(32)),
)


def test_own_words_of_the_question_and_other_days_are_of_one_kind() -> None:
    other = replace(
        PLAN, question="Light?", starts=date(2027, 1, 1), arm_a="with light", seed_hash=seed_hash(b"x" * 32)
    )
    assert protocol(PLAN, measure="own") == protocol(other, measure="own")


@pytest.mark.parametrize(
    "change", [{"arm_a": "Lamp"}, {"arm_b": "As usual"}, {"outcome": "Pain"}, {"block_days": 5}, {"pairs": 4}]
)
def test_what_differs_in_the_plan_is_of_another_kind(change: dict[str, object]) -> None:
    assert protocol(replace(PLAN, **change), measure="own") != protocol(PLAN, measure="own")  # type: ignore[arg-type]


def test_a_question_of_ones_own_is_another_kind_than_a_face() -> None:
    assert protocol(PLAN, measure="own") != protocol(PLAN, measure="face")


@pytest.mark.parametrize("one", ready(), ids=lambda one: one.key)
def test_every_ready_plan_is_a_plan_that_may_be_tried(one: Ready) -> None:
    plan = Plan(
        question=one.question,
        arm_a=one.arm_a,
        arm_b=one.arm_b,
        outcome=one.outcome,
        block_days=one.block_days,
        pairs=one.pairs,
        washout_days=one.washout_days,
        starts=date(2026, 3, 2),
        seed_hash=seed_hash(bytes(32)),
    )
    asked = Asked(arm_a=plan.arm_a, arm_b=plan.arm_b, prescribed=False, agreed_by="", pregnant=False, adult=True)
    assert refusal(asked) is None
    assert one.measure in OUTCOMES


def test_no_two_ready_plans_have_one_name() -> None:
    assert len({one.key for one in ready()}) == len(ready())
