"""Postal places (letter B): streets, boxes, ZIP and other postal codes, coordinates, three-word places.

Five digits are a ZIP code only beside a word or a state that says so. Three digits are allowed unless the area holds
20,000 people or fewer by census (`data/zip3.tsv`): then they become 000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bedside.policy.guard.addresses import streets
from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.tables import rows
from bedside.policy.guard.text import Doc

KIND: Final = "place"
RULES: Final = ("place.street", "place.zip", "place.zip3", "place.postcode", "place.coordinates", "place.words")

# States, and the territories and army posts that the post writes like states.
_STATES = "|".join(
    (*(code for code, country in rows("region_codes.tsv") if country == "US"), "PR", "GU", "VI", "AA", "AE", "AP")
)
_NO_COUNT = (
    r"(?![\w-]|[.,]\d|\s?(?:%|mg|iu|units?|patients?|people|persons|cases|steps|dollars|cells|copies|members|times)\b)"
)
_PLUS_FOUR = re.compile(r"(?<![\w.,$/+-])\d{5}-\d{4}(?![\w-]|\.\d)")
_LABELLED = re.compile(
    r"\b(?:zip|zip ?codes?|zipcodes?|postal codes?|post ?codes?|plz|cap|c\u00f3digo postal|code postal)\b(?:\s"
    r"(?:is|was|of|in))?"
    r"[\s:#=(-]{0,4}(?P<code>(?!\d{3}(?:xx|--))(?:[A-Z]{1,2}-)?(?=[\w-]{0,8}\d)[A-Z\d]{2,8}(?:[ -]"
    r"(?=[A-Z\d]{0,3}\d)[A-Z\d]{2,4})?)"
    rf"{_NO_COUNT}",
    re.IGNORECASE,
)
_AFTER_STATE = re.compile(
    rf"(?:(?<=[a-z],\s)|(?<=[a-z]\s)|(?<=[A-Z],\s))(?:{_STATES})\.?,?\s(?P<code>\d{{5}}(?:-\d{{4}})?){_NO_COUNT}"
)
_FIVE_DIGITS = re.compile(r"\d{5}")
_ZIP3 = re.compile(
    r"\bzip(?:s|codes?| codes?)?(?:\s(?:that))?(?:\s(?:prefix|area|starts?|starting|begins?|beginning|with|is"
    r"|digits|first"
    r"|three|3|region)){1,4}[\s:]{1,2}(?P<one>\d{3})(?![\w-])|(?<![\w.,$-])(?P<two>\d{3})(?:xx|XX|\*\*|--)(?![\w-])"
    r"|\b(?P<three>\d{3})\s(?:zip|zip code)\s(?:area|prefix|region)\b",
    re.IGNORECASE,
)
_BRITISH = re.compile(
    r"(?<![\w-])(?P<area>[A-Z]{1,2})(?:\d[A-Z\d]?)(?P<gap> ?)\d[ABD-HJLNP-UW-Z]{2}(?![\w-])", re.IGNORECASE
)
_CANADIAN = re.compile(
    r"(?<![\w-])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z](?P<gap>[ -]?)\d[ABCEGHJ-NPRSTV-Z]\d(?![\w-])", re.IGNORECASE
)
_DUTCH = re.compile(
    r"(?<=[,\n] )?(?<![\w.,-])(?!19|20)[1-9]\d{3} (?!IU|MG|ML|UI|MM|KG|KM|AM|PM|AD|BC|CE|UG|ME|US|OF)[A-Z]{2}"
    r"(?= [A-Z][a-z]{2})"
)
_DIGIT_AND_LETTER = re.compile(r"\d[^\W\d_]")
_FOUR_DIGITS_AND_LETTERS = re.compile(r"\d{4} [A-Z]{2}")
_POSTCODE_WORD = re.compile(r"\b(?:post ?code|postal code|address|lives?|living|zip)\b|,\s?\Z|\n\s*\Z", re.IGNORECASE)
_DECIMAL = r"[-+]?\d{1,3}\.\d{2,9}"
_COORDINATES = re.compile(
    rf"(?<![\w.,-])(?P<lat>{_DECIMAL})\s?\u00b0?\s?(?P<ns>[NS]\b)?[,;/\s]{{1,3}}(?P<lon>{_DECIMAL})\s?\u00b0?\s?"
    rf"(?P<ew>[EW]\b)?(?![\w%]|\.\d)"
)
_DEGREES = re.compile(
    r"(?<![\w.])\d{1,2}\s?\u00b0\s?\d{1,2}(?:\.\d{1,5})?\s?['\u2032]?(?:\s?\d{1,2}(?:\.\d{1,5})?\s?(?:\"|''"
    r"|\u2033))?\s?[NS][,;\s]{1,3}"
    r"\d{1,3}\s?\u00b0\s?\d{1,2}(?:\.\d{1,5})?\s?['\u2032]?(?:\s?\d{1,2}(?:\.\d{1,5})?\s?(?:\"|''|\u2033))?\s?[EW]\b"
)
_MAP_WORD = re.compile(
    r"\b(?:coordinates?|coords?|gps|lat(?:itude)?|lon(?:gitude)?|geo|pin|map|maps|located|location|geotag(?:ged)?)\b",
    re.IGNORECASE,
)
_THREE_WORDS = re.compile(r"(?<![\w/])///(?P<bare>[^\W\d_]{2,20}\.[^\W\d_]{2,20}\.[^\W\d_]{2,20})(?![\w.]\w)")
_NAMED_WORDS = re.compile(
    r"\b(?:what3words|what 3 words|what three words|w3w)\b[^.\n]{0,30}?(?P<bare>"
    r"(?<![\w/.])[^\W\d_]{2,20}\.[^\W\d_]{2,20}\.[^\W\d_]{2,20})(?![\w.]\w)",
    re.IGNORECASE,
)
_THREE_WORDS_NAMED = re.compile("[wW](?:3|[hH][aA][tT]) ?(?:3|[wWtT])")
_PLUS_CODE = re.compile(r"(?<![\w+])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![\w+])")
_NEAR = 40
_STREET_WORDS = (
    frozenset({"corner", "intersection", "junction"})
    | frozenset(row[0] for row in rows("streets.tsv") if row[1] == "sure")
    | {"st", "drive"}
)
_ZIP_WORDS = frozenset(
    {
        "zip", "zips", "zipcode", "zipcodes", "postal", "code", "codes", "postcode", "postcodes", "plz", "cap",
        "postale", "xx",
    }
)  # fmt: skip


def find(doc: Doc) -> Iterator[Hit]:
    """Find addresses and everything that stands for one."""
    yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    norm = doc.norm
    for match in _three_words(norm):
        yield Hit(KIND, "place.words", match.start("bare"), match.end("bare"))
    if not (doc.has_digit or _STREET_WORDS & doc.words):
        return
    for start, end in streets(norm, words=doc.words):
        if doc.setting == "talk" and not any(char.isdigit() for char in norm[start:end]):
            continue  # "Harley Street", "Wall Street" in talk of medicine are no addresses
        yield Hit(KIND, "place.street", start, end, 0.9)
    if not doc.has_digit:
        return
    yield from _zip_codes(doc)
    yield from _postcodes(norm)
    yield from _coordinates(norm)


def _three_words(norm: str) -> Iterator[re.Match[str]]:
    if "///" in norm:
        yield from _THREE_WORDS.finditer(norm)
    if norm.count(".") > 1 and _THREE_WORDS_NAMED.search(norm):
        yield from _NAMED_WORDS.finditer(norm)


def _zip_codes(doc: Doc) -> Iterator[Hit]:
    norm = doc.norm
    is_named = not _ZIP_WORDS.isdisjoint(doc.words)
    has_five = _FIVE_DIGITS.search(norm) is not None
    for match in _PLUS_FOUR.finditer(norm) if has_five else ():
        yield Hit(KIND, "place.zip", match.start(), match.end())
    for match in (*(_LABELLED.finditer(norm) if is_named else ()), *(_AFTER_STATE.finditer(norm) if has_five else ())):
        if len(match["code"]) > 3:
            yield Hit(KIND, "place.zip", match.start("code"), match.end("code"))
    for match in _ZIP3.finditer(norm) if is_named or "**" in norm else ():
        name = match.lastgroup or "one"
        if match[name] in _small_areas():
            yield Hit(KIND, "place.zip3", match.start(name), match.end(name))


def _postcodes(norm: str) -> Iterator[Hit]:
    if _DIGIT_AND_LETTER.search(norm):
        yield from _mixed_postcodes(norm)
    for match in _DUTCH.finditer(norm) if _FOUR_DIGITS_AND_LETTERS.search(norm) else ():
        yield Hit(KIND, "place.postcode", match.start(), match.end(), 0.8)


def _mixed_postcodes(norm: str) -> Iterator[Hit]:
    for match in _BRITISH.finditer(norm):
        if match["area"].upper() in _areas() and _is_meant(match, norm=norm):
            yield Hit(KIND, "place.postcode", match.start(), match.end())
    for match in _CANADIAN.finditer(norm):
        if _is_meant(match, norm=norm):
            yield Hit(KIND, "place.postcode", match.start(), match.end())


def _is_meant(match: re.Match[str], *, norm: str) -> bool:
    """Say whether a code is surely a postcode: in capitals with a gap, or beside a word for addresses."""
    if match["gap"] and match[0].isupper():
        return True
    return _POSTCODE_WORD.search(norm, max(0, match.start() - _NEAR), match.start()) is not None


def _coordinates(norm: str) -> Iterator[Hit]:
    for match in _COORDINATES.finditer(norm) if norm.count(".") > 1 else ():
        if _is_on_earth(match) and _is_precise(match, norm=norm):
            yield Hit(KIND, "place.coordinates", match.start(), match.end())
    degrees = _DEGREES.finditer(norm) if "\u00b0" in norm else ()
    for match in (*degrees, *(_PLUS_CODE.finditer(norm) if "+" in norm else ())):
        if any(char.isalpha() for char in match[0]) and any(char.isdigit() for char in match[0]):
            yield Hit(KIND, "place.coordinates", match.start(), match.end())


def _is_on_earth(match: re.Match[str]) -> bool:
    return abs(float(match["lat"])) <= 90 and abs(float(match["lon"])) <= 180


def _is_precise(match: re.Match[str], *, norm: str) -> bool:
    """Say whether two decimals are a place: with the quarters of the sky, a word for maps, or five places each."""
    if match["ns"] and match["ew"]:
        return True
    places = min(len(match[name].partition(".")[2]) for name in ("lat", "lon"))
    if places >= 3 and _MAP_WORD.search(norm, max(0, match.start() - _NEAR), match.end() + _NEAR):
        return True
    return places >= 5 and max(abs(float(match["lat"])), abs(float(match["lon"]))) >= 10


@cache
def _small_areas() -> frozenset[str]:
    return frozenset(row[0] for row in rows("zip3.tsv"))


@cache
def _areas() -> frozenset[str]:
    return frozenset(row[0] for row in rows("postcode_areas.tsv"))
