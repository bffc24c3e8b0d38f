"""What one member's trial says, worked out by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.trials.analysis import Logged, Result, analyse, least_p


def days(*pairs: tuple[Sequence[float | None], Sequence[float | None]]) -> list[Logged]:
    """Days of each pair: those in arm A, those in arm B."""
    return [
        Logged(pair, arm, value)
        for pair, both in enumerate(pairs)
        for arm, values in zip("AB", both, strict=True)
        for value in values
    ]


def result(found: list[Logged]) -> Result:
    said = analyse(found)
    assert said is not None
    return said


@pytest.mark.parametrize(("pairs", "p"), [(3, 0.25), (4, 0.125), (5, 0.0625), (6, 0.03125), (1, 1.0), (8, 0.0078125)])
def test_the_smallest_p_is_what_so_many_pairs_can_give(pairs: int, p: float) -> None:
    assert least_p(pairs) == p
    assert result(days(*[([5.0], [1.0 + n]) for n in range(pairs)])).least_p == p


def test_a_trial_without_a_pair_has_no_p() -> None:
    with pytest.raises(ValueError, match="at least one"):
        least_p(0)


def test_four_pairs_that_all_go_one_way_give_the_smallest_p() -> None:
    said = result(days(([6, 6], [2, 4]), ([7], [5]), ([5], [4]), ([8], [4])))
    assert said.per_pair == (3.0, 2.0, 1.0, 4.0)
    assert (said.mean, said.lowest, said.highest, said.p) == (2.5, 1.0, 4.0, 0.125)


def test_a_pair_that_goes_the_other_way_raises_p() -> None:
    """|mean| of (3, 2, 1, -4) is 0.5; of the 16 signs 14 give as much or more, by hand."""
    said = result(days(([6], [3]), ([7], [5]), ([5], [4]), ([4], [8])))
    sums = [a * 3 + b * 2 + c * 1 + d * 4 for a in (1, -1) for b in (1, -1) for c in (1, -1) for d in (1, -1)]
    assert said.p == sum(abs(one) >= 2 for one in sums) / 16


def test_no_difference_at_all_gives_a_p_of_one() -> None:
    assert result(days(([3], [3]), ([4], [4]), ([2], [2]))).p == 1.0


def test_a_day_without_an_answer_is_counted_as_missing_and_in_no_mean() -> None:
    said = result(days(([6, None], [2]), ([6], [None, 2])))
    assert (said.per_pair, said.answered, said.missing) == ((4.0, 4.0), 4, 2)


def test_a_pair_with_answers_in_one_arm_only_is_left_out() -> None:
    said = result(days(([6], [2]), ([9], [None]), ([5], [2])))
    assert said.per_pair == (4.0, 3.0)
    assert said.least_p == 0.5


def test_without_a_whole_pair_nothing_is_said() -> None:
    assert analyse(days(([6], [None]))) is None
    assert analyse([]) is None


VALUES = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=8)


@given(VALUES)
def test_the_other_name_for_each_arm_turns_the_sign_and_keeps_p(values: list[tuple[int, int]]) -> None:
    here = result(days(*[([a], [b]) for a, b in values]))
    there = result(days(*[([b], [a]) for a, b in values]))
    assert there.mean == pytest.approx(-here.mean)
    assert there.p == here.p


@given(VALUES)
def test_p_is_never_under_the_smallest_that_so_many_pairs_can_give(values: list[tuple[int, int]]) -> None:
    said = result(days(*[([a], [b]) for a, b in values]))
    assert said.least_p <= said.p <= 1
