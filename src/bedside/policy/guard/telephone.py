"""How telephone and fax numbers are written: North American shape, international form, national forms, spelled digits.

Area codes are not checked against a list: a mistyped number is still somebody's number.
Emergency and help lines are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.numbers import digits, help_lines
from bedside.policy.guard.text import Doc

_BEFORE = r"(?<![\w+$\u00a3\u20ac#/.:=-])"
_AFTER = r"(?![\w/%]|[-.,:]\d|\s?(?:mg|ml|mcg|mmol|kg|patients|people|steps|dollars|usd|eur)\b)"
_EXTENSION = r"(?:[\s,;]{0,2}(?:ext(?:ension)?|x)\.?\s?\d{1,6})?"
_NANP = re.compile(
    rf"{_BEFORE}(?:\+?1[\s.-]{{0,2}})?(?:\(\d{{3}}\)[\s./-]{{0,2}}\d{{3}}[\s.-]{{0,2}}"
    rf"|\d{{3}}[\s./-]{{1,2}}\d{{3}}[\s.-]{{1,2}})\d{{4}}{_EXTENSION}{_AFTER}",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(rf"{_BEFORE}\(?(?:\+|00(?=[1-9]))\d[\d\s().-]{{6,20}}\d{_EXTENSION}{_AFTER}", re.IGNORECASE)
_NATIONAL = re.compile(
    rf"{_BEFORE}\(?0\d{{1,4}}\)?(?:[\s./-]{{1,2}}\d{{2,8}}){{1,5}}{_EXTENSION}{_AFTER}", re.IGNORECASE
)
# Pairs as in France, Hungary and Norway, area codes in brackets as in South America and Scandinavia, GB mobiles in one.
_GROUPED = re.compile(
    rf"{_BEFORE}(?:\d\d(?P<sep>[.-])\d\d(?:(?P=sep)\d\d){{2,3}}|\(\d{{2,4}}\)[\s-]?\d{{3,4}}[\s.-]\d{{3,4}}"
    rf"|\(\d\d\)\s?9?\d{{4}}[ -]\d{{4}}|07\d{{9}}|6\d\d[ .-]\d{{3}}[ .-]\d{{3}}|\d{{5}}[ -]\d{{5}}){_AFTER}"
)
# Every number of the shapes above holds this, with its extension.
_EIGHT_DIGITS = re.compile(r"\d(?:[\s().,;+/extnsioEXTNSIO-]{0,20}\d){7}")
_FEWEST = 8
_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_SPELLED = AnyCase(rf"\b{_WORD}(?:[\s,.-]{{1,3}}{_WORD}){{6,14}}\b")
_SPELLED_WORDS = frozenset(_WORD.removeprefix("(?:").removesuffix(")").split("|"))
_CALENDAR = re.compile(
    r"(?<!\d)\d{1,2}[./\s-]\d{1,2}[./\s-](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d[./-]\d\d[./-]\d\d(?!\d)"
    r"|\A(?:19|20)\d\d[\s/-]{1,3}(?:19|20)\d\d\Z"
)
_ZIP = re.compile(r"\d{5}-\d{3,4}")
_FAX = re.compile(r"\b(?:re|e-?)?fax(?:ed|es|ing)?\b", re.IGNORECASE)
_OTHER_LINE = re.compile(r"\b(?:phone|tel|telephone|call|cell|mobile|ring|text|desk|office)\b|\n|\d{3}", re.IGNORECASE)
_NEAR = 40
_SHAPES = (
    ("nanp", _NANP, 10, 17),
    ("international", _INTERNATIONAL, 8, 21),
    ("national", _NATIONAL, 8, 18),
    ("national", _GROUPED, 8, 11),
)


class Line(NamedTuple):
    """One number: normalised offsets, and how it was told (the last part of the rule id)."""

    start: int
    end: int
    form: str


def lines(doc: Doc) -> Iterator[Line]:
    """Find telephone and fax numbers by their form and by a label."""
    for spelled in _SPELLED.finditer(doc.norm) if not _SPELLED_WORDS.isdisjoint(doc.words) else ():
        yield Line(spelled.start(), spelled.end(), "spelled")
    if not doc.has_digit:
        return
    shapes = _SHAPES if doc.digits >= _FEWEST and _EIGHT_DIGITS.search(doc.norm) else ()
    for form, pattern, fewest, most in shapes:
        for match in pattern.finditer(doc.norm) if doc.digits >= fewest else ():
            if _is_a_line(match[0], fewest=fewest, most=most):
                yield Line(match.start() + (match[0][:2] == "(+" and ")" not in match[0]), match.end(), form)
    for kind in ("phone", "fax"):
        for value in doc.labelled.get(kind, ()):
            if _is_a_line(doc.norm[value.start : value.end], fewest=7, most=17):
                yield Line(value.start, value.end, "labelled")


def is_fax(doc: Doc, line: Line) -> bool:
    """Say whether a word for fax stands before the number, with no other line between."""
    before = doc.norm[max(0, line.start - _NEAR) : line.start]
    labels = list(_FAX.finditer(before))
    return bool(labels) and _OTHER_LINE.search(before, labels[-1].end()) is None


def _is_a_line(shown: str, *, fewest: int, most: int) -> bool:
    number = digits(shown)
    if not fewest <= len(number) <= most or _CALENDAR.search(shown) or _ZIP.fullmatch(shown):
        return False
    return number not in help_lines() and number.removeprefix("00").removeprefix("1") not in help_lines()
