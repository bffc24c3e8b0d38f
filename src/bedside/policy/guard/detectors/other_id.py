"""Other unique numbers, signs and codes (letter R): badge, case and flight numbers, room and bed together, tattoos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "other_id"
RULES: Final = ("other_id.labelled", "other_id.bed", "other_id.mark", "other_id.docket")

_SPOT = r"(?:room|rm|bed|bay|ward|cubicle|cot|stall|unit|floor|pod|suite|wing|icu|nicu|picu|hdu|bedspace)"
_BED = re.compile(
    rf"\b{_SPOT}\s?(?:no\.? ?|number |#)?\d{{1,4}}[a-z]?(?:[\s,/-]{{1,3}}(?:(?:on|in|of|and|,)\s(?:the\s)?)?"
    rf"{_SPOT}\s?(?:no\.? ?|number |#)?\d{{1,4}}[a-z]?){{1,2}}\b",
    re.IGNORECASE,
)
_SPOT_KIND = re.compile(r"[a-z]+(?=\s?(?:no\.? ?|number |#)?\d)", re.IGNORECASE)
_POSSESSIVE = r"(?:her|his|their|its|my|a|the|our)"
_NAMED = (
    rf"(?:{_POSSESSIVE}\s(?:[\w'-]{{1,20}}\s){{0,3}}?(?:names?|initials|birthdays?|birth ?dates?|date of birth|nickname"
    r"|signature|callsign|badge number|face|portrait|phone number|address|regiment))"
)
_MARK = re.compile(
    rf"\b(?:(?:tattoos?|tattooed|tatted|inked|ink|branded|engraved|engraving|necklace|bracelet|birthmark|pendant)"
    rf"(?:\s[\w',-]{{1,16}}){{0,6}}?\s(?:of|with|saying|says|reading|reads|spelling|that says|that reads|shows?"
    rf"|showing|for)"
    rf"\s{_NAMED}|(?:her|his|their)\s(?:[\w'-]{{1,20}}\s){{0,2}}?(?:name|initials|nickname|face)\s(?:is |was )?"
    r"(?:tattooed|inked|engraved|branded))\b",
    re.IGNORECASE,
)
_MARK_WORDS = frozenset(
    {
        "tattoo", "tattoos", "tattooed", "tatted", "inked", "ink", "branded", "engraved", "engraving", "necklace",
        "bracelet", "birthmark", "pendant",
    }
)  # fmt: skip
_SPOT_WORDS = frozenset({"room", "rm", "bed", "bay", "ward", "cubicle", "cot", "stall", "pod", "bedspace"})
_DOCKET = re.compile(
    r"(?<![\w-])(?:\d{1,2}:)?\d{2,4}-(?:cv|cr|mj|civ|crim|dr|fc|fam|pr|jv|cf)-\d{3,7}(?:-[A-Z]{2,4}){0,3}(?![\w-])",
    re.IGNORECASE,
)


def find(doc: Doc) -> Iterator[Hit]:
    """Find labelled numbers, a bed told by two of its signs, court dockets, and marks that hold a name."""
    yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    for match in () if _MARK_WORDS.isdisjoint(doc.words) else _MARK.finditer(doc.norm):
        yield Hit(KIND, "other_id.mark", match.start(), match.end(), 0.8)
    if not doc.has_digit:
        return
    for value in doc.labelled.get(KIND, ()):
        yield Hit(KIND, "other_id.labelled", value.start, value.end)
    for match in _DOCKET.finditer(doc.norm):
        yield Hit(KIND, "other_id.docket", match.start(), match.end())
    for match in () if _SPOT_WORDS.isdisjoint(doc.words) else _BED.finditer(doc.norm):
        if len({word.lower() for word in _SPOT_KIND.findall(match[0])}) > 1:
            yield Hit(KIND, "other_id.bed", match.start(), match.end(), 0.8)
