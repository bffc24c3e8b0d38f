"""Dates tied to a person (letter C): every part but the year, when the sentence tells of one person's care or life.

A tie is an event (admitted, seen, born, surgery, appointment, died) or one patient in the same sentence. Sentences
about groups ("patients were admitted between ...") and dates without a tie (congresses, opening times) are no findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Facts, Hit
from bedside.policy.guard.text import Doc

KIND: Final = "date"
RULES: Final = ("date.iso", "date.numeric", "date.written", "date.month_year", "date.weekday", "date.holiday")

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_FULL_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)"
_NO_UNIT = (
    r"(?!\w|[.,:/-]\d|\s?(?:%|mg|mcg|g\b|ml|km|miles|kg|mmol|patients|people|cases|days|weeks|months|years|times|hours"
    r"|minutes|of (?:us|them|our)\b))"
)
_ISO = re.compile(rf"(?<![\w.-]){_YEAR}([-/.])(?:0?[1-9]|1[0-2])\2{_DAY}(?![\w-])")
_NUMERIC = re.compile(
    r"(?<![\w./-])(?P<one>\d{1,2})([/.-])(?P<two>\d{1,2})\2(?P<year>(?:18|19|20)\d\d|\d\d)(?![\w/]|[.,-]\d)"
)
_SHORT = re.compile(
    r"(?:(?<=\bon )|(?<=\bsince )|(?<=\bfrom )|(?<=\buntil )|(?<=\btill )|(?<=\bdated )|(?<=\blast )|(?<=\bborn )"
    r"|(?<=\bdob )|(?<=\bdob: )|(?<=\bseen )|(?<=\badmitted )|(?<=\bdied )|(?<=\bfor )|(?<=\bby )|(?<=\bd/c )"
    r"|(?<=\bof ))"
    r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\w/%]|[.,-]\d"
    r"|\s(?:pain|strength|power|tabs?|tablets?|dose|pills?|on the|scale|of|patients|people|score)\b)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY}\.?,? )?(?P<month>{_MONTHS})\b\.? ?(?:the )?(?P<day>{_ORDINAL}|{_DAY})"
    rf"(?:(?:,? | of ){_YEAR})?{_NO_UNIT}",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?<![\w.,/$-])(?:{_WEEKDAY}\.?,? )?(?:the )?(?P<day>{_ORDINAL}|{_DAY})[ -]?(?:of )?(?P<month>{_MONTHS})\b\.?"
    rf"(?:(?:,? |-){_YEAR})?(?!\w)",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<month>{_FULL_MONTHS}|{_MONTHS})\b\.?,? (?:of )?{_YEAR}(?![\w-])", re.IGNORECASE)
_WEEKDAY_DAY = re.compile(rf"(?<!\w){_WEEKDAY},? (?:the )?{_ORDINAL}(?!\w)", re.IGNORECASE)
_HOLIDAY = re.compile(
    r"(?<!\w)(?:christmas(?: (?:day|eve))?|boxing day|thanksgiving(?: day)?|new year'?s(?: (?:day|eve))?|easter"
    r"(?: (?:sunday|monday))?|good friday|halloween|valentine'?s(?: day)?|memorial day|labou?r day|mother'?s day"
    rf"|father'?s day|independence day|fourth of july|diwali|hanukkah|passover|eid)(?: of)? {_YEAR}(?!\w)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:admit(?:ted|s)|admission|discharged?|d/c'?d|seen|saw|born|birth|birthday|d\.?o\.?b|surger(?:y|ies)"
    r"|operat(?:ion|ed)"
    r"|appointment|appt|died|dies|death|dead|deceased|passed away|diagnos(?:is|ed)|dx|visited|(?:clinic|home"
    r"|hospital|his|her|my|your|last|first|er|office) visit|(?:his|her|my|your) stay|biops(?:y|ied)|scan(?:ned)?"
    r"|mri|ct|x-?ray|chemo|infusion|transplant(?:ed)?|deliver(?:y|ed)|c-section|stroke|heart attack|crash(?:ed)?"
    r"|accident"
    r"|fell|collapsed|overdosed?|relapsed?|treated|transferred|referred|hospitali[sz]ed|intubated|extubated|procedure"
    r"|came in|came to (?:us|our)|brought in|presented|presents|consult(?:ation)?|check-?up|follow-?up"
    r"|blood test|(?:his|her|my|test|scan|biopsy|blood|lab) results?"
    r"|amputat(?:ed|ion)|miscarr(?:ied|iage)|rehab|detox|icu|picu|nicu|ward|er visit|a&e|ambulance|buried|funeral)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:my|our|a|the|this|that|same|an)\s(?:[\w-]{1,20}\s){0,3}?(?:patient|pt|client|frequent flyer|resident"
    r"|inpatient)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:patients|participants|subjects|cases|women|men|children|adults|people|individuals|admissions|records"
    r"|deaths|trials?"
    r"|cohort|registry|database|study|studies|webinar|congress|conference|symposium|workshop|meeting|lecture"
    r"|guidelines?"
    r"|journal|published|issue|clinics|hospitals|practice is|we are (?:open|closed)|office hours|fda|ema|nice)\b",
    re.IGNORECASE,
)
_SINGULAR = re.compile(r"\b(?:she|he|her|his|him|my|i|your|dob)\b", re.IGNORECASE)
_MONTHS_IN_ORDER = "janfebmaraprmayjunjulaugsepoctnovdec"
_SEASONS = ("winter", "spring", "summer", "autumn")
_SOUTH = frozenset({"AR", "AU", "BO", "BR", "BW", "CL", "MG", "MZ", "NA", "NZ", "PE", "PY", "UY", "ZA", "ZM", "ZW"})
_OLDEST_YEAR_TOLD = 1950
_LIMIT = 90
_PATTERNS = (
    ("date.iso", _ISO),
    ("date.numeric", _NUMERIC),
    ("date.numeric", _SHORT),
    ("date.written", _MONTH_DAY),
    ("date.written", _DAY_MONTH),
    ("date.month_year", _MONTH_YEAR),
    ("date.weekday", _WEEKDAY_DAY),
    ("date.holiday", _HOLIDAY),
)


def find(doc: Doc) -> Iterator[Hit]:
    """Find dates in sentences that tell of one person's care or life."""
    if not doc.has_digit:
        return
    tied: dict[tuple[int, int], bool] = {}
    for rule, pattern in _PATTERNS:
        for match in pattern.finditer(doc.norm):
            if _is_a_date(match) and _is_tied(doc, doc.sentence(match.start()), known=tied):
                variant, detail = _instead(match, facts=doc.facts)
                yield Hit(KIND, rule, match.start(), match.end(), variant=variant, detail=detail)


def _is_a_date(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    if parts.get("one"):
        low, high = sorted((int(parts["one"]), int(parts["two"])))
        return 1 <= low <= 12 and high <= 31
    if parts.get("day"):
        return _is_no_plain_word(month=parts["month"], day=parts["day"], year=parts["year"])
    return True


def _is_no_plain_word(*, month: str, day: str, year: str | None) -> bool:
    """In lower case, "may 5" and "march 10" can be verbs: only a year or an ordinal makes them dates."""
    return month not in ("may", "march", "mar") or year is not None or not day.isdigit()


def _is_tied(doc: Doc, sentence: tuple[int, int], *, known: dict[tuple[int, int], bool]) -> bool:
    """Say whether the sentence tells of one person. Each is judged once, however many dates stand in it."""
    if sentence not in known:
        known[sentence] = _tells_of_one(doc.norm[slice(*sentence)])
    return known[sentence]


def _tells_of_one(sentence: str) -> bool:
    if _MANY.search(sentence) and not _SINGULAR.search(sentence):
        return False
    return _EVENT.search(sentence) is not None or _ONE.search(sentence) is not None


def _instead(match: re.Match[str], *, facts: Facts) -> tuple[str, str]:
    """Choose what may stand for the date: the year, else the season, else nothing that tells more."""
    parts = match.groupdict()
    year = parts.get("year")
    if year and len(year) == 4:
        oldest = _OLDEST_YEAR_TOLD if facts.posted_on is None else facts.posted_on.year - _LIMIT + 1
        return ("year", year) if int(year) >= oldest else ("day", "")
    if parts.get("month"):
        return "season", _season(parts["month"], country=facts.country)
    return "day", ""


def _season(month: str, *, country: str | None) -> str:
    number = _MONTHS_IN_ORDER.index(month[:3].lower()) // 3 + 1
    turned = 2 if country in _SOUTH else 0
    return _SEASONS[(number % 12 // 3 + turned) % 4]
