"""A practice's own texts for answers: written by one person, agreed by another, filled in by a third.

Author and approver differ (spec clinicians.md 7), and an approval is void when the text changes. A place to fill in is
written {{like this}}. Some are known and filled in at once; the others stay marked, and an answer that still holds one
is not sent.
"""

import re
from collections.abc import Mapping
from typing import Final

PLACE: Final = re.compile(r"\{\{\s*([^{}\n]{1,40}?)\s*\}\}")
KNOWN: Final = {
    "practice": "the practice's name",
    "telephone": "the practice's telephone number",
    "hours": "when it opens next",
    "my name": "the name of who answers",
    "patient": "the name that the patient uses here",
}
LONGEST: Final = 4000  # characters
MOST: Final = 200  # of one practice


def places(text: str) -> list[str]:
    """Return the places of a text that are to be filled in, each once, in their order."""
    return list(dict.fromkeys(_tidy(found) for found in PLACE.findall(text)))


def filled(text: str, *, known: Mapping[str, str]) -> str:
    """Return a text with those places filled in that are known; what is put in is never read as a place."""
    return PLACE.sub(lambda found: known.get(_tidy(found.group(1))) or found.group(), text)


def unfilled(text: str) -> list[str]:
    """Return what an answer still lacks before it may be sent."""
    return places(text)


def may_approve(*, writer: int, approver: int) -> bool:
    """Say whether this person may agree to a text: never who wrote it."""
    return writer != approver


def _tidy(name: str) -> str:
    return " ".join(name.casefold().split())
