"""The regression behind the sums of small signs."""

from __future__ import annotations

from bedside.policy.guard.training.linear import BASE, fitted

ROWS = [
    *[({"rope", "the"}, True, 1.0)] * 20,
    *[({"cake", "the"}, False, 1.0)] * 20,
    ({"once"}, True, 1.0),
]


def test_what_stands_in_the_class_weighs_for_it_and_what_stands_elsewhere_against_it() -> None:
    weights = fitted(ROWS, shrink=1.0, plain=0.5)
    assert weights["rope"] > 1 > 0.3 > abs(weights["the"])
    assert weights["cake"] < -1


def test_what_was_seen_once_has_no_weight() -> None:
    assert fitted(ROWS, shrink=1.0, plain=0.5).keys() == {BASE, "rope", "cake", "the"}


def test_the_same_rows_give_the_same_weights() -> None:
    assert fitted(ROWS, shrink=1.0, plain=0.5) == fitted(list(ROWS), shrink=1.0, plain=0.5)


def test_more_shrinking_gives_smaller_weights() -> None:
    assert fitted(ROWS, shrink=20.0, plain=0.5)["rope"] < fitted(ROWS, shrink=1.0, plain=0.5)["rope"]


def test_a_row_that_counts_less_pulls_less() -> None:
    light = [(names, answer, 0.05 if answer else part) for names, answer, part in ROWS]
    assert fitted(light, shrink=1.0, plain=0.5)["rope"] < fitted(ROWS, shrink=1.0, plain=0.5)["rope"]
