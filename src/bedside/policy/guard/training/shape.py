"""What one text of the training data looks like, wherever it comes from."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A name or place: code points of the text, end exclusive."""

    start: int
    end: int
    type: str


class Row(NamedTuple):
    """One text, what is marked in it, the template it was filled from, and the origin of its names (both or none)."""

    id: str
    text: str
    spans: tuple[Span, ...]
    template: str = ""
    origin: str = ""
