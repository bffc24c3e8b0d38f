"""Our own question about fatigue: 0 to 10, its ends named, no band and no published change."""

import pytest

from bedside.policy.instruments.fatigue import INSTRUMENT
from bedside.policy.instruments.rules.change import Direction, Point, change
from bedside.policy.instruments.rules.scoring import score
from tests.policy.instruments.days import FIRST, SECOND


@pytest.mark.parametrize("value", range(11))
def test_the_answer_is_the_score(value: int) -> None:
    found = score(INSTRUMENT, [("fatigue-1", value)])
    assert (found.value, found.complete, found.band) == (value, True, "")


def test_more_is_worse() -> None:
    found = change(INSTRUMENT, Point(FIRST, 3), Point(SECOND, 6))
    assert found is not None
    assert (found.direction, found.matters, found.reliable) == (Direction.WORSE, None, None)


def test_without_an_answer_there_is_no_score() -> None:
    assert score(INSTRUMENT, []).value is None
    assert score(INSTRUMENT, [("fatigue-1", None)]).value is None
