"""Labels out of spans."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts
from bedside.policy.guard.text import Doc
from bedside.policy.guard.training.corpus import labels
from bedside.policy.guard.training.shape import Span


@pytest.mark.parametrize(
    ("text", "spans", "wanted"),
    [
        ("hi Ann Lee", [Span(3, 10, "name")], ["O", "B-NAME", "I-NAME"]),
        ("Ann Bob", [Span(0, 3, "name"), Span(4, 7, "name")], ["B-NAME", "B-NAME"]),
        ("in Oslo", [Span(3, 7, "place")], ["O", "B-PLACE"]),
        ("#TeamAnn", [Span(5, 8, "name")], ["O"]),
        ("#AnnLee", [Span(1, 7, "name")], ["B-NAME"]),
        ("e\u0301 Ann", [Span(3, 6, "name")], ["O", "B-NAME"]),
    ],
)
def test_tokens_are_labelled(text: str, spans: list[Span], wanted: list[str]) -> None:
    assert labels(Doc(text, Facts()), spans) == wanted
