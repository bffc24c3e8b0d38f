"""First and later courses, as two bars or not at all."""

import pytest

from bedside.policy.evidence.lines import Line, both_bars, is_second_line, line_of
from bedside.policy.evidence.purpose import Count


@pytest.mark.parametrize(
    ("said", "line"),
    [("first", Line.FIRST), ("second", Line.LATER), ("later", Line.LATER), ("unsure", Line.UNSURE), ("", Line.UNSURE)],
)
def test_answers_fall_into_first_later_and_unsure(said: str, line: Line) -> None:
    assert line_of(said) is line


def lines(first: tuple[int, int], later: tuple[int, int], unsure: tuple[int, int] = (0, 0)) -> dict[Line, Count]:
    return {line: Count(*count) for line, count in zip(Line, (first, later, unsure), strict=True)}


@pytest.mark.parametrize(
    ("counts", "stands"),
    [
        pytest.param(lines((40, 20), (60, 40)), True, id="both large"),
        pytest.param(lines((10, 5), (60, 40)), False, id="few tried it first"),
        pytest.param(lines((40, 35), (60, 40)), False, id="five it did not help"),
        pytest.param(lines((40, 20), (60, 40), (6, 3)), False, id="six unsure could be worked out"),
        pytest.param(lines((40, 20), (60, 40), (30, 15)), True, id="many unsure"),
        pytest.param(lines((40, 20), (60, 40), (30, 28)), False, id="two of the unsure it did not help"),
        pytest.param({}, False, id="nobody"),
    ],
)
def test_both_bars_are_shown_or_none(counts: dict[Line, Count], stands: bool) -> None:
    found = both_bars(counts, {})
    assert (found is not None) is stands
    assert found is None or set(found) == {Line.FIRST, Line.LATER}


def test_each_bar_is_pulled_to_the_other_treatments_of_its_line() -> None:
    others = {Line.LATER: {"b": Count(30, 3), "c": Count(40, 6), "d": Count(50, 5)}}
    alone, among = (both_bars(lines((30, 15), (30, 15)), other) for other in ({}, others))
    assert alone is not None
    assert among is not None
    assert alone[Line.FIRST] == among[Line.FIRST]
    assert among[Line.LATER].share is not None
    assert alone[Line.LATER].share is not None
    assert among[Line.LATER].share.prior < alone[Line.LATER].share.prior


@pytest.mark.parametrize(
    ("first", "later", "answer"), [(20, 40, True), (40, 20, False), (20, 20, False), (10, 90, None), (90, 0, None)]
)
def test_a_treatment_is_second_line_when_most_tried_something_else_before(
    first: int, later: int, answer: bool | None
) -> None:
    assert is_second_line(lines((first, 0), (later, 0), (500, 0))) is answer
