"""The change around a start: which scores count, who it is compared with, and what may be shown of it."""

import numpy as np
import pytest

from bedside.policy.evidence.change import Changes, Windows, around, beside, shown_change

DAYS = np.array([0, 60, 120, 150, 190, 400])
SCORES = np.array([9.0, 2.0, 4.0, 6.0, 8.0, 1.0])


@pytest.mark.parametrize(
    ("first", "last", "answer"),
    [
        (121, 121, (3.0, 7.0)),  # 60 and 120 before; 150 and 190 from day 28 on
        (121, 151, None),  # a start known to the month: day 150 may be before it
        (91, 91, None),  # one score before
        (300, 300, None),  # one score after
    ],
)
def test_two_scores_are_needed_on_each_side(first: int, last: int, answer: tuple[float, float] | None) -> None:
    assert around(DAYS, SCORES, first=first, last=last) == answer


def windows(before: list[float], after: list[float], *, onset: float = 24, people: list[int] | None = None) -> Windows:
    n = len(before)
    return Windows(
        before=np.array(before),
        after=np.array(after),
        since_onset=np.full(n, onset),
        person=np.array(people if people is not None else range(n)),
    )


def test_the_others_are_the_three_nearest_by_their_score_before() -> None:
    pool = windows([5, 5.4, 4.8, 9, 5.1], [6, 6.4, 5.8, 0, 5.1])
    found = beside(windows([5], [9]), pool, within=1, least=None)
    assert found is not None
    assert found.started.tolist() == [4.0]
    assert sorted(np.round(found.others, 6)) == [0.0, 1.0, 1.0]


@pytest.mark.parametrize("pool", [windows([5, 5, 9], [5, 5, 9]), windows([5, 5, 5], [5, 5, 5], onset=28)])
def test_who_has_no_three_alike_is_left_out(pool: Windows) -> None:
    assert beside(windows([5], [9]), pool, within=1, least=None) is None


def test_one_person_stands_for_one_other_only() -> None:
    pool = windows([5, 5, 5, 5], [6, 6, 6, 6], people=[1, 1, 2, 2])
    assert beside(windows([5], [9]), pool, within=1, least=None) is None


def changes(started: list[float], others: list[float], *, least: float | None = 2) -> Changes:
    return Changes(started=np.array(started), others=np.array(others), least=least)


@pytest.mark.parametrize(
    ("people", "is_shown"),
    [(22, False), (23, True)],
)
def test_nothing_is_shown_of_fewer_than_23(people: int, is_shown: bool) -> None:
    assert (shown_change(changes([1.0] * people, [0.0] * 3 * people)) is not None) is is_shown


def test_a_change_is_one_that_people_notice_only_beyond_the_smallest_one() -> None:
    assert changes([], []).sides(np.array([-2.1, -2, 0, 2, 2.1, 9])) == (1, 3, 2)


@pytest.mark.parametrize(
    ("worse", "same", "better", "groups", "shares"),
    [
        (11, 11, 22, ((0,), (1,), (2,)), (25, 25, 50)),
        (3, 17, 20, ((0, 1), (2,)), (50, 50)),
        (20, 15, 5, ((0,), (1, 2)), (50, 50)),
        (0, 30, 2, None, ()),
    ],
)
def test_no_small_side_stands_alone(
    worse: int, same: int, better: int, groups: tuple[tuple[int, ...], ...] | None, shares: tuple[int, ...]
) -> None:
    mine = [-5.0] * worse + [0.0] * same + [5.0] * better
    said = shown_change(changes(mine, [-5.0] * 40 + [0.0] * 40 + [5.0] * 40))
    assert said is not None
    assert (said.groups, said.started_shares) == (groups, shares)


def test_a_small_side_of_the_others_is_not_shown_either() -> None:
    said = shown_change(changes([-5.0] * 20 + [0.0] * 20 + [5.0] * 20, [0.0] * 100 + [5.0] * 80))
    assert said is not None
    assert said.groups == ((0, 1), (2,))


def test_without_a_published_smallest_change_there_are_medians_alone() -> None:
    said = shown_change(changes([1.3] * 30, [0.2] * 90, least=None))
    assert said is not None
    assert (said.started, said.others, said.groups) == (1.5, 0.0, None)
