"""Devices (letter M): serial numbers, unique device identifiers, IMEI and network card addresses.

Lot and batch numbers count only beside a word for an implant. The (21) part of a unique device identifier (21 CFR 830,
GS1) is the serial number, so the whole chain from (01) is marked. An IMEI without a label needs a right Luhn digit and
a word for a telephone near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.near import Near
from bedside.policy.guard.numbers import digits, has_luhn_digit
from bedside.policy.guard.text import Doc

KIND: Final = "device"
RULES: Final = ("device.labelled", "device.udi", "device.imei", "device.mac")

_UDI = re.compile(r"\(01\) ?\d{14}(?: ?\(1[0-7]\) ?[\w-]{1,20}){0,3} ?(?:\(21\) ?[\w/-]{1,20})")
_IMEI = re.compile(r"(?<![\w.-])\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d(?![\w-]|\.\d)")
_PHONE = re.compile(r"\b(?:imei|phone|handset|mobile|cell|device|iphone|android|galaxy)\b", re.IGNORECASE)
_MAC = re.compile(
    r"(?<![\w:.-])(?:[\da-f]{2}(?::[\da-f]{2}){5}|[\da-f]{2}(?:-[\da-f]{2}){5}|[\da-f]{4}(?:\.[\da-f]{4}){2})"
    r"(?![\w:.-])",
    re.IGNORECASE,
)
_FOUR_BETWEEN_STOPS = re.compile(r"\.[\da-fA-F]{4}\.")
_HEX_LETTER = re.compile(r"[a-f]", re.IGNORECASE)
_IMPLANT = re.compile(
    r"\b(?:implant\w{0,5}|pumps?|leads?|pacemaker|icd|defibrillator|stents?|valve|mesh|prosthe\w{2,4}|lens|iol|device"
    r"|sensor|cgm|libre|dexcom|graft|monitor|port|cpap|cochlear|stimulator|shunt|hip|knee|screw|plate|cup|stem|liner"
    r"|generator|recall(?:ed)?)\b",
    re.IGNORECASE,
)
_NEAR = 80
_DIGITS_OF_IMEI = 15


def find(doc: Doc) -> Iterator[Hit]:
    """Find devices by label and by form."""
    if doc.has_digit:
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    for value in doc.labelled.get(KIND, ()):
        yield Hit(KIND, "device.labelled", value.start, value.end)
    implants, phones = Near(_IMPLANT, doc.norm), Near(_PHONE, doc.norm)
    for value in doc.labelled.get("device_lot", ()):
        if implants.has(value.start, value.end, before=_NEAR, behind=_NEAR):
            yield Hit(KIND, "device.labelled", value.start, value.end, 0.9)
    for match in _UDI.finditer(doc.norm) if "(01)" in doc.norm else ():
        yield Hit(KIND, "device.udi", match.start(), match.end())
    for match in _IMEI.finditer(doc.norm) if doc.digits >= _DIGITS_OF_IMEI else ():
        is_near = phones.has(match.start(), match.end(), before=_NEAR, behind=_NEAR)
        if is_near and has_luhn_digit(digits(match[0])):
            yield Hit(KIND, "device.imei", match.start(), match.end(), 0.9)
    for match in _MAC.finditer(doc.norm) if _may_hold_mac(doc.norm) else ():
        if _HEX_LETTER.search(match[0]) or ":" in match[0]:
            yield Hit(KIND, "device.mac", match.start(), match.end())


def _may_hold_mac(norm: str) -> bool:
    """Say whether there are as many signs between pairs or fours as the address of a network card has."""
    return norm.count(":") >= 5 or norm.count("-") >= 5 or _FOUR_BETWEEN_STOPS.search(norm) is not None
