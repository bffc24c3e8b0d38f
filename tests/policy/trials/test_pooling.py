"""The trials of many members together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.trials.pooling import Member, Pooled, pool, published, standard_error


def pooled(members: list[Member]) -> Pooled:
    found = pool(members)
    assert found is not None
    return found


def test_under_eleven_members_nothing_is_said() -> None:
    assert pool([Member(1.0, 0.5)] * 10) is None
    assert pool([Member(1.0, 0.5)] * 11) is not None


def test_members_who_all_say_the_same_differ_by_nothing_and_narrow_the_interval() -> None:
    found = pooled([Member(1.0, 0.5)] * 16)
    assert (found.mean, found.tau, found.members) == (1.0, 0.0, 16)
    assert (found.low, found.high) == pytest.approx((1 - 1.96 * 0.125, 1 + 1.96 * 0.125), abs=1e-4)


def test_two_camps_are_seen_as_a_spread_between_members() -> None:
    """Twelve members, six at 0 and six at 2, each known to 0.5.

    By hand: w = 4, Q = 48, sum w = 48, scale = 48 - 192/48 = 44, tau^2 = (48 - 11)/44, se^2 = (0.25 + tau^2)/12.
    """
    found = pooled([Member(0.0, 0.5)] * 6 + [Member(2.0, 0.5)] * 6)
    tau2 = 37 / 44
    assert (found.mean, found.tau) == pytest.approx((1.0, tau2**0.5))
    assert found.high - found.mean == pytest.approx(1.959964 * ((0.25 + tau2) / 12) ** 0.5, abs=1e-5)


def test_who_is_known_better_counts_for_more() -> None:
    found = pooled([Member(0.0, 0.1)] * 10 + [Member(1.0, 10.0)] * 3)
    assert found.mean < 0.01


@pytest.mark.parametrize(
    "bad", [Member(1.0, 0.0), Member(1.0, -1.0), Member(float("nan"), 1.0), Member(1.0, float("inf"))]
)
def test_figures_that_are_none_are_refused(bad: Member) -> None:
    with pytest.raises(ValueError, match="standard error"):
        pool([Member(1.0, 0.5)] * 11 + [bad])


@pytest.mark.parametrize(("pairs", "error"), [((1.0,), None), ((2.0, 2.0), None), ((1.0, 3.0), 1.0), ((), None)])
def test_the_error_of_a_member_needs_two_pairs_that_differ(pairs: tuple[float, ...], error: float | None) -> None:
    assert standard_error(pairs) == (error if error is None else pytest.approx(error))


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 3)), min_size=11, max_size=30), st.floats(-3, 3))
def test_moving_everybody_moves_the_mean_and_nothing_else(values: list[tuple[float, float]], by: float) -> None:
    here = pooled([Member(d, s) for d, s in values])
    there = pooled([Member(d + by, s) for d, s in values])
    assert there.mean == pytest.approx(here.mean + by, abs=1e-6)
    assert there.tau == pytest.approx(here.tau, abs=1e-6)
    assert np.isfinite([here.low, here.high]).all()
    assert here.low <= here.mean <= here.high


@pytest.mark.parametrize(("members", "shown"), [(11, 11), (19, 11), (20, 20), (137, 100), (5_000, 1_000)])
def test_a_figure_says_at_least_so_many_and_no_second_decimal(members: int, shown: int) -> None:
    found = published(Pooled(1.2345, 0.9876, 1.5555, 0.3, members))
    assert found == Pooled(1.2, 1.0, 1.6, 0.0, shown)
