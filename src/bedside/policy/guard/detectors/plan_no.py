"""Health plan numbers (letter I): member, policy and group numbers by label, Medicare numbers by their form.

A Medicare Beneficiary Identifier has eleven places of fixed kinds, without S, L, O, I, B and Z (CMS, "Understanding the
Medicare Beneficiary Identifier"): digit 1-9, letter, letter or digit, digit, letter, letter or digit, digit, letter,
letter, digit, digit; often written 4-3-4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "plan_no"
RULES: Final = ("plan_no.labelled", "plan_no.medicare")

_LETTER = "[AC-HJKMNP-RT-Y]"
_MIXED = "[AC-HJKMNP-RT-Y0-9]"
_MEDICARE = re.compile(
    rf"[1-9](?<![\w-]\d){_LETTER}{_MIXED}\d[- ]?{_LETTER}{_MIXED}\d[- ]?{_LETTER}{{2}}\d{{2}}(?![\w-])"
)


def find(doc: Doc) -> Iterator[Hit]:
    """Find labelled plan numbers, and Medicare numbers in capitals without a label."""
    if doc.has_digit:
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    for value in doc.labelled.get(KIND, ()):
        yield Hit(KIND, "plan_no.labelled", value.start, value.end)
    for match in _MEDICARE.finditer(doc.norm):
        yield Hit(KIND, "plan_no.medicare", match.start(), match.end())
