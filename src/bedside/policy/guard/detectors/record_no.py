"""Medical record numbers (letter H): a label, at most three words, then a mixed token with digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "record_no"
RULES: Final = ("record_no.labelled",)

_LABEL = (
    r"mrn|m\.r\.n\.?|mr\s?(?:#|no\b|num\b)|med(?:ical)? rec(?:ord)?(?! of)|(?:record|chart|hospital|hosp|patient"
    r"|pt|case"
    r"|accession|encounter|admission)\s?(?:#|no\b|num\b|nr\b|id\b|number\b)(?! of)|emr\s?(?:#|id\b|number)"
    r"|ehr\s?(?:#|id\b)"
)
_NUMBER = re.compile(
    rf"(?<!\w)(?:{_LABEL})(?:[\s:#=.,(-]{{1,4}}(?!of\b|in\b)[A-Za-z']{{1,12}}){{0,3}}?[\s:#=.(-]{{0,4}}"
    r"(?<![A-Za-z0-9.])(?P<token>[A-Za-z]{0,4}[-/]?\d[\dA-Za-z/-]{2,18}[\dA-Za-z])(?!\w|[.,]\d|\s?(?:%|mg|ml"
    r"|mmol|patients))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}")
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 3


def find(doc: Doc) -> Iterator[Hit]:
    """Find labelled record numbers. Years, calendar dates and short counts after a label are none."""
    if not doc.has_digit:
        return
    for match in _NUMBER.finditer(doc.norm):
        if _looks_like_a_record(match["token"]):
            yield Hit(KIND, "record_no.labelled", match.start("token"), match.end("token"))


def _looks_like_a_record(token: str) -> bool:
    if _YEAR.fullmatch(token) or _DATE.fullmatch(token):
        return False
    return len(_DIGIT.findall(token)) >= _FEWEST_DIGITS
