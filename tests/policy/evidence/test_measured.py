"""The two figures of what people measured themselves: who counts, who stands beside them, how often it is wrong."""

from typing import Any

import numpy as np
import pytest

from bedside.policy.evidence.alarms import AlarmRate
from bedside.policy.evidence.measured import MONTH, Group, Measured, Person, Scale, Start
from bedside.policy.evidence.negative_controls import alarms_among

SCALE = Scale(within=2, least=None)
BEGIN = 1000
"""The day on which a treatment is started here."""


def person(
    rng: np.random.Generator, *, starts: dict[str, Start] | None = None, gain: float = 0.0, slope: float = 0.0
) -> Person:
    """Somebody ill for three years at `BEGIN`, asked each fortnight for two years; `gain` comes after the start."""
    days = np.arange(BEGIN - 365, BEGIN + 380, 14)
    level = 20 + rng.normal(0, 2) + slope * (days - BEGIN) / MONTH
    scores = level + np.where(days > BEGIN, gain, 0) + rng.normal(0, 0.5, len(days))
    return Person(days=days, scores=scores, onset=BEGIN - 36 * MONTH + rng.uniform(-40, 40), starts=starts or {})


def group(*, gain: float = 0.0, treated: int = 40, others: int = 200, start: Start | None = None, **more: Any) -> Group:
    rng = np.random.default_rng(3)
    tea = {"tea": start or Start(BEGIN, BEGIN)}
    people = [person(rng, starts=tea, gain=gain, **more) for _ in range(treated)]
    return Group([*people, *(person(rng, **more) for _ in range(others))], SCALE)


def measured(**said: Any) -> Measured:
    return group(**said).measured("tea")


def test_a_gain_that_is_there_is_found_in_both_figures() -> None:
    found = measured(gain=3)
    assert (found.people, found.compared) == (40, 40)
    assert found.change is not None
    assert found.comparison is not None
    assert np.median(found.change.started) == pytest.approx(3, abs=0.4)
    assert np.median(found.change.others) == pytest.approx(0, abs=0.4)
    assert found.comparison.matched.low < 3 < found.comparison.matched.high
    assert found.comparison.matched.is_different


def test_without_a_gain_nothing_is_called_different() -> None:
    found = measured()
    assert found.comparison is not None
    assert not found.comparison.matched.is_different


def test_all_getting_better_by_themselves_is_no_effect() -> None:
    found = measured(slope=0.5)
    assert found.change is not None
    assert found.comparison is not None
    assert np.median(found.change.started) == pytest.approx(np.median(found.change.others), abs=0.4)
    assert abs(found.comparison.matched.difference) < 0.5


@pytest.mark.parametrize(
    ("treated", "has_change", "has_comparison"), [(22, False, False), (29, True, False), (40, True, True)]
)
def test_too_few(treated: int, has_change: bool, has_comparison: bool) -> None:
    found = measured(treated=treated, gain=3)
    assert (found.change is not None, found.comparison is not None) == (has_change, has_comparison)


def test_a_start_that_is_not_known_well_enough_counts_on_neither_side() -> None:
    found = group(start=Start(BEGIN, BEGIN, counts=False))
    assert found.treatments == []
    assert found.measured("tea").people == 0


@pytest.mark.parametrize(("later", "may_stand"), [(60, False), (360, False), (400, True)])
def test_who_starts_within_the_year_after_stands_for_nobody(later: int, may_stand: bool) -> None:
    """200 others have half a year of scores before one moment only, near BEGIN, and start the same some time later."""
    rng = np.random.default_rng(3)
    first = [person(rng, starts={"tea": Start(BEGIN, BEGIN)}) for _ in range(40)]
    days = np.arange(BEGIN - 200, BEGIN + 380, 14)
    late = {"tea": Start(BEGIN + later, BEGIN + later)}
    onset = BEGIN - 36 * MONTH
    rest = [
        Person(days=days, scores=20 + rng.normal(0, 2) + rng.normal(0, 0.5, len(days)), onset=onset, starts=late)
        for _ in range(200)
    ]
    assert (Group([*first, *rest], SCALE).measured("tea").comparison is not None) is may_stand


def test_all_answers_alike_make_no_comparison() -> None:
    days = np.arange(BEGIN - 365, BEGIN + 380, 14)
    alike = [
        Person(
            days=days,
            scores=np.full(len(days), 5.0),
            onset=BEGIN - 36 * MONTH,
            starts={"tea": Start(BEGIN, BEGIN)} if number < 40 else {},
        )
        for number in range(200)
    ]
    found = Group(alike, SCALE).measured("tea")
    assert found.comparison is None
    assert found.change is not None


def test_the_method_seldom_finds_what_is_not_there() -> None:
    one = group(gain=3, others=220)
    one.measured("tea")
    runs, alarms = alarms_among([one], runs=100)
    assert runs == 100
    assert AlarmRate(runs=runs, alarms=alarms).may_compare


def test_a_method_that_is_wrong_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from bedside.policy.evidence import matching

    monkeypatch.setattr(matching, "MIDDLE_95", 0.5)
    one = group(gain=3, others=220)
    one.measured("tea")
    runs, alarms = alarms_among([one], runs=100)
    assert not AlarmRate(runs=runs, alarms=alarms).may_compare


def test_without_a_comparison_nothing_is_tried() -> None:
    one = group(treated=10)
    one.measured("tea")
    assert alarms_among([one]) == (0, 0)
