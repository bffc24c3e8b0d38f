"""Telephone and fax numbers (letter D): North American shape, international form, national forms, spelled digits.

Area codes are not checked against a list: a mistyped number is still somebody's number.
Emergency and help lines are no findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.numbers import HELP_LINES, digits
from bedside.policy.guard.text import Doc

KIND: Final = "phone"
RULES: Final = ("phone.nanp", "phone.international", "phone.national", "phone.labelled", "phone.spelled")

_BEFORE = r"(?<![\w+$\u00a3\u20ac#/.:=-])"
_AFTER = r"(?![\w/%]|[-.,]\d)"
_EXTENSION = r"(?:[\s,]{0,2}(?:ext|x)\.?\s?\d{1,6})?"
_NANP = re.compile(
    rf"{_BEFORE}(?:\+?1[\s.-]{{0,2}})?(?:\(\d{{3}}\)[\s.-]{{0,2}}|\d{{3}}[\s.-]{{1,2}})\d{{3}}[\s.-]{{1,2}}\d{{4}}"
    rf"{_EXTENSION}{_AFTER}",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(rf"{_BEFORE}(?:\+|00(?=[1-9]))\d[\d\s().-]{{6,20}}\d{_EXTENSION}{_AFTER}", re.IGNORECASE)
_NATIONAL = re.compile(rf"{_BEFORE}\(?0\d{{1,4}}\)?(?:[\s.-]{{1,2}}\d{{2,8}}){{1,4}}{_AFTER}")
_LABELLED = re.compile(
    r"(?<!\w)(?:tele?phone|phone|tel|fax|refax|mobile|cell|cellphone|call|ring|text|sms|whatsapp|landline|dial"
    r"|desk|office|direct line|answer(?:ing)?|pager|bleep"
    r"|reach (?:me|her|him|them|us) (?:at|on))\b(?: (?:me|him|her|them|us|my|back|no|number|at|on|is|to|line"
    r"|please|cell|phone|home|work)){0,4}"
    rf"[\s.:#=-]{{0,3}}(?<![\d.])(?P<number>\(?\d[\d\s().-]{{5,16}}\d){_EXTENSION}{_AFTER}",
    re.IGNORECASE,
)
_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_SPELLED = re.compile(rf"\b{_WORD}(?:[\s,.-]{{1,3}}{_WORD}){{6,14}}\b", re.IGNORECASE)
_CALENDAR = re.compile(r"\d{1,2}[.\s-]\d{1,2}[.\s-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")
_SHAPES = (
    ("phone.nanp", _NANP, 10, 17),
    ("phone.international", _INTERNATIONAL, 8, 21),
    ("phone.national", _NATIONAL, 9, 12),
)


def find(doc: Doc) -> Iterator[Hit]:
    """Find telephone and fax numbers."""
    for spelled in _SPELLED.finditer(doc.norm):
        yield Hit(KIND, "phone.spelled", spelled.start(), spelled.end(), 0.9)
    if not doc.has_digit:
        return
    for rule, pattern, fewest, most in _SHAPES:
        for match in pattern.finditer(doc.norm):
            if _is_a_line(match[0], fewest=fewest, most=most):
                yield Hit(KIND, rule, match.start(), match.end())
    for match in _LABELLED.finditer(doc.norm):
        if _is_a_line(match["number"], fewest=7, most=15):
            yield Hit(KIND, "phone.labelled", match.start("number"), match.end())


def _is_a_line(shown: str, *, fewest: int, most: int) -> bool:
    number = digits(shown)
    if not fewest <= len(number) <= most or _CALENDAR.search(shown):
        return False
    return number not in HELP_LINES and number.removeprefix("00").removeprefix("1") not in HELP_LINES
