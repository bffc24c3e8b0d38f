"""Fax numbers (letter E): a telephone number behind a word for fax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.telephone import is_fax, lines
from bedside.policy.guard.text import Doc

KIND: Final = "fax"
RULES: Final = ("fax.number",)


def find(doc: Doc) -> Iterator[Hit]:
    """Find numbers of which the word right before says that they are for faxes."""
    if "fax" not in doc.norm.lower():
        return
    hits = (Hit(KIND, "fax.number", line.start, line.end) for line in lines(doc) if is_fax(doc, line))
    yield from without_codes(hits, doc=doc)
