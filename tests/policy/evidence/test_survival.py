"""Time on a treatment: the curve, its interval, the reasons, two groups."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.evidence.survival import (
    Spells,
    at_risk_after,
    log_rank,
    spells,
    time_on_treatment,
    why_stopped,
)

Course = tuple[float, float, int]

WEEKS: list[Course] = [
    (0, 2, 1), (0, 4, 1), (0, 4, 0), (0, 6, 1), (3, 8, 0), (0, 10, 1), (5, 12, 1), (0, 12, 0), (7, 20, 0), (0, 26, 0),
]  # fmt: skip
WITH_ENTRY = {2: 0.8571, 4: 0.7347, 6: 0.6122, 10: 0.4898, 12: 0.3673}
WITHOUT_ENTRY = {2: 0.9, 4: 0.8, 6: 0.6857, 10: 0.5486, 12: 0.4114}

MERCAPTOPURINE = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
"""Weeks in remission; a minus marks who was still in it. Freireich and others, Blood 1963;21:699-716."""


def of(courses: Sequence[Course]) -> Spells:
    return spells(*zip(*courses, strict=True))


def remissions(weeks: Sequence[int]) -> Spells:
    return of([(0, abs(week), int(week > 0)) for week in weeks])


@pytest.mark.parametrize(("week", "share"), WITH_ENTRY.items())
def test_the_curve_counts_late_comers_from_when_they_came(week: int, share: float) -> None:
    assert time_on_treatment(of(WEEKS)).at(week)[0] == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize(("week", "share"), WITHOUT_ENTRY.items())
def test_counting_them_from_the_start_would_give_other_figures(week: int, share: float) -> None:
    from_start = of([(0, leave, event) for _, leave, event in WEEKS])
    assert time_on_treatment(from_start).at(week)[0] == pytest.approx(share, abs=1e-4)
    assert abs(share - WITH_ENTRY[week]) > 0.04


def test_nobody_has_stopped_before_the_first_one_did() -> None:
    curve = time_on_treatment(of(WEEKS))
    assert (curve.at(1.9), curve.at(26)[0]) == ((1.0, 1.0, 1.0), curve.share[-1])


@pytest.mark.parametrize(
    ("week", "share", "low", "high"),
    [
        (6, 0.8571, 0.6197, 0.9516),
        (7, 0.8067, 0.5631, 0.9228),
        (10, 0.7529, 0.5032, 0.8894),
        (13, 0.6902, 0.4316, 0.8491),
        (16, 0.6275, 0.3675, 0.8049),
        (22, 0.5378, 0.2678, 0.7468),
        (23, 0.4482, 0.1881, 0.6801),
    ],
)
def test_curve_and_interval_are_those_that_textbooks_print(week: int, share: float, low: float, high: float) -> None:
    """Kleinbaum & Klein, Survival Analysis, and other programs print these for the 21 on mercaptopurine."""
    assert time_on_treatment(remissions(MERCAPTOPURINE)).at(week) == pytest.approx((share, low, high), abs=1e-4)


def test_the_two_groups_of_the_textbook_differ_as_it_says() -> None:
    chi2, p = log_rank([remissions(MERCAPTOPURINE), remissions(PLACEBO)])
    assert chi2 == pytest.approx(16.793, abs=1e-3)
    assert p == pytest.approx(4.17e-5, abs=1e-7)


def arm(people: int, deaths: int) -> Spells:
    """Deaths as an exponential curve would have them, the others alive at 18 months (fixture T1)."""
    hazard = -np.log(1 - deaths / people) / 18
    times = -np.log(1 - (np.arange(1, deaths + 1) - 0.5) / people) / hazard
    return spells(np.zeros(people), np.append(times, np.full(people - deaths, 18.0)), np.arange(people) < deaths)


def test_t1_the_trial_of_lithium_in_als_shows_no_difference() -> None:
    """LiCALS, Lancet Neurol 2013: 107 in each arm, 44 and 53 dead at 18 months; published chi-square 1.64, p 0.20."""
    chi2, p = log_rank([arm(107, 44), arm(107, 53)])
    assert chi2 == pytest.approx(1.56, abs=0.15)
    assert p == pytest.approx(0.211, abs=0.02)


def test_t1_with_all_deaths_on_one_day_the_test_is_that_of_a_table_of_four() -> None:
    """Chi-square 1.527 without correction; the log-rank variance has n - 1 where it has n."""
    arms = [of([(0, 1, 1)] * dead + [(0, 2, 0)] * (107 - dead)) for dead in (44, 53)]
    assert log_rank(arms)[0] * 214 / 213 == pytest.approx(1.527, abs=1e-3)


def slowly(courses: Sequence[Course]) -> list[tuple[float, float, float, dict[int, float]]]:
    """Time, share, Greenwood's sum, share by reason: the formulas written out, person by person."""
    found, share, spread = [], 1.0, 0.0
    by_reason: dict[int, float] = dict.fromkeys((1, 2, 3), 0.0)
    for t in sorted({leave for entry, leave, cause in courses if cause and entry < leave}):
        at_risk = [c for c in courses if c[0] < t <= c[1]]
        ended = [c for c in at_risk if c[1] == t and c[2]]
        for reason in by_reason:
            by_reason[reason] += share * sum(c[2] == reason for c in ended) / len(at_risk)
        share *= 1 - len(ended) / len(at_risk)
        if len(at_risk) > len(ended):
            spread += len(ended) / (len(at_risk) * (len(at_risk) - len(ended)))
        found.append((t, share, spread, dict(by_reason)))
    return found


@pytest.mark.parametrize("block", range(4))
def test_two_hundred_random_sets_agree_with_the_formulas_written_out(block: int) -> None:
    rng = np.random.default_rng(block)
    for _ in range(50):
        size = int(rng.integers(1, 40))
        entry = rng.integers(0, 12, size) * rng.integers(0, 2, size)
        leave, cause = entry + rng.integers(0, 25, size), rng.integers(0, 4, size)
        written = list(zip(entry.tolist(), leave.tolist(), cause.tolist(), strict=True))
        curve, reasons = time_on_treatment(of(written)), why_stopped(of(written), causes=3)
        expected = slowly(written)
        assert curve.times.tolist() == [t for t, *_ in expected]
        for i, (_, share, spread, by_reason) in enumerate(expected):
            assert curve.share[i] == pytest.approx(share, abs=1e-9)
            assert reasons[:, i] == pytest.approx(list(by_reason.values()), abs=1e-9)
            if share > 0:
                width = 1.959963984540054 * np.sqrt(spread) / abs(np.log(share))
                assert curve.low[i] == pytest.approx(share ** np.exp(width), abs=1e-9)
                assert curve.high[i] == pytest.approx(share ** np.exp(-width), abs=1e-9)


courses = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 40), st.integers(0, 3)).map(lambda c: (c[0], c[0] + c[1], c[2])),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(courses)
def test_the_reasons_and_those_still_on_it_add_up_to_everybody(some: list[Course]) -> None:
    total = why_stopped(of(some), causes=3).sum(axis=0) + time_on_treatment(of(some)).share
    assert total == pytest.approx(np.ones(len(total)), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(courses)
def test_the_curve_only_falls_and_lies_in_its_interval(some: list[Course]) -> None:
    curve = time_on_treatment(of(some))
    assert np.all(np.diff(curve.share) <= 0)
    assert np.all((curve.low <= curve.share) & (curve.share <= curve.high))


@settings(max_examples=25, deadline=None)
@given(courses, st.integers(1, 60))
def test_who_falls_silent_keeps_the_curve_up_only_while_observed(some: list[Course], seen_until: int) -> None:
    """One more silent person moves no figure after the last confirmation, and never lowers one before it."""
    before, after = time_on_treatment(of(some)), time_on_treatment(of([*some, (0, seen_until, 0)]))
    ratio = after.share[before.share > 0] / before.share[before.share > 0]
    assert np.all(ratio >= 1 - 1e-12)
    late = ratio[before.times[before.share > 0] > seen_until]
    assert late == pytest.approx(np.full(len(late), late[0] if len(late) else 1))


def test_how_many_are_at_risk_leaves_out_who_stopped_who_is_silent_and_who_has_not_come() -> None:
    assert [at_risk_after(of(WEEKS), week) for week in (0, 4, 12, 26)] == [7, 5, 2, 0]


@pytest.mark.parametrize(
    ("entry", "leave", "cause"),
    [
        pytest.param([0], [1, 2], [1], id="lists of different length"),
        pytest.param([-1], [1], [1], id="before the start"),
        pytest.param([0], [float("nan")], [1], id="no time"),
        pytest.param([0], [1], [-1], id="no reason"),
        pytest.param([[0]], [[1]], [[1]], id="a table"),
    ],
)
def test_what_is_no_list_of_courses_is_refused(entry: list, leave: list, cause: list) -> None:
    with pytest.raises(ValueError, match="must"):
        spells(entry, leave, cause)


def test_a_reason_beyond_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the list"):
        why_stopped(of([(0, 1, 3)]), causes=2)


@pytest.mark.parametrize("groups", [[WEEKS], [WEEKS, WEEKS, WEEKS], [[(0, 1, 0)], [(0, 2, 0)]]])
def test_groups_that_cannot_be_compared_are_refused(groups: list[list[Course]]) -> None:
    with pytest.raises(ValueError, match=r"compared"):
        log_rank([of(group) for group in groups])
