"""Medical record numbers (letter H): a label, at most three words, then a mixed token with digits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "record_no"
RULES: Final = ("record_no.labelled",)


def find(doc: Doc) -> Iterator[Hit]:
    """Find labelled record numbers. Years, calendar dates and short counts after a label are none."""
    hits = (Hit(KIND, "record_no.labelled", value.start, value.end) for value in doc.labelled.get(KIND, ()))
    yield from without_codes(hits, doc=doc)
