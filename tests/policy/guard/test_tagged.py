"""Spans out of the chances of single words."""

from __future__ import annotations

import pytest

from bedside.policy.guard.layer import tokenise
from bedside.policy.guard.tagged import Tagged, grown, spans


@pytest.mark.parametrize(
    ("text", "inside", "begins", "found"),
    [
        ("hi Ann Lee ok", [0, 0.9, 0.8, 0], [0, 0.9, 0, 0], [(1, 2)]),
        ("hi Ann Lee ok", [0, 0.9, 0.8, 0], [0, 0.9, 0.7, 0], [(1, 1), (2, 2)]),
        ("hi Ann, Lee", [0, 0.9, 0.1, 0.9], [0, 0.9, 0, 0.9], [(1, 1), (3, 3)]),
        ("by J.", [0, 0.9, 0.9], [0, 0.9, 0], [(1, 2)]),
        ("Ann.", [0.9, 0.9], [0.9, 0], [(0, 0)]),
        ("Ann's", [0.9, 0.9], [0.9, 0], [(0, 0)]),
        ("hi there", [0.1, 0.1], [0, 0], []),
    ],
)
def test_likely_words_make_spans(
    text: str, inside: list[float], begins: list[float], found: list[tuple[int, int]]
) -> None:
    tokens = tokenise(text)
    assert [(span.first, span.last) for span in spans(tokens, inside, begins, sure=0.5)] == found


@pytest.mark.parametrize(
    ("text", "span", "wide"),
    [
        ("saw Maria de la Cruz today", (1, 1), (1, 4)),
        ("saw Anna Lee-Smith today", (1, 1), (1, 4)),
        ("saw J. Lee today", (3, 3), (1, 3)),
        ("saw Anna. Then left", (1, 1), (1, 1)),
        ("saw Anna today", (1, 1), (1, 1)),
    ],
)
def test_a_span_widens_over_what_hangs_together(text: str, span: tuple[int, int], wide: tuple[int, int]) -> None:
    tokens = tokenise(text)
    assert grown(tokens, [0.1] * len(tokens), Tagged(*span, 0.9))[:2] == wide


def test_a_span_does_not_widen_over_words_without_any_chance() -> None:
    tokens = tokenise("saw Anna Lee")
    assert grown(tokens, [0, 0.9, 0], Tagged(1, 1, 0.9))[:2] == (1, 1)
