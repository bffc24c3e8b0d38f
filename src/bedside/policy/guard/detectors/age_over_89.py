"""Ages of 90 and more (letter C): digits, words, "93F", "turned 100", "born 1931" when the day of posting is known.

The category "over 89" or "90 or older" is allowed, and so are ranges, groups and means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.model import Hit
from bedside.policy.guard.subject import KIN
from bedside.policy.guard.text import Doc

KIND: Final = "age_over_89"
RULES: Final = ("age.over_89", "age.born")

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_YEARS = r"(?:9\d|1[01]\d|12[0-5])"
_AGE = rf"(?:{_YEARS}|ninety(?:[- ](?:{_ONES}))?|(?:a|one) hundred(?:(?: and)? (?:{_ONES}|ten|eleven|twelve))?)"
_BEFORE = (
    r"(?<![\w.,/$\u00a3\u20ac-])(?<!over )(?<!above )(?<!under )(?<!than )(?<!below )(?<! to )(?<!and )"
    r"(?<!least )(?<!about )(?<!for )(?<!past )(?<!last )(?<!within )(?<!after )"
)
_CATEGORY = (
    r"(?!\s?\+|\s?%|[\d.,:/]\d|-\d|\s?(?:-|to|and) ?\d|\s(?:or|and|years and|years or) (?:older|over|above|more"
    r"|up|beyond)|s\b"
    r"|\s?(?:mg|ml|mmhg|bpm|kg|lbs?|km|m|cm|days?|weeks?|months?|minutes?|mins?|percent|patients|people|hours?"
    r"|hrs?|sats?"
    r"|degrees|points?|beds?|times|pages|steps|calls?|dollars)\b"
    r"|\s(?:on (?:room|ra|air|o2|oxygen|\d)|years (?:ago|later|of (?!age)|since|from|before|after|to|at|in)))"
)
_SOMEBODY = (
    rf"(?:she|he|i|who|patient|pt|lady|gentleman|man|woman|grandad|granddad|grandma|grandpop|gramps"
    rf"|nonna|oma|opa|nanna|nannie|grammy|widow|widower|resident|veteran|nun|farmer|neighbou?r|great-(?:gran|aunt|uncle|nan)|{KIN})"
)
_OLD = re.compile(
    rf"{_BEFORE}{_AGE}(?:[\s-]?y[/-]?o\b(?:/[mf]\b)?|\s?y\.o\.|[- ]?(?:years?|yrs?)[- ](?:old(?!s|er)|young\b)"
    rf"|-year-old(?!s)"
    rf"|\s(?:years?|yrs) of age|\s?y(?=[,.;)]|\Z| (?:male|female|man|woman|lady|gentleman|m|f)\b)"
    rf"|\s?(?:yrs|years)(?=[.;)]|,|\Z)|\syears and \d{{1,2}} months"
    rf"|[mf]\b(?!\s(?:people|dollars|users|views|records|patients))"
    rf"|\s(?:female|male)\b)(?!\s(?:and|or) (?:over|older|above))",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?<!mean )(?<!median )(?<!average )(?<!\bover )\b(?:aged?|turns|turned|turning|(?:died|dies|passed"
    rf"|passed away|gone) at(?: age)?|(?:at (?:the|an?) (?:\w{{1,12}} ){{0,3}}?|to the )age of|{_SOMEBODY}"
    r"(?: is|'s|'m| was| am|'ll be| will be|(?: has)? made it to| lived to| lives at| just turned| is turning)"
    r"(?: only| now| already| nearly| almost| just| still| only just| about| just shy of| going on"
    r"| all of){0,2})[: ]\s?"
    rf"(?P<age>{_AGE})\b{_CATEGORY}",
    re.IGNORECASE,
)
# "Mrs. K, 97, lives alone", "my nana (94)", "our oldest today: 102", "the lady of 94", "98 and still plays bridge"
_BESIDE = re.compile(
    rf"\b(?:[A-Z][a-z'-]{{1,24}}(?: [A-Z]\.)?|(?:Mrs?|Ms|Miss|Dr)\.? [A-Z]\.?|(?i:{_SOMEBODY})),\s(?P<age>{_AGE})"
    rf"(?=, [a-z]|\.?\Z|\. [A-Z]"
    rf"| and (?!\d|[A-Z\d]))|\b(?i:{_SOMEBODY}|(?:mrs?|ms|miss)\.? [\w'-]{{1,20}})\s?\((?P<round>{_AGE})\)"
    rf"|\b(?i:oldest)\b[^.\d\n]{{0,40}}[:\s](?P<oldest>{_YEARS})\b(?![.,:/]\d|\s?%|\s(?i:or|people|patients|years of"
    rf"|days|mg|of))|\b(?i:{_SOMEBODY}|nonagenarian|centenarian) (?i:of|\() ?(?P<of>{_AGE})\b{_CATEGORY}"
    rf"|(?:\A|[.!;\n] ?)(?P<still>{_AGE}) (?i:and|but|yet) (?i:still|counting|sharp|going|blind|deaf|frail|spry"
    rf"|fit|alone|on no)\b"
    rf"|(?i:\b(?:nonagenarian|centenarian)s?\b,? )\(?(?P<very>{_YEARS})\b"
    rf"|(?i:\bjust shy of |\bpushing |\bgoing on )(?P<near>{_AGE})(?=[.,!)]|\Z|\s(?:and|years old)\b)"
)
_SEX = re.compile(
    rf"(?<![\w.,/$-])(?P<slash>{_YEARS})\s?/\s?[MFmf]\b(?!/)"
    rf"|(?<![\w.,/$-])(?P<sex>{_YEARS}) (?:M|F)\b(?= (?i:with|w/|who|from|presents?|presented|admitted|here|in|on"
    rf"|c/o|s/p"
    rf"|lives|p/w|hx)\b|[,.])|(?<![\w.,/$-])(?P<small>{_YEARS}) [mf] (?=w/|s/p|c/o|p/w)"
    rf"|\b[MF](?:, |/| )(?P<behind>{_YEARS})\b(?![.,:/%]\d|\s?%|\sor\b)"
)
_IN_ONE_WORD = re.compile(r"\b(?:super)?(?:nonagenarian|centenarian)(?![\w-])", re.IGNORECASE)
_IN_WORDS = re.compile(
    rf"(?<![\w-])(?<!over )(?<!above )(?<!under )(?<!than )(?<!below )(?<!least )(?<!hundred and )(?<!thousand and )"
    rf"(?<!for )(?<!last )(?<!within )(?<!past )(?P<age>ninety[- ](?:{_ONES}))\b{_CATEGORY}"
    rf"(?! (?:per cent|of|out of|in (?:a|an|one|every|ten|\d|total|all)\b|thousand"
    rf"|million|hundred)\b)",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\bat (?P<age>{_AGE}),?(?= (?:she|he|my|still|and still)\b)"
    r"|\b(?:s?he|who|lad|lady|man|woman|gran|nan|nana|grandad|granny|father|mother|dad|mum|mam|mom|aunt|auntie|uncle)\b"
    r"(?![^.!?\n]{0,80}\b(?:sats?|spo2|pulse|hr|rate|bpm|bp|map|temp|weight|glucose|sugars?|bm|dose|peak|score|scored|stood"
    r"|stands|steady|o2|saturat\w{1,5}|running|sitting|driving|mph|o'clock)\b)[^.!?\n]{2,80}?"
    rf"\bat (?P<told>{_AGE})(?=[.;!?)]|\Z)",
    re.IGNORECASE,
)
_REACHED = re.compile(
    rf"\b{_SOMEBODY} (?:(?:has|have|had) )?(?:just |finally |only just )?(?:hit|hits|reached|reaches|made|makes"
    rf"|made it to|saw|celebrated|celebrates)(?: (?:his|her))? (?P<age>{_AGE}(?:th|st|nd|rd)?)"
    r"(?=[.,;!?)]|\Z| (?:in|on \w{3,6}day|this|last|today|yesterday|and|with|the)\b)"
    rf"|\b(?:nearly|almost|coming up to|rising|not far off) (?P<nearly>{_AGE})"
    r"(?=,? (?:and|but) (?:no|not|never|still|sharp|fit|lives|walks|drives|as)\b)"
    rf"|\b(?:pt|patient),? (?P<pt>{_AGE})(?=, )"
    rf"|(?:\A|[.!?\n] ?)(?P<first>{_AGE}), (?:lives|living|still|never|walks|drives|widow(?:er|ed)?|retired|frail|fell"
    r"|independent|admitted|presented|found|mobile|from|lovely|sharp|deaf|blind|usually)\b"
    rf"|(?:\A|[.!?\n] ?)(?P<today>{_AGE}) (?:today|tomorrow|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_COUPLE = re.compile(
    rf"\b(?:him|her|he|she|hers|his),? (?P<age>{_AGE})(?=,? (?:and )?(?:him|her|he|she|hers|his)\b)"
    rf"|(?<=\d, )(?:and )?(?:him|her|he|she),? (?P<other>{_AGE})(?=[.,;!?)]|\Z)",
    re.IGNORECASE,
)
_ORDINAL = (
    rf"(?:{_YEARS}(?:st|nd|rd|th)|ninetieth|ninety-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    rf"|hundredth)"
)
_BIRTHDAY = re.compile(
    rf"(?<!its )\b(?P<age>{_ORDINAL})(?= (?:birthday|bday|b-day))"
    rf"|(?<=\bin )(?:his|her|their|my) (?P<year>{_ORDINAL})(?= year\b)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:born|birth|d\.?o\.?b\.?|b\.?)(?:[ :,](?:[\w/.,-]{1,12} ){0,4}?|[ :]{1,3}[\d/.-]{0,6})(?<![\d])"
    r"(?P<year>1[89]\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:mean|median|average|ages|between|range)\s(?:[\w-]{1,12}\s){0,2}\Z", re.IGNORECASE)
_LIMIT = 90
_FIGURE = r"9(?<!\w9)\d(?!\d)|1(?<!\w1)(?:[01]\d|2[0-5])(?!\d)"  # the digit first: it is soon found
_WORDS = ("ninet", "hundred", "enarian", "shy of", "pushing", "going on")
_CANDIDATE = AnyCase("|".join((_FIGURE, *_WORDS)))
_FIGURES = re.compile(rf"(?:{_FIGURE})(?![.,:/]\d)")  # "98.6" and "120/80" can be such an age only beside these words
_AROUND = 90  # characters: more than any of the patterns spans
# What a stretch holds in any case where one of the longer patterns matches: found in a tenth of the time.
_BEHIND_A_WORD = AnyCase(rf"(?<=\w)[: ]\s?{_AGE}\b{_CATEGORY}")
_SET_APART = AnyCase(
    rf"(?:,\s|\( ?|of ?){_AGE}|{_AGE} (?:and|but|yet) |oldest|nonagenarian|centenarian|shy of|pushing|going on"
)
_BEFORE_A_STOP = AnyCase(
    rf"{_AGE}(?:th|st|nd|rd)?(?:[.,;!?)]|\Z| (?:in|on|this|last|today|yesterday|tomorrow|and|but|with|the)\b)"
)
_BESIDE_AT = AnyCase(r"\bat ")
_NEAR_A_DAY = AnyCase(r"day|year")
_NINETY = AnyCase("ninety")
_AGES = (
    (_SAID, "number", _BEHIND_A_WORD),
    (_BESIDE, "number", _SET_APART),
    (_SEX, "number", None),
    (_AT, "number", _BESIDE_AT),
    (_COUPLE, "number", None),
    (_REACHED, "number", _BEFORE_A_STOP),
    (_IN_WORDS, "number", _NINETY),
    (_BIRTHDAY, "birthday", _NEAR_A_DAY),
)


def find(doc: Doc) -> Iterator[Hit]:
    """Find ages of one person that are 90 or more."""
    yield from _born_long_ago(doc)
    for start, end in _windows(doc.norm):
        yield from _told(doc.norm, start=start, end=end)


def _windows(norm: str) -> Iterator[tuple[int, int]]:
    """Give the stretches around all numbers that can be such an age; only these are read closely."""
    start = end = -1
    for match in _candidates(norm):
        if match.start() - _AROUND > end:
            if end >= 0:
                yield start, end
            start = max(0, match.start() - _AROUND)
        end = min(len(norm), match.end() + _AROUND)
    if end >= 0:
        yield start, end


def _candidates(norm: str) -> Iterator[re.Match[str]]:
    lower = norm.lower()
    is_in_words = not norm.isascii() or any(word in lower for word in _WORDS)
    return _CANDIDATE.finditer(norm) if is_in_words else _FIGURES.finditer(norm)


def _told(norm: str, *, start: int, end: int) -> Iterator[Hit]:
    for pattern in (_OLD, _IN_ONE_WORD):
        for match in pattern.finditer(norm, start, end):
            if not _is_of_a_group(norm, match.start()):
                yield Hit(KIND, "age.over_89", match.start(), match.end(), variant="person")
    for pattern, variant, held in _AGES:
        is_possible = held is None or held.search_in(norm, start, end)
        for match in pattern.finditer(norm, start, end) if is_possible else ():
            told = match.lastgroup or "age"
            if not _is_of_a_group(norm, match.start(told)):
                yield Hit(KIND, "age.over_89", match.start(told), match.end(told), variant=variant)


def _is_of_a_group(norm: str, at: int) -> bool:
    return _FORMER.search(norm, max(0, at - 40), at) is not None


def _born_long_ago(doc: Doc) -> Iterator[Hit]:
    """Find years of birth that tell such an age. Safe side: the birthday may lie later in the year."""
    if doc.facts.posted_on is None or not doc.has_digit:
        return
    for match in _BORN.finditer(doc.norm):
        if int(match["year"]) <= doc.facts.posted_on.year - _LIMIT:
            yield Hit(KIND, "age.born", match.start("year"), match.end("year"))
