"""How often the comparison cries wolf."""

import numpy as np
import pytest

from bedside.policy.evidence.alarms import alarm_rate, pseudo_treatments


@pytest.mark.parametrize(
    ("alarms", "runs", "may"),
    [(0, 100, True), (5, 100, True), (10, 100, True), (11, 100, False), (101, 1000, False), (0, 99, False)],
)
def test_comparisons_are_shown_up_to_ten_false_alarms_in_a_hundred(alarms: int, runs: int, may: bool) -> None:
    assert alarm_rate([True] * alarms + [False] * (runs - alarms)).may_compare is may


@pytest.mark.parametrize(("alarms", "printed"), [(0, "0 of 100"), (1, "1 of 100"), (12, "10 of 100")])
def test_the_rate_is_printed_and_never_rounded_down(alarms: int, printed: str) -> None:
    assert printed in alarm_rate([True] * alarms + [False] * (125 - alarms)).sentence


def test_a_method_that_was_not_tried_has_no_rate() -> None:
    with pytest.raises(ValueError, match="not tried"):
        alarm_rate([])


def test_pseudo_treatments_have_sizes_and_days_of_real_ones() -> None:
    dealt = pseudo_treatments(sizes=[30, 40, 900], days=[5, 9], people=400, runs=50, rng=np.random.default_rng(1))
    assert {len(one.people) for one in dealt} == {30, 40}
    assert {int(day) for one in dealt for day in one.days} == {5, 9}
    assert all(len(np.unique(one.people)) == len(one.people) == len(one.days) for one in dealt)


def test_two_pseudo_treatments_are_not_the_same_people() -> None:
    one, other = pseudo_treatments(sizes=[30], days=[0], people=400, runs=2, rng=np.random.default_rng(1))
    assert set(one.people.tolist()) != set(other.people.tolist())


@pytest.mark.parametrize(("sizes", "days"), [([101], [1]), ([], [1]), ([10], [])])
def test_without_enough_people_none_is_dealt(sizes: list[int], days: list[int]) -> None:
    with pytest.raises(ValueError, match="too few people"):
        pseudo_treatments(sizes=sizes, days=days, people=400, runs=1, rng=np.random.default_rng(1))
