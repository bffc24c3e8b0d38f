"""Which mark stands for a day: silence is never drawn as a value."""

import pytest

from bedside.policy.month import DECLINED, NO_ANSWER, NOT_ASKED, VALUE, Mark, mark_of
from bedside.policy.symptoms import FIGURES, LEVELS, Strength


@pytest.mark.parametrize(
    ("said", "asked", "mark"),
    [
        ([], False, Mark(NOT_ASKED)),
        ([], True, Mark(NO_ANSWER)),
        ([(Strength(FIGURES, None), False)], False, Mark(DECLINED)),
        ([(Strength(FIGURES, 0), False)], False, Mark(VALUE, 0.0)),
        ([(Strength(FIGURES, 10), True)], False, Mark(VALUE, 1.0, late=True)),
        ([(Strength(FIGURES, 2), False), (Strength(LEVELS, 3), False)], False, Mark(VALUE, 1.0)),
        ([(Strength(FIGURES, None), False), (Strength(FIGURES, 5), False)], False, Mark(VALUE, 0.5)),
        ([(Strength(FIGURES, 5), True), (Strength(FIGURES, 5), False)], False, Mark(VALUE, 0.5)),
    ],
)
def test_a_day_has_one_of_four_marks(said: list[tuple[Strength, bool]], asked: bool, mark: Mark) -> None:
    assert mark_of(said, asked=asked) == mark
