"""Treatments that chance dealt out of one heap are rarely called different."""

from bedside.policy.evidence.alarms import FEWEST_RUNS, AlarmRate
from bedside.policy.evidence.false_alarms import alarms_of
from bedside.policy.evidence.purpose import Count

ALIKE = [Count(people=n, helped=n // 2) for n in (40, 60, 90, 120, 200, 35)]


def test_a_method_that_works_raises_few() -> None:
    tried = alarms_of([ALIKE])
    assert tried is not None
    rate = AlarmRate(runs=tried[0], alarms=tried[1])
    assert rate.runs == FEWEST_RUNS
    assert rate.may_compare


def test_treatments_that_differ_in_truth_make_no_alarm_once_they_are_dealt_anew() -> None:
    tried = alarms_of([[Count(100, 90), Count(100, 20), Count(80, 40)]])
    assert tried is not None
    assert tried[1] <= 10


def test_one_treatment_or_none_is_not_tried() -> None:
    assert alarms_of([]) is None
    assert alarms_of([[Count(100, 50)], [Count(50, 20), Count(9, 3)]]) is None


def test_where_no_share_may_be_shown_nothing_can_be_tried() -> None:
    assert alarms_of([[Count(15, 7), Count(14, 6)]]) is None


def test_the_same_counts_are_tried_alike_each_night() -> None:
    assert alarms_of([ALIKE]) == alarms_of([ALIKE])
