"""Certificate and licence numbers (letter K): driving licences, passports, professional licences, NPI and DEA numbers.

A driving licence is told by its label only: the states' forms are too many and too plain to be known without one.
Without a label an NPI needs a right Luhn digit over 80840 and the number (45 CFR 162.406, CMS standard), a DEA number a
right last digit, and both a word for a prescriber near them. A clinician's own NPI ("my NPI is ...") is public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import OWN_SIDE_ROLES, Hit
from bedside.policy.guard.near import Near
from bedside.policy.guard.numbers import has_luhn_digit
from bedside.policy.guard.text import Doc

KIND: Final = "licence_no"
RULES: Final = ("licence_no.labelled", "licence_no.npi", "licence_no.dea", "licence_no.driver")

_NPI = re.compile(r"[12](?<![\w+.-]\d)\d{9}(?![\w-]|\.\d)")
_DEA = re.compile(r"[A-HJ-NPRSTUX](?<![\w-][A-Z])[A-Z9]\d{7}(?![\w-])")
# A British driving licence has the form of nothing else: five letters, the birthday in six digits, initials, a check.
_DRIVER = re.compile(r"(?<![\w-])[A-Z]{1,5}9{0,4} ?\d[0156]\d[0-3]\d\d ?[A-Z9]{2} ?\d ?[A-Z]{2}(?![\w-])")
_PRESCRIBER = re.compile(
    r"\b(?:npi|dea|provider|prescrib\w{1,4}|clinician|physician|doctor|pharmacist|registrant|referring|attending)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:my|our)(?:\s\w{1,12}){0,2}\s(?:npi|dea|gmc|nmc|licen[cs]e|registration)\b", re.IGNORECASE)
_NEAR = 60
_FEWEST_DIGITS = 7


def find(doc: Doc) -> Iterator[Hit]:
    """Find labelled numbers, and prescribers' numbers by their check digit."""
    if doc.has_digit:
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    prescribers, own = Near(_PRESCRIBER, doc.norm), Near(_OWN, doc.norm)
    for value in doc.labelled.get(KIND, ()):
        if not (doc.facts.role in OWN_SIDE_ROLES and own.has(value.start, value.start, before=_NEAR)):
            yield Hit(KIND, "licence_no.labelled", value.start, value.end)
    for match in _DRIVER.finditer(doc.norm) if doc.digits >= _FEWEST_DIGITS else ():
        yield Hit(KIND, "licence_no.driver", match.start(), match.end(), 0.9)
    for rule, pattern, is_right in (("licence_no.npi", _NPI, is_npi), ("licence_no.dea", _DEA, is_dea)):
        for match in pattern.finditer(doc.norm) if doc.digits >= _FEWEST_DIGITS else ():
            start, end = match.span()
            is_near = prescribers.has(start, end, before=_NEAR, behind=_NEAR)
            if is_near and is_right(match[0]) and not own.has(start, end, before=_NEAR):
                yield Hit(KIND, rule, match.start(), match.end(), 0.9)


def is_npi(number: str) -> bool:
    """Say whether ten digits are a National Provider Identifier; a check digit of 0 is as good as any."""
    return has_luhn_digit(f"80840{number}")


def is_dea(number: str) -> bool:
    """Say whether the last digit is that of the first, third and fifth plus twice the second, fourth and sixth."""
    first = [int(digit) for digit in number[2:]]
    return (sum(first[0:6:2]) + 2 * sum(first[1:6:2])) % 10 == first[6]
