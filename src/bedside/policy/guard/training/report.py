"""Measures the guard on texts that were not trained on: whole names and places, alerts, and by origin of the names.

Only names and places are looked at; `bedside guard eval` measures every kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.training import corpus
from bedside.policy.guard.training.generate import generate, in_lower_case
from bedside.policy.guard.training.shape import Row, Span

HELD_OUT_TEXTS = 1_200
_SEED = 11
_TOKEN = re.compile(r"\w+")


class Figures(NamedTuple):
    """Counts over some texts: spans found whole of all, texts without spans alerted of all, tokens."""

    names: tuple[int, int]
    places: tuple[int, int]
    alerts: tuple[int, int]
    tokens: tuple[int, int, int]

    @property
    def f2(self) -> float:
        """F2 of the tokens of names and places."""
        both, found_only, gold_only = self.tokens
        return 5 * both / max(1, 5 * both + 4 * gold_only + found_only)


def table(folder: Path) -> str:
    """Give the figures of the held-out splits as text, one line each."""
    own = list(generate(HELD_OUT_TEXTS, seed=_SEED, held_out=True))
    splits = {
        "wnut17_dev": corpus.read(folder, corpus.MEASURED),
        "synthetic, held-out templates": corpus.synthetic(folder, held_out=True),
        "own, held-out templates and names": own,
        "the same in lower case": list(in_lower_case(iter(own))),
        **{f"own, {origin} names": rows for origin, rows in _by_origin(own)},
    }
    head = f"{'split':36}{'names whole':>18}{'places whole':>18}{'alerts':>18}{'F2':>7}"
    return "\n".join([head, *(_line(split, figures(rows)) for split, rows in splits.items())])


def _by_origin(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    named = sorted((row for row in rows if row.spans), key=lambda row: row.origin)
    return ((origin, list(group)) for origin, group in groupby(named, key=lambda row: row.origin))


def _line(split: str, of: Figures) -> str:
    cells = "".join(f"{_rate(*pair):>18}" for pair in (of.names, of.places, of.alerts))
    return f"{split:36}{cells}{of.f2:7.3f}"


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.3f} of {whole}" if whole else "-"


def figures(rows: Iterable[Row]) -> Figures:
    """Measure the guard on `rows`, as a clinician's public posts."""
    names, places, alerts, tokens = [0, 0], [0, 0], [0, 0], [0, 0, 0]
    for row in rows:
        found = _found(row.text)
        for span in row.spans:
            counts = names if span.type == "name" else places
            counts[0] += all(_within(start, found) for start in _starts(row.text, span))
            counts[1] += 1
        if not row.spans:
            alerts[0] += bool(found)
            alerts[1] += 1
        for match in _TOKEN.finditer(row.text):
            gold, seen = _within(match.start(), row.spans), _within(match.start(), found)
            tokens[0] += gold and seen
            tokens[1] += seen and not gold
            tokens[2] += gold and not seen
    return Figures(
        (names[0], names[1]), (places[0], places[1]), (alerts[0], alerts[1]), (tokens[0], tokens[1], tokens[2])
    )


def _found(text: str) -> list[Span]:
    return [Span(f.start, f.end, f.kind) for f in inspect(text).findings if f.kind in ("name", "place")]


def _starts(text: str, span: Span) -> list[int]:
    return [match.start() for match in _TOKEN.finditer(text, span.start, span.end)]


def _within(at: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)
