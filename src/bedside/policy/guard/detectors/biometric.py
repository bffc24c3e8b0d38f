"""Biometric identifiers (letter P): a fingerprint, voice print, iris code or the like with its value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "biometric"
RULES: Final = ("biometric.labelled",)


def find(doc: Doc) -> Iterator[Hit]:
    """Find values behind a word for a biometric sign. The words alone are no finding."""
    hits = (Hit(KIND, "biometric.labelled", value.start, value.end) for value in doc.labelled.get(KIND, ()))
    yield from without_codes(hits, doc=doc)
