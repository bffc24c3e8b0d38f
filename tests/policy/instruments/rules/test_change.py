"""A change is one's own, against one's own earlier score; and time without answers is a gap."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bedside.policy.instruments.model import Reliability
from bedside.policy.instruments.phq9 import INSTRUMENT
from bedside.policy.instruments.rules.change import Change, Direction, Point, change, last_scored, runs

START = date(2026, 1, 1)


def at(day: int, value: int | None) -> Point:
    return Point(START + timedelta(days=day), value)


def changed(earlier: int, later: int, *, reliability: Reliability | None = None) -> Change:
    found = change(replace(INSTRUMENT, reliability=reliability), at(0, earlier), at(14, later))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("earlier", "later", "direction", "matters"),
    [
        (10, 10, Direction.SAME, False),
        (10, 14, Direction.WORSE, False),
        (10, 15, Direction.WORSE, True),
        (10, 6, Direction.BETTER, False),
        (10, 5, Direction.BETTER, True),
    ],
)
def test_a_change_matters_from_the_smallest_that_people_notice(
    earlier: int, later: int, direction: Direction, matters: bool
) -> None:
    found = changed(earlier, later)
    assert (found.difference, found.direction, found.matters) == (later - earlier, direction, matters)


def test_without_a_source_nothing_is_said_of_reliability() -> None:
    assert changed(0, 27).reliable is None


@pytest.mark.parametrize(("later", "reliable"), [(13, False), (14, True)])
def test_a_reliable_change_is_more_than_the_instrument_varies_by_itself(later: int, reliable: bool) -> None:
    # SD 3, r 0.82: 3 sqrt(2 * 0.18) = 1.8, times 1.96 is 3.528
    assert changed(10, later, reliability=Reliability(3.0, 0.82, "invented")).reliable is reliable
    assert changed(later, 10, reliability=Reliability(3.0, 0.82, "invented")).reliable is reliable


def test_without_two_scores_there_is_no_change() -> None:
    assert change(INSTRUMENT, at(0, None), at(1, 3)) is None
    assert change(INSTRUMENT, at(0, 3), at(1, None)) is None


def test_the_last_score_passes_over_days_without_one_and_over_the_same_day() -> None:
    points = [at(0, 4), at(20, 9), at(30, None), at(40, 2)]
    assert last_scored(points, before=points[-1].day) == at(20, 9)
    assert last_scored(points, before=START) is None


@pytest.mark.parametrize(
    ("points", "lengths"),
    [
        ([], []),
        ([at(0, 1)], [1]),
        ([at(0, 1), at(14, 2), at(28, 3)], [3]),
        ([at(0, 1), at(56, 2)], [2]),
        ([at(0, 1), at(57, 2)], [1, 1]),
        ([at(0, 1), at(14, None), at(28, 3)], [1, 1]),
        ([at(0, None), at(14, 1)], [1]),
        ([at(28, 3), at(0, 1)], [2]),
    ],
)
def test_gaps_stay_gaps(points: list[Point], lengths: list[int]) -> None:
    assert [len(run) for run in runs(points, gap_days=56)] == lengths
