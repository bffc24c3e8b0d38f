"""Telephone numbers (letter D). How they are written is told in `telephone.py`; fax numbers have their own file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.telephone import is_fax, lines
from bedside.policy.guard.text import Doc

KIND: Final = "phone"
RULES: Final = ("phone.nanp", "phone.international", "phone.national", "phone.labelled", "phone.spelled")


def find(doc: Doc) -> Iterator[Hit]:
    """Find telephone numbers. Help lines are none."""
    fax_is_named = "fax" in doc.norm.lower()
    told = (line for line in lines(doc) if not (fax_is_named and is_fax(doc, line)))
    hits = (Hit(KIND, f"phone.{line.form}", line.start, line.end) for line in told)
    yield from without_codes(hits, doc=doc)
