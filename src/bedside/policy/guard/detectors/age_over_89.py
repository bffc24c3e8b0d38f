"""Ages of 90 and more (letter C): digits, words, "93F", "turned 100", "born 1931" when the day of posting is known.

The category "over 89" or "90 or older" is allowed, and so are ranges, groups and means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "age_over_89"
RULES: Final = ("age.over_89", "age.born")

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_AGE = rf"(?:9\d|1[01]\d|12[0-5]|ninety(?:[- ](?:{_ONES}))?|(?:a|one) hundred(?:(?: and)? (?:{_ONES}))?)"
_BEFORE = (
    r"(?<![\w.,/$\u00a3\u20ac-])(?<!over )(?<!above )(?<!under )(?<!than )(?<!below )(?<! to )(?<!and )"
    r"(?<!least )(?<!about )"
)
_CATEGORY = (
    r"(?!\s?\+|\s?%|[\d.,:/]\d|-\d|\s?(?:-|to|and) ?\d|\s(?:or|and|years and|years or) (?:older|over|above|more"
    r"|up|beyond)|s\b"
    r"|\s?(?:mg|ml|mmhg|bpm|kg|lbs?|km|days?|weeks?|months?|minutes?|percent|patients|people|hours?|sats?)\b)"
)
_OLD = re.compile(
    rf"{_BEFORE}{_AGE}(?:\s?y/?o\b|\s?y\.o\.|[- ]?(?:years?|yrs?)[- ]old(?!s|er)|-year-old(?!s)|\s(?:years?|yrs) of age"
    rf"|[mf]\b(?!\s(?:people|dollars|users|views|records|patients)))(?!\s(?:and|or) (?:over|older|above))",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?<!mean )(?<!median )(?<!average )(?<!\bover )\b(?:aged?|turns|turned|turning|at the age of|(?:died|dies|passed"
    r"|passed away|gone) at(?: age)?|(?:she|he|i|patient|pt|who|mum|mom|dad|gran|grandma|grandpa|nan|mother"
    r"|father|lady)"
    rf"(?: is|'s|'m| was| am)(?: only| now| already| nearly)?)[: ]\s?(?P<age>{_AGE})\b{_CATEGORY}",
    re.IGNORECASE,
)
_YEARS = r"(?:9\d|1[01]\d|12[0-5])"
# "Mrs. K, 97, lives alone", "93 M with falls", "92/F", "F, 96", "our oldest today: 102"
_BESIDE = re.compile(
    rf"\b(?:[A-Z][a-z'-]{{1,24}}|[A-Z]\.?|(?i:patient|pt|lady|gentleman|man|woman|mother|father|mum|mom|dad|nan"
    rf"|gran|grandma"
    rf"|grandpa|grandmother|grandfather|aunt|uncle|neighbou?r|widow|resident)), (?P<age>{_YEARS})(?=, [a-z]|\.?\Z"
    rf"|\. [A-Z])"
    rf"|(?<![\w.,/$-])(?P<slash>{_YEARS})\s?/\s?[MFmf]\b(?!/)"
    rf"|(?<![\w.,/$-])(?P<sex>{_YEARS}) (?:M|F)\b(?= (?i:with|w/|who|from|presents?|presented|admitted|here|in|on"
    rf"|c/o|s/p|lives)|[,.])"
    rf"|\b[MF](?:, |/| )(?P<behind>{_YEARS})\b(?![.,:/%]\d|\s?%|\sor\b)"
    rf"|\b(?i:oldest)\b[^.\d\n]{{0,40}}[:\s](?P<oldest>{_YEARS})\b(?![.,:/]\d|\s?%|\s(?i:or|people|patients|years of"
    rf"|days|mg|of))"
)
_BIRTHDAY = re.compile(
    r"(?:(?<=his )|(?<=her )|(?<=my )|(?<=their )|(?<='s )|(?<=s' ))(?P<age>(?:9\d|1[01]\d|12[0-5])(?:st|nd|rd"
    r"|th)|ninetieth|hundredth)(?= birthday)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:born|birth|d\.?o\.?b\.?|b\.)(?:[ :,](?:[\w/.,-]{1,12} ){0,4}?|[ :]{1,3}[\d/.-]{0,6})(?<![\d])"
    r"(?P<year>1[89]\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:mean|median|average|ages|between|range)\s(?:[\w-]{1,12}\s){0,2}\Z", re.IGNORECASE)
_LIMIT = 90
_NUMBER_WORDS = frozenset({"ninety", "hundred", "ninetieth", "hundredth"})
_NINETY = re.compile(r"(?<!\d)(?:9\d|1[01]\d|12[0-5])(?!\d)")


def find(doc: Doc) -> Iterator[Hit]:
    """Find ages of one person that are 90 or more."""
    yield from _born_long_ago(doc)
    if not (_NUMBER_WORDS & doc.words or _NINETY.search(doc.norm)):
        return
    for match in _OLD.finditer(doc.norm):
        if not _FORMER.search(doc.norm, max(0, match.start() - 40), match.start()):
            yield Hit(KIND, "age.over_89", match.start(), match.end(), variant="person")
    for match in _BESIDE.finditer(doc.norm):
        name = match.lastgroup or "age"
        yield Hit(KIND, "age.over_89", match.start(name), match.end(name), 0.9, variant="number")
    for pattern in (_SAID, _BIRTHDAY):
        for match in pattern.finditer(doc.norm):
            yield Hit(KIND, "age.over_89", match.start("age"), match.end("age"), variant=_variant(pattern))


def _variant(pattern: re.Pattern[str]) -> str:
    return "birthday" if pattern is _BIRTHDAY else "number"


def _born_long_ago(doc: Doc) -> Iterator[Hit]:
    """Find years of birth that tell such an age. Safe side: the birthday may lie later in the year."""
    if doc.facts.posted_on is None or not doc.has_digit:
        return
    for match in _BORN.finditer(doc.norm):
        if int(match["year"]) <= doc.facts.posted_on.year - _LIMIT:
            yield Hit(KIND, "age.born", match.start("year"), match.end("year"))
