"""The softer words of a combination put into the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bedside.policy.guard.combination_reading import Sign
from bedside.policy.guard.text import Doc

_ARTICLE = re.compile(r"(?:\A|\s)(?:an?|the|one|my|our|this|that|his|her) \Z", re.IGNORECASE)
_PHRASES = ("a ", "an ", "some", "in the ", "with ")


def softened(doc: Doc, parts: Sequence[Sign]) -> str:
    """Give the original text with the softer words of `parts` put in; parts without any stay as they are."""
    text = doc.original
    for part in sorted(parts, key=lambda part: part.start, reverse=True):
        if part.safer is not None:
            start, end = doc.span(part.start, part.end)
            text = _put_in(text[:start], part.safer, text[end:])
    return text


def _put_in(left: str, safer: str, right: str) -> str:
    article = _ARTICLE.search(left)
    if article and safer.startswith(_PHRASES):
        left = left[: article.start()] + (" " if article.start() else "")
    if not safer:
        right = right.lstrip(" ") if not left or left.endswith(" ") else right
        return left + (right[:1].upper() + right[1:] if _begins(left) else right)
    return left + (safer[:1].upper() + safer[1:] if _begins(left) else safer) + right


def _begins(left: str) -> bool:
    return not left.strip() or left.rstrip()[-1] in ".!?\n"
