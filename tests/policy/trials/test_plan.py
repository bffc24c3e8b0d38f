"""A trial of one's own is fixed before its first day, and nobody can have chosen its order afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.trials.plan import BadPlan, Day, Plan, asks_to_stop, day_of, ends, fingerprint, order, seed_hash

SEED = bytes(range(32))
START = date(2026, 3, 2)


def plan(**changes: Any) -> Plan:
    facts: dict[str, Any] = {
        "question": "Do I sleep better with the light off at nine?",
        "arm_a": "light off at nine",
        "arm_b": "as before",
        "outcome": "sleep, 0 to 10",
        "block_days": 7,
        "pairs": 4,
        "washout_days": 2,
        "starts": START,
        "seed_hash": seed_hash(SEED),
    }
    return Plan(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pairs": 2}, "pairs"),
        ({"pairs": 9}, "pairs"),
        ({"block_days": 0}, "block_days"),
        ({"block_days": 57}, "block_days"),
        ({"washout_days": -1}, "washout_days"),
        ({"washout_days": 5}, "washout_days"),
        ({"question": "  "}, "question"),
        ({"outcome": ""}, "outcome"),
        ({"arm_b": "Light off at NINE "}, "arm_b"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_names_what_has_to_change(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadPlan) as refused:
        plan(**changes)
    assert refused.value.field == field
    assert str(refused.value)


def test_each_pair_has_one_block_of_each_arm_and_the_washed_out_days_do_not_count() -> None:
    days = [day_of(plan(), SEED, START + timedelta(days=n)) for n in range(56)]
    for pair, arms in enumerate(order(SEED, 4)):
        here = days[pair * 14 : pair * 14 + 14]
        assert [one.arm for one in here if one] == [arms[0]] * 7 + [arms[1]] * 7
        assert [one.counts for one in here if one] == ([False] * 2 + [True] * 5) * 2
        assert {one.pair for one in here if one} == {pair}


def test_before_the_first_and_after_the_last_day_there_is_no_arm() -> None:
    assert day_of(plan(), SEED, START - timedelta(days=1)) is None
    assert day_of(plan(), SEED, START + timedelta(days=56)) is None
    assert ends(plan()) == START + timedelta(days=55)


def test_a_paused_day_is_in_no_arm_and_moves_the_rest_by_one() -> None:
    crash = [START + timedelta(days=3), START + timedelta(days=4)]
    assert day_of(plan(), SEED, crash[0], paused=crash) is None
    for n in range(5, 58):
        later = day_of(plan(), SEED, START + timedelta(days=n), paused=crash)
        assert later == day_of(plan(), SEED, START + timedelta(days=n - 2))
    assert ends(plan(), paused=crash) == START + timedelta(days=57)


def test_a_crash_on_the_day_after_the_last_moves_nothing() -> None:
    assert ends(plan(), paused=[START + timedelta(days=56)]) == START + timedelta(days=55)


def test_the_seed_of_another_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="another plan"):
        day_of(plan(), bytes(32), START)


def test_a_short_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        seed_hash(b"guess me")


@pytest.mark.parametrize(
    "changes",
    [{"question": "Another?"}, {"pairs": 5}, {"starts": date(2026, 3, 3)}, {"seed_hash": seed_hash(bytes(32))}],
)
def test_whatever_is_changed_in_a_plan_changes_its_fingerprint(changes: dict[str, Any]) -> None:
    assert fingerprint(plan(**changes)) != fingerprint(plan())
    assert fingerprint(plan()) == fingerprint(plan())


def test_both_orders_are_drawn_about_as_often() -> None:
    drawn = [one for n in range(200) for one in order(n.to_bytes(32), 8)]
    assert 720 < drawn.count("AB") < 880
    assert set(drawn) == {"AB", "BA"}


@given(st.binary(min_size=32, max_size=32), st.integers(3, 8), st.integers(4, 20), st.sets(st.integers(0, 60)))
def test_each_arm_gets_as_many_days_that_count_whatever_is_paused(
    seed: bytes, pairs: int, block: int, crashes: set[int]
) -> None:
    here = plan(pairs=pairs, block_days=block, washout_days=1, seed_hash=seed_hash(seed))
    paused = {START + timedelta(days=n) for n in crashes}
    last = ends(here, paused=paused)
    all_days = [day_of(here, seed, START + timedelta(days=n), paused=paused) for n in range((last - START).days + 1)]
    counted: list[Day] = [one for one in all_days if one and one.counts]
    assert sum(one.arm == "A" for one in counted) == sum(one.arm == "B" for one in counted) == pairs * (block - 1)
    assert day_of(here, seed, last + timedelta(days=1), paused=paused) is None


@pytest.mark.parametrize(
    ("crashes", "asks"), [({"A": 2, "B": 2}, False), ({"A": 3}, True), ({"B": 4}, True), ({}, False)]
)
def test_three_days_of_crash_in_one_arm_bring_the_question_whether_to_go_on(
    crashes: dict[str, int], asks: bool
) -> None:
    assert asks_to_stop(crashes) is asks
