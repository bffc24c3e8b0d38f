"""The matched comparison: fixture T2, its rules, and what it cannot see."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.evidence.alarms import alarm_rate, pseudo_treatments
from bedside.policy.evidence.matching import Comparison, Effect, Histories, compare, distances, on_grid

from .invented_trials import trial

NAMES = ("naive", "matched", "corrected")


@cache
def found(seed: int, effect: float, latent: bool, caliper: float | None = None) -> Comparison:
    made = trial(seed, effect=effect, latent=latent)
    return compare(made.treated, made.pool, caliper=caliper)


def rates(seeds: range, effect: float, latent: bool, caliper: float | None = None) -> dict[str, float]:
    """The share of the seeds in which each estimate was called different."""
    effects = [found(seed, effect, latent, caliper) for seed in seeds]
    return {name: float(np.mean([getattr(e, name).is_different for e in effects])) for name in NAMES}


def means(seeds: range, effect: float, latent: bool) -> tuple[float, ...]:
    effects = [found(seed, effect, latent) for seed in seeds]
    return tuple(float(np.mean([getattr(e, name).difference for e in effects])) for name in NAMES)


needs_the_stream = pytest.mark.skipif(np.__version__.split(".")[:2] != ["2", "4"], reason="another stream of numbers")


@needs_the_stream
@pytest.mark.parametrize(
    ("seed", "name", "difference", "error"),
    [
        (0, "naive", -0.98834, 0.44742),
        (0, "matched", 0.13704, 0.43160),
        (0, "corrected", 0.45646, 0.43327),
        (1, "matched", 0.09166, None),
        (1, "corrected", 0.33142, None),
    ],
)
def test_t2_the_anchors_are_met(seed: int, name: str, difference: float, error: float | None) -> None:
    effect = getattr(found(seed, 0, False), name)
    assert effect.difference == pytest.approx(difference, abs=1e-4)
    assert error is None or effect.error == pytest.approx(error, abs=1e-4)


@needs_the_stream
def test_t2_the_mean_distance_of_the_anchor() -> None:
    assert found(0, 0, False).mean_distance == pytest.approx(9.929, abs=1e-3)


SOME = range(16)


def test_t2_where_nothing_works_matching_seldom_says_otherwise_and_the_naive_look_often_does() -> None:
    under_null = rates(SOME, 0, False)
    assert under_null["naive"] >= 0.5
    assert max(under_null["matched"], under_null["corrected"]) <= 0.125


def test_t2_a_slowing_by_a_fifth_is_found() -> None:
    at_a_fifth = rates(SOME, 0.2, False)
    assert min(at_a_fifth["matched"], at_a_fifth["corrected"]) >= 0.95


def test_t2_what_was_not_measured_is_not_seen_and_the_line_says_so() -> None:
    """If matching got this right, something would have leaked."""
    hidden = [found(seed, 0, True) for seed in SOME]
    assert 0.3 <= np.mean([one.matched.is_different for one in hidden]) <= 0.9
    fooled = [one for one in hidden if one.matched.is_different]
    assert all(one.sensitivity.interval > 1 for one in fooled)
    assert all("cannot rule out" in one.sensitivity.sentence for one in hidden)


TABLE = [
    (False, 0.0, (-1.12, -0.11, 0.17)),
    (False, 0.2, (1.05, 2.05, 2.34)),
    (False, 0.3, (2.18, 3.18, 3.47)),
    (False, 0.5, (4.48, 5.49, 5.77)),
    (True, 0.0, (-1.97, -0.99, -0.76)),
    (True, 0.2, (0.31, 1.29, 1.51)),
    (True, 0.3, (1.49, 2.47, 2.70)),
    (True, 0.5, (3.92, 4.90, 5.13)),
]
ALL = range(80)


@pytest.mark.nightly
@pytest.mark.parametrize(("latent", "effect", "expected"), TABLE)
def test_t2_the_means_of_80_seeds(latent: bool, effect: float, expected: tuple[float, ...]) -> None:
    assert means(ALL, effect, latent) == pytest.approx(expected, abs=0.10)


@pytest.mark.nightly
@pytest.mark.parametrize("caliper", [None, 0.95])
def test_t2_the_bars_over_80_seeds(caliper: float | None) -> None:
    """As in the table, and with the caliper that pages use."""
    under_null, at_a_fifth, hidden = (
        rates(ALL, effect, latent, caliper) for effect, latent in ((0, False), (0.2, False), (0, True))
    )
    assert under_null["naive"] >= 0.5
    assert max(under_null["matched"], under_null["corrected"]) <= 0.10
    assert min(at_a_fifth["matched"], at_a_fifth["corrected"]) >= 0.95
    assert 0.45 <= hidden["matched"] <= 0.75


@pytest.mark.nightly
def test_a_hundred_pseudo_treatments_raise_few_alarms() -> None:
    pool = trial(3, effect=0, latent=False).pool
    dealt = pseudo_treatments(sizes=[60, 149], days=[0], people=len(pool.after), runs=100, rng=np.random.default_rng(5))
    assert alarm_rate([_called_different(pool, one.people) for one in dealt]).in_a_hundred <= 10


def _called_different(pool: Histories, people: np.ndarray) -> bool:
    taken = np.isin(np.arange(len(pool.after)), people)
    return compare(rows(pool, taken), rows(pool, ~taken)).matched.is_different


def rows(of: Histories, chosen: np.ndarray) -> Histories:
    return Histories(
        before=of.before[chosen], after=of.after[chosen], since_onset=of.since_onset[chosen], person=of.person[chosen]
    )


def histories(
    curves: list[list[float]], *, after: float = 20, onset: float = 24, person: list[int] | None = None
) -> Histories:
    n = len(curves)
    return Histories(
        before=np.array(curves, float),
        after=np.full(n, after),
        since_onset=np.full(n, onset),
        person=np.array(person if person is not None else range(n)),
    )


NAN = float("nan")
FLAT, FALLING = [30.0] * 5, [42.0, 39, 36, 33, 30]


def test_the_distance_is_the_area_between_the_curves_before_the_start() -> None:
    """Both end at 30; the area between them is that of a triangle of 12 points and 12 months."""
    assert distances(histories([FLAT]), histories([FLAT, FALLING])).tolist() == [[0, 72]]


@pytest.mark.parametrize(
    ("curve", "distance"),
    [
        pytest.param([NAN, NAN, 36, 33, 30], 12 * (6 * 3 + 3 * 3 + 0) / 7.5, id="half a year in common"),
        pytest.param([NAN, NAN, NAN, 33, 30], np.inf, id="three months in common"),
    ],
)
def test_curves_are_compared_over_what_both_know(curve: list[float], distance: float) -> None:
    assert distances(histories([FLAT]), histories([curve]))[0, 0] == pytest.approx(distance)


@pytest.mark.parametrize(("onset", "is_far"), [(24, False), (27, False), (27.5, True), (20, True)])
def test_controls_are_as_long_ill_by_three_months(onset: float, is_far: bool) -> None:
    assert bool(np.isinf(distances(histories([FLAT]), histories([FLAT], onset=onset))[0, 0])) is is_far


def test_nobody_is_a_control_twice_in_whatever_row() -> None:
    """Six people stand in the pool with two rows each: two treated people of three take them all."""
    pool = histories([FLAT, FALLING] * 9, person=[i // 2 for i in range(18)])
    pool.after[:] = 20 + np.arange(18)
    told = compare(histories([FLAT] * 4), pool, caliper=None)
    assert (told.kept, told.dropped) == (3, 1)


def test_who_has_no_control_near_enough_is_dropped_and_counted() -> None:
    strange = [0.0, 48, 0, 48, 0]
    rng = np.random.default_rng(1)
    near = (30 + rng.normal(0, 1, (300, 5))).tolist()
    told = compare(histories([*near[:39], strange]), replace(histories(near[40:]), after=rng.normal(20, 2, 260)))
    assert (told.treated, told.kept + told.dropped) == (40, 40)
    assert 1 <= told.dropped <= 2
    assert told.mean_distance < 20


@pytest.mark.parametrize(("kept", "may"), [(29, False), (30, True)])
def test_a_comparison_is_shown_from_thirty_treated_people_on(kept: int, may: bool) -> None:
    assert replace(found(0, 0, False), kept=kept).may_be_shown is may


def test_too_few_controls_are_refused() -> None:
    with pytest.raises(ValueError, match="Too few"):
        compare(histories([FLAT] * 4), histories([FLAT] * 2))


def test_scores_at_the_start_must_be_known() -> None:
    with pytest.raises(ValueError, match="must be known"):
        histories([[30, 30, 30, 30, NAN]])


@pytest.mark.parametrize(("difference", "is_different"), [(0.5, False), (1.9, False), (2.0, True), (-2.0, True)])
def test_a_difference_is_one_when_its_interval_leaves_out_none(difference: float, is_different: bool) -> None:
    effect = Effect(difference=difference, error=1)
    assert effect.is_different is is_different
    assert (effect.low <= 0 <= effect.high) is not is_different


def test_scores_are_read_between_measured_points() -> None:
    told = on_grid(np.array([-10.0, -4, 2, 14]), np.array([40.0, 34, 28, 16]))
    assert told is None  # two points before the start
    told = on_grid(np.array([14.0, -10, -7, -4, 2]), np.array([16.0, 40, 37, 34, 28]))
    assert told is not None
    assert told[0][1:].tolist() == [39, 36, 33, 30]
    assert np.isnan(told[0][0])
    assert told[1] == 18


@pytest.mark.parametrize(
    ("months", "is_known"),
    [
        pytest.param([-9, -6, -3, 12], True, id="measured on both sides of the start"),
        pytest.param([-5, -3, -1, 0, 12], False, id="less than half a year before"),
        pytest.param([-9, -6, -3, 0, 11], False, id="less than a year after"),
        pytest.param([-9, -6, -3], False, id="nothing after the start"),
    ],
)
def test_never_beyond_them(months: list[float], is_known: bool) -> None:
    assert (on_grid(np.array(months, float), np.arange(len(months), dtype=float)) is not None) is is_known


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 5), st.floats(-20, 20))
def test_a_shift_of_all_outcomes_of_the_treated_shifts_every_estimate_alike(seed: int, shift: float) -> None:
    made = trial(seed, effect=0, latent=False)
    few = rows(made.treated, np.arange(149) < 40)
    before, after = (
        compare(
            Histories(before=few.before, after=few.after + more, since_onset=few.since_onset, person=few.person),
            made.pool,
        )
        for more in (0, shift)
    )
    for name in NAMES:
        moved = getattr(after, name).difference - getattr(before, name).difference
        assert moved == pytest.approx(shift, abs=1e-9)
