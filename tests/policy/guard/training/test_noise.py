"""Noise keeps the spans on their words."""

from __future__ import annotations

import random

import pytest

from bedside.policy.guard.training.noise import close_up, lowered, noisy, without
from bedside.policy.guard.training.shape import Row, Span


def words(row: Row) -> list[str]:
    return [row.text[span.start : span.end] for span in row.spans]


@pytest.mark.parametrize(
    ("given", "closed"),
    [
        ("It 's Anna 's turn .", "It's Anna's turn."),
        ("Go # TeamAnna !", "Go #TeamAnna!"),
        ("I ' m here", "I'm here"),
        ("ca n't stop ( now )", "can't stop (now)"),
        ("plain words", "plain words"),
    ],
)
def test_a_corpus_text_is_closed_up(given: str, closed: str) -> None:
    assert close_up(Row("", given, ())).text == closed


def test_spans_move_with_the_text() -> None:
    row = Row("", "It 's Anna 's turn", (Span(6, 10, "name"),))
    assert words(close_up(row)) == ["Anna"]


def test_a_span_without_characters_goes() -> None:
    assert without(Row("", "a b", (Span(0, 1, "name"),)), [0]).spans == ()


@pytest.mark.parametrize("seed", range(40))
def test_noise_leaves_the_letters_of_a_name(seed: int) -> None:
    row = Row("", "Yesterday, Marta Oyelaran waited (again)!", (Span(11, 25, "name"),))
    assert [word.lower() for word in words(noisy(row, random.Random(seed)))] == ["marta oyelaran"]


def test_lower_case_moves_nothing() -> None:
    row = Row("", "\u0130pek and Anna", (Span(9, 13, "name"),))
    assert words(lowered(row)) == ["anna"]
