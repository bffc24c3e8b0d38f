"""Vehicles (letter L): identification numbers and plates.

A VIN has 17 places without I, O and Q; without a label its check digit at place 9 must be right (49 CFR 565.15).
Plates are told only beside a word for a plate, or by a strict form beside a word for a car.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.near import Near
from bedside.policy.guard.text import Doc

KIND: Final = "vehicle"
RULES: Final = ("vehicle.labelled", "vehicle.vin", "vehicle.plate")

_VIN = re.compile(r"(?<![\w-])[A-HJ-NPR-Z0-9]{17}(?![\w-])", re.IGNORECASE)
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{3}[ -]\d{3,4}|\d[A-Z]{3}\d{3}|[A-Z]{3}\d{4}"
    r"|[A-Z]{1,3}-[A-Z]{1,2} ?\d{2,4}"
    r"|[A-Z]{2}-\d{3}-[A-Z]{2}|\d{2,3}-[A-Z]{1,2}-\d{1,6})(?![\w-])"
)
_LETTER_AND_DIGIT = re.compile(r"[A-Z][ -]?\d|\d-?[A-Z]")  # every plate holds one of these
_CAR = re.compile(
    r"\b(?:cars?|parked|parking|vehicles?|truck|van|suv|sedan|motorbike|motorcycle|pickup|lorry|toyota|honda|ford|bmw"
    r"|audi|tesla|nissan|chevy|vw|volkswagen|hyundai|kia|mazda|subaru|drives|drove|driving|hit and run)\b",
    re.IGNORECASE,
)
_NEAR = 50
_LENGTH_OF_VIN = 17


def find(doc: Doc) -> Iterator[Hit]:
    """Find vehicles by label, check digit, or the form of a plate beside a car."""
    if doc.has_digit:
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    for value in doc.labelled.get(KIND, ()):
        yield Hit(KIND, "vehicle.labelled", value.start, value.end)
    for match in _VIN.finditer(doc.norm) if doc.longest >= _LENGTH_OF_VIN else ():
        if has_right_check_digit(match[0].upper()):
            yield Hit(KIND, "vehicle.vin", match.start(), match.end())
    cars = Near(_CAR, doc.norm)
    for match in _PLATE.finditer(doc.norm) if _LETTER_AND_DIGIT.search(doc.norm) else ():
        if cars.has(match.start(), match.end(), before=_NEAR, behind=_NEAR):
            yield Hit(KIND, "vehicle.plate", match.start(), match.end(), 0.8)


def has_right_check_digit(vin: str) -> bool:
    """Say whether 17 places hold letters and digits and the ninth is the weighted sum of the rest, modulus 11."""
    if vin.isdigit() or vin.isalpha():
        return False
    total = sum(weight * (_VALUES.get(char) or int(char)) for weight, char in zip(_WEIGHTS, vin, strict=True))
    return vin[8] == ("X" if total % 11 == 10 else str(total % 11))
