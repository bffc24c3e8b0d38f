"""Other unique numbers, signs and codes (letter R): badge, case and flight numbers, room and bed together, tattoos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.subject import Subjects
from bedside.policy.guard.text import Doc

KIND: Final = "other_id"
RULES: Final = (
    "other_id.labelled", "other_id.bed", "other_id.lone_bed", "other_id.mark", "other_id.docket", "other_id.code",
)  # fmt: skip
_SURE_OF_NAME = 0.5
_FEWEST_WORDS = 4

_SPOT = r"(?:room|rm|bed|bay|ward|cubicle|cot|stall|unit|floor|pod|suite|wing|icu|nicu|picu|hdu|bedspace)"
_BED = re.compile(
    rf"\b{_SPOT}\s?(?:no\.? ?|number |#)?\d{{1,4}}[a-z]?(?:[\s,/-]{{1,3}}(?:(?:on|in|of|and|,)\s(?:the\s)?)?"
    rf"{_SPOT}\s?(?:no\.? ?|number |#)?\d{{1,4}}[a-z]?){{1,2}}\b",
    re.IGNORECASE,
)
_UNIT_BED = re.compile(
    r"\b(?:icu|picu|nicu|ccu|hdu|itu|micu|sicu|ward|a&e|er|stepdown)(?:\s\d{1,3}[a-z]?)?,?\s(?:bed|bay|room"
    r"|cubicle|cot|isolette)\s#?\d{1,3}[a-z]?\b"
    r"|\b(?:bed|bay|room|cubicle|cot|isolette)\s#?\d{1,3}[a-z]?,?\s(?:(?:on|in|of|at)\s)(?:the\s|our\s)?"
    r"(?:[\w-]{1,16}\s)?"
    r"(?:icu|picu|nicu|ccu|hdu|itu|micu|sicu|ward(?:\s\d{1,3}[a-z]?)?|(?:\d{1,2}(?:st|nd|rd|th)|first|second"
    r"|third|fourth|fifth|sixth) floor)\b",
    re.IGNORECASE,
)
# One number of a bed tells little by itself; beside a name or a described person it tells who that is.
_LONE_BED = re.compile(
    r"\b(?:bed|bedspace|bed space|side ?room|cubicle|incubator|cot|isolette|trolley|(?:in|from|to|of|into|for)"
    r" (?:room|rm|bay|chair))\s(?:no\.? ?|number |#)?(?P<number>\d{1,4}[a-z]?)\b"
    r"(?:,? (?:on|in) (?-i:[A-Z])[a-z]{3,15}(?: (?-i:W)ard| (?-i:U)nit)?)?"
    r"(?!\s?(?:beds?|hours?|hrs?|mins?|minutes|days|weeks|%|of|to|x|am|pm|times|air)\b|[-/:.]\d|\s?(?:-|to|or)\s?\d)",
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
_QUOTED_MARK = re.compile(
    r"\b(?:tattoos?|tattooed|inked|ink|engraved|engraving|etched|locket|bracelet|necklace|pendant|dog ?tags?)"
    r"(?:\s[\w',-]{1,16}){0,6}?[\s:,]{1,2}(?:(?:that |which )?(?:saying|says"
    r"|said|reading"
    r"|reads|spelling|with the words?)[\s:,]{1,2})?[\"'](?=[^\"'\n]{2,40}[\"'])[^\"'\n]{2,40}[\"']",
    re.IGNORECASE,
)
_QUOTED_BEFORE = re.compile(
    r"[\"'](?=[^\"'\n]{2,40}[\"'])[^\"'\n]{2,40}[\"'](?=,? (?:is |was )?(?:tattooed|inked|tatted|engraved|etched)\b)",
    re.IGNORECASE,
)
_READ_MARK = re.compile(
    r"(?i:\b(?:tattoos?|tattooed|inked|engraved|etched|locket|bracelet|dog ?tags?)(?:\s[\w',-]{1,16}){0,6}?"
    r"\s(?:that |which )?(?:says?|saying|reads?|reading|spelling|spells))"
    r"\s[A-Z0-9][\w&'.-]{1,20}(?:\s[A-Z0-9][\w&'-]{0,20}){0,3}"
)
_MARKS = (_MARK, _READ_MARK, _QUOTED_MARK, _QUOTED_BEFORE)
_FEWEST_DIGITS = 5
_MARK_WORDS = frozenset(
    {
        "tattoo", "tattoos", "tattooed", "tatted", "inked", "ink", "branded", "engraved", "engraving", "necklace",
        "bracelet", "birthmark", "pendant", "etched", "locket", "dogtag", "dogtags", "tag", "tags",
    }
)  # fmt: skip
_SPOT_WORDS = frozenset(
    {"room", "rm", "bed", "bay", "ward", "cubicle", "cot", "stall", "pod", "bedspace", "incubator", "trolley", "chair"}
)
_BARE = re.compile(
    r"(?<![\w.,/:@$#*+=-])(?:[A-Z]{1,4}-?\d{5,10}|(?!19|20)\d{4,6}/\d\d|\d{2,8}[A-Z]{1,3}\d{0,6}|0\d{5,9}|\d{8,12})(?![\w/*%:-]|[.,]\d)"
)
# Letters and digits in three parts or more have the form of nothing else, so nobody need be described.
_JOINED = re.compile(
    r"(?<![\w.,/:@$#*+=-])(?=[\dA-Z-]{0,30}[A-Z])(?=(?:[A-Z-]{0,12}\d){5})[\dA-Z]{1,8}(?:-[\dA-Z]{1,8}){2,4}"
    r"(?![\w/*%:-]|[.,]\d)"
)
# Nine digits in threes are a number of a nation (Canada, Australia, New Zealand) more often than a count.
_THREES = re.compile(r"(?<![\w.,/:@$#*+=-])\d{3}([ -])(?!000)\d{3}\1(?!000)\d{3}(?![\w/*%:-]|[.,]\d| \d)")
_FILED = frozenset(
    {"label", "labels", "sticker", "wristband", "barcode", "scanned", "file", "folder", "notes", "chart", "record"}
    | {"records", "filed", "printed", "sample", "specimen", "lookup", "patient", "hospital", "number"}
)
_MEASURE = re.compile(
    r"\s?(?:copies|cells|iu|units?|mg|ml|mcg|steps|people|patients|dollars|words|views|kb|platelets|mutations?"
    r"|variants?)\b",
    re.IGNORECASE,
)
_OF_A_DRUG = re.compile(
    r"(?:PF|AZD|BNT|GSK|LY|RO|MK|ABT|ABBV|BAY|BI|BMS|CC|CP|FK|GS|INCB|JNJ|KRT|MEDI|MLN|NVP|ONO|REGN|RG|SAR|SB|SCH|TAK"
    r"|UCB|VX|XL|AMG|BIIB|ALN|GDC|ARQ|CT|P|E|K|R|SN|MIM|CVE|ISO|DIN)-?\d"
)
_DOCKET = re.compile(
    r"(?<![\w-])(?:\d{1,2}:)?\d{2,4}-(?:cv|cr|mj|civ|crim|dr|fc|fam|pr|jv|cf)-\d{3,7}(?:-[A-Z]{2,4}){0,3}(?![\w-])",
    re.IGNORECASE,
)


def find(doc: Doc) -> Iterator[Hit]:
    """Find labelled numbers, a bed told by two of its signs, court dockets, and marks that hold a name."""
    yield from without_codes(_hits(doc), doc=doc)


def _bare_codes(doc: Doc) -> Iterator[Hit]:
    """Find long numbers without a label: joined ones, and others where one person is described.

    Codes of drugs and counts of something are none.
    """
    if doc.digits < _FEWEST_DIGITS:
        return
    for match in _JOINED.finditer(doc.norm) if doc.norm.count("-") > 1 else ():
        yield Hit(KIND, "other_id.code", match.start(), match.end(), 0.6)
    for match in _THREES.finditer(doc.norm):
        if not _MEASURE.match(doc.norm, match.end()):
            yield Hit(KIND, "other_id.code", match.start(), match.end(), 0.6)
    codes = [match for match in _BARE.finditer(doc.norm) if _may_be_of_a_person(match, norm=doc.norm)]
    is_told = bool(codes) and Subjects(doc).describes_a_person
    for match in codes:
        if is_told or (match[0][0].isalpha() and not _FILED.isdisjoint(doc.words)):
            yield Hit(KIND, "other_id.code", match.start(), match.end(), 0.6)


def _may_be_of_a_person(match: re.Match[str], *, norm: str) -> bool:
    has_digits = sum(char.isdigit() for char in match[0]) >= _FEWEST_DIGITS
    return has_digits and not _OF_A_DRUG.match(match[0]) and not _MEASURE.match(norm, match.end())


def _hits(doc: Doc) -> Iterator[Hit]:
    if not _MARK_WORDS.isdisjoint(doc.words):
        for match in (p for pattern in _MARKS for p in pattern.finditer(doc.norm)):
            yield Hit(KIND, "other_id.mark", match.start(), match.end(), 0.8)
    if not doc.has_digit:
        return
    for value in doc.labelled.get(KIND, ()):
        yield Hit(KIND, "other_id.labelled", value.start, value.end)
    yield from _bare_codes(doc)
    for match in _DOCKET.finditer(doc.norm) if doc.norm.count("-") > 1 else ():
        yield Hit(KIND, "other_id.docket", match.start(), match.end())
    if _SPOT_WORDS.isdisjoint(doc.words):
        return
    for match in _UNIT_BED.finditer(doc.norm):
        yield Hit(KIND, "other_id.bed", match.start(), match.end(), 0.8)
    for match in _BED.finditer(doc.norm):
        if len({word.lower() for word in _SPOT_KIND.findall(match[0])}) > 1:
            yield Hit(KIND, "other_id.bed", match.start(), match.end(), 0.8)
    beds = list(_LONE_BED.finditer(doc.norm))
    if beds and _tells_of_one(doc):
        for match in beds:
            yield Hit(KIND, "other_id.lone_bed", match.start("number"), match.end(), 0.6)


def _tells_of_one(doc: Doc) -> bool:
    """Say whether a text of some words names or describes somebody."""
    if len(doc.words) < _FEWEST_WORDS:
        return False
    return Subjects(doc).describes_a_person or any(chance.name > _SURE_OF_NAME for chance in doc.chances)
