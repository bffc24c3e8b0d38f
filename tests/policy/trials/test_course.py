"""Where a trial stands on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.trials.course import crashes_in, standing
from bedside.policy.trials.plan import Plan, day_of, seed_hash

SEED = bytes(range(32))
FIRST = date(2026, 3, 2)
PLAN = Plan(
    question="Does it help?",
    arm_a="With",
    arm_b="Without",
    outcome="Sleep",
    block_days=4,
    pairs=3,
    washout_days=1,
    starts=FIRST,
    seed_hash=seed_hash(SEED),
)
DAYS = [FIRST + timedelta(days=n) for n in range(PLAN.days)]


def arm(day: date) -> str:
    found = day_of(PLAN, SEED, day)
    assert found is not None
    return found.arm


def test_before_its_first_day_nothing_holds() -> None:
    found = standing(PLAN, SEED, on=FIRST - timedelta(days=1), said={}, crashes=())
    assert (found.today, found.begun, found.over, found.gone) == (None, False, False, 0)


def test_on_a_day_of_it_the_arm_is_told_and_no_result() -> None:
    said = dict.fromkeys(DAYS, 5.0)
    found = standing(PLAN, SEED, on=DAYS[5], said=said, crashes=())
    assert found.today == day_of(PLAN, SEED, DAYS[5])
    assert (found.gone, found.over, found.result) == (6, False, None)


def test_the_day_after_the_last_it_says_what_came_of_it() -> None:
    said = {one: 8.0 if arm(one) == "A" else 6.0 for one in DAYS}
    found = standing(PLAN, SEED, on=DAYS[-1] + timedelta(days=1), said=said, crashes=())
    assert found.over
    assert found.result is not None
    assert found.result.mean == pytest.approx(2.0)
    assert (found.answered, found.missing) == (18, 0)  # a day of each of the six blocks washes out


def test_a_day_without_an_answer_is_missing() -> None:
    said = {one: 5.0 for one in DAYS if one != DAYS[1]}
    found = standing(PLAN, SEED, on=DAYS[-1] + timedelta(days=1), said=said, crashes=())
    assert (found.answered, found.missing) == (17, 1)


def test_one_that_was_stopped_says_what_came_of_the_days_until_then() -> None:
    said = {one: 8.0 if arm(one) == "A" else 6.0 for one in DAYS}
    found = standing(PLAN, SEED, on=DAYS[20], said=said, crashes=(), stopped=DAYS[8])
    assert found.over
    assert found.result is not None
    assert len(found.result.per_pair) == 1


def test_on_a_day_of_crash_nothing_holds_and_the_end_moves() -> None:
    found = standing(PLAN, SEED, on=DAYS[3], said={}, crashes=[DAYS[3]])
    assert (found.today, found.over, found.last) == (None, False, DAYS[-1] + timedelta(days=1))


def test_three_crashes_in_one_arm_ask_whether_to_go_on() -> None:
    three = DAYS[1:4]
    assert standing(PLAN, SEED, on=DAYS[6], said={}, crashes=three).asks
    assert not standing(PLAN, SEED, on=DAYS[6], said={}, crashes=three[:2]).asks


@given(st.sets(st.sampled_from(DAYS), max_size=6))
def test_every_crash_is_counted_in_one_arm_and_none_of_them_is_an_answer(crashes: set[date]) -> None:
    said = dict.fromkeys(DAYS, 5.0)
    found = standing(PLAN, SEED, on=DAYS[-1] + timedelta(days=60), said=said, crashes=crashes)
    assert sum(crashes_in(PLAN, SEED, crashes).values()) == len(crashes)
    assert found.answered + found.missing == PLAN.pairs * 2 * (PLAN.block_days - PLAN.washout_days)
