"""The texts the tagger learns from and is measured on, and the labels of their words.

The social files mark persons and places only and have a space before every sign: they are read as they are and once
more closed up. The synthetic file is split by template, never by row.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bedside.policy.guard.layer import TAG, Token
from bedside.policy.guard.model import Facts
from bedside.policy.guard.sequence import features
from bedside.policy.guard.text import Doc
from bedside.policy.guard.training.noise import close_up
from bedside.policy.guard.training.shape import Row, Span

SOCIAL = ("wnut17_train", "broad_twitter_a")
SYNTHETIC = "synthetic_half_a"
MEASURED = "wnut17_dev"
_KINDS = ("name", "place")
_KEPT_FOR_TESTS = 5


class Example(NamedTuple):
    """The features and the label of each token of one text."""

    features: list[list[str]]
    labels: list[str]


def read(folder: Path, name: str) -> list[Row]:
    """Read one file of the developer data; only names and places are kept of its spans."""
    path = folder / f"{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_row(json.loads(line)) for line in lines]


def _row(given: dict[str, object]) -> Row:
    spans = given["spans"]
    assert isinstance(spans, list)
    kept = tuple(Span(s["start"], s["end"], s["type"]) for s in spans if s["type"] in _KINDS)
    return Row(str(given["id"]), str(given["text"]), kept, str(given.get("template", "")))


def synthetic(folder: Path, *, held_out: bool) -> list[Row]:
    """Give the synthetic rows of the templates that are trained on, or of the fifth that is kept for tests."""
    rows = read(folder, SYNTHETIC)
    kept = set(sorted({int(row.template) for row in rows})[::_KEPT_FOR_TESTS])
    return [row for row in rows if (int(row.template) in kept) is held_out]


def with_closed_copies(rows: Iterable[Row]) -> Iterator[Row]:
    """Give the rows as they are and, where that makes a difference, closed up."""
    for row in rows:
        yield row
        closed = close_up(row)
        if closed.text != row.text:
            yield closed


def examples(rows: Iterable[Row]) -> Iterator[Example]:
    """Give what the tagger is shown of each row."""
    for row in rows:
        doc = Doc(row.text, Facts())
        if doc.tokens:
            yield Example(features(doc.tokens), labels(doc, row.spans))


def labels(doc: Doc, spans: Iterable[Span]) -> list[str]:
    """Give the label of each token. A hashtag counts only if the span covers all of it."""
    left = sorted(spans)
    found: list[str] = []
    before: Span | None = None
    for token in doc.tokens:
        span = next((s for s in left if _covers(s, token, doc)), None)
        found.append("O" if span is None else f"{'I' if span == before else 'B'}-{span.type.upper()}")
        before = span
    return found


def _covers(span: Span, token: Token, doc: Doc) -> bool:
    start, end = doc.span(token.start, token.end)
    if token.kind == TAG:
        return span.start <= start + 1 and end <= span.end
    return span.start < end and start < span.end
