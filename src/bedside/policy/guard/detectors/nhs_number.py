"""NHS numbers of the United Kingdom, counted with other nations' numbers under kind `ssn` (letter G).

Ten digits with a right check digit (weights 10 to 2, modulus 11; NHS Data Dictionary) near the letters NHS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.numbers import digits
from bedside.policy.guard.text import Doc

KIND: Final = "ssn"
RULES: Final = ("ssn.nhs",)

_SHAPE = re.compile(r"\d(?<![\w+.-]\d)\d\d[- ]?\d{3}[- ]?\d{4}(?![\w-]|\.\d)")
_NHS = re.compile(r"\bn\.?h\.?s\b", re.IGNORECASE)
_NEAR = 40


def find(doc: Doc) -> Iterator[Hit]:
    """Find NHS numbers that stand within 40 characters of the letters NHS."""
    if doc.digits < len("4010232137"):
        return
    for match in _SHAPE.finditer(doc.norm):
        near = doc.norm[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _NHS.search(near) and has_right_check_digit(digits(match[0])):
            yield Hit(KIND, "ssn.nhs", match.start(), match.end())


def has_right_check_digit(number: str) -> bool:
    """Say whether the last of ten digits is the check digit of the first nine."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), number[:9], strict=True))
    return (11 - total % 11) % 11 == int(number[9])
