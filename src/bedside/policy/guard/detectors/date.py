"""Dates tied to a person (letter C): every part but the year, when the sentence tells of one person's care or life.

A tie is an event (admitted, seen, born, surgery, appointment, died) or one patient in the same sentence, or one person
described in the text; for members who tell of themselves also "I" or "my". A date behind its label or written to the
second is an entry of some record. Sentences about groups ("patients were admitted between ..."), meetings, publications
and opening times are no findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.model import SELF_ROLES, Facts, Hit
from bedside.policy.guard.naming import word_set
from bedside.policy.guard.openings import places_of, tried_at
from bedside.policy.guard.subject import Subjects
from bedside.policy.guard.tables import rows
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
_CLOCK = r"(?:(?:T|,? (?:at )?)\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:\s?[ap]\.?m\b|Z|\s?[+-]\d\d:?\d\d)?)?"
_SPAN = rf"(?:\s?(?:-|to|through|until|and)\s?(?:the )?(?:(?:{_MONTHS})\b\.? )?(?:{_ORDINAL}|{_DAY})(?![\d:]))?"
_ISO = re.compile(rf"(?<![\w.-]){_YEAR}([-/.])(?:0?[1-9]|1[0-2])\2{_DAY}(?!\d){_CLOCK}(?![\w-])", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\w./-])(?P<one>\d{1,2})([/.-])(?P<two>\d{1,2})\2(?P<year>(?:18|19|20)\d\d|\d\d)"
    rf"(?!\d){_CLOCK}(?![\w/]|[.,-]\d)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<![\w./-])(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\w/%]|[.,-]\d"
    r"|\s(?:pain|strength|power|tabs?|tablets?|dose|pills?|on the|scale|of|patients|people|score|vision|in the)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?<![\w./-])(?P<one>\d{1,2})/(?P<two>\d{1,2})\s?-\s?(?P<three>\d{1,2})/(?P<four>\d{1,2})(?![\w/%]|[.,-]\d)"
)
_MONTH_AND_YEAR = re.compile(rf"(?<![\w./-])(?:0?[1-9]|1[0-2])/{_YEAR}(?![\w/]|[.,-]\d)")
_BEFORE_SHORT = AnyCase(
    r"(?:\b(?P<sure>on|since|dated|born|dob:?|seen|admitted|adm|died|d/c|dc|discharged|f/u|op|sx|lmp|edd|pod|ct"
    r"|mri|us|bx|cxr|labs|appt|appointment|surgery|scan|due"
    r"|transferred|biopsy|echo|(?:endo|cysto|colono|gastro|broncho|arthro)scopy"
    rf"|fell|starting|effective|{_WEEKDAY},?)|\b(?:from|until|till|last|for|by|of|to|through|and|between)|\d-)\s?\Z",
)
_SCORE = AnyCase(
    r"\b(?:pain|scor\w{1,3}|scale|rat(?:e|ed|ing)|strength|power|reflex\w{0,2}|vision|gleason|apgar|gcs|murmur"
    r"|grade|kt/v)\b",
)
_ALWAYS = "24/7"
_PRESSURE = AnyCase(
    r"\b(?:bi?pap|cpap|ipap|epap|niv|peep|vent\w{0,8}|pressures?|settings?|ps|support|fio2|ratio|map|bp|dose|tablets?"
    r"|insulin|units?|times|odds|shots?|snellen|acuity|size|gauge|fr)\b"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY}\.?,? )?(?P<month>{_MONTHS})(?![^\W\d_])\.? ?(?:the )?(?P<day>{_ORDINAL}|{_DAY}){_SPAN}"
    rf"(?:(?:,? | of |,? ')(?:{_YEAR}|(?<=')\d\d))?(?!\d){_CLOCK}{_NO_UNIT}",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?<![\w.,/$-])(?:{_WEEKDAY}\.?,? )?(?:the )?(?P<day>{_ORDINAL}|{_DAY})"
    rf"(?:\s?(?:-|/|to|and|&)\s?(?:{_ORDINAL}|{_DAY}))?[ -]?(?:of )?(?P<month>{_MONTHS})(?![^\W\d_])\.?"
    rf"(?:(?:,? |-|,? ')?(?:{_YEAR}|(?<=['a-z-])\d\d\b))?{_CLOCK}(?!\w)",
    re.IGNORECASE,
)
_ORDINAL_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
    r"|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[- ]first)"
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:(?:the )?{_ORDINAL_WORD} of (?P<month>{_FULL_MONTHS})|(?P<month2>{_FULL_MONTHS}) "
    rf"(?:the )?{_ORDINAL_WORD})"
    rf"(?:,? {_YEAR})?(?!\w| (?:week|half|part|time|quarter|generation|line|year|case))",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?<!\w)(?P<month>{_FULL_MONTHS}|{_MONTHS})\b(?:(?:\.?,? (?:of )?|[-/]){_YEAR}|\.? '\d\d)(?![\w-])", re.IGNORECASE
)
_WEEKDAY_DAY = re.compile(rf"(?<!\w){_WEEKDAY},? (?:the )?{_ORDINAL}(?!\w)", re.IGNORECASE)
_THIS_MONTH = re.compile(rf"(?<!\w)(?:the )?{_ORDINAL} (?:inst|ult|prox)\b\.?", re.IGNORECASE)
_ON_THE_DAY = re.compile(
    rf"(?<!\w)on the {_ORDINAL}(?=[.,;!?)]|\s*\Z|\s(?:and|but|with|for|at|so|he|she|they)\b)", re.IGNORECASE
)
_DOTTED = re.compile(r"(?<![\w./-])(?P<one>0?[1-9]|[12]\d|3[01])\.(?P<two>0?[1-9]|1[0-2])\.(?![\w.]|-\d)")
_HOLIDAYS = tuple(name for (name,) in rows("holidays.tsv"))
_HOLIDAY_NAMES = "|".join(re.escape(name).replace("'", "'?") for name in sorted(_HOLIDAYS, key=len, reverse=True))
_HOLIDAY = re.compile(rf"(?<!\w)(?:{_HOLIDAY_NAMES})(?:,| of)? {_YEAR}(?!\w)", re.IGNORECASE)
_EVENT = AnyCase(
    r"\b(?:admit(?:ted|s)|admission|discharged?|d/c'?d|seen|saw|born|birth|birthday|d\.?o\.?b|surger(?:y|ies)"
    r"|operat(?:ion|ed)"
    r"|appointment|appt|died|dies|death|dead|deceased|passed away|diagnos(?:is|ed)|dx|visited|(?:clinic|home"
    r"|hospital|his|her|my|your|last|first|er|office) visit|(?:his|her|my|your) stay|biops(?:y|ied)|scan(?:ned)?"
    r"|mri|ct|x-?ray|chemo|infusion|transplant(?:ed)?|deliver(?:y|ed)|c-section|stroke|heart attack|crash(?:ed)?"
    r"|accident"
    r"|fell|collapsed|overdosed?|relapsed?|treated|transferred|referred|hospitali[sz]ed|intubated|extubated|procedure"
    r"|came in|came to (?:us|our)|brought in|presented|presents|consult(?:ation)?|check-?up|follow-?up"
    r"|blood test|(?:his|her|my|test|scan|biopsy|blood|lab) results?"
    r"|\w{3,14}(?:ectomy|plasty|otomy|ostomy|oscopy|pexy|centesis)|adm|dc|f/u|s/p|sx|pod|cabg|pci|n?stemi|tia|cva"
    r"|dvt|tavr|tavi"
    r"|ecmo|vent(?:ilator)?|trach|peg|arrest(?:ed)?|code blue|coded|bx|cxr|ekg|ecg|lost (?:her|him|my|our|the)"
    r"|anniversary"
    r"|flare(?:d)?|seizures?|attack|symptoms?|onset|ill|sick|injur(?:y|ed)|hurt|wound|bleed|bled|pregnan(?:t|cy)"
    r"|due date|lmp"
    r"|edd|remission|sober|clean|started|stopped|vaccinat(?:ed|ion)|jab|dose|shot|test(?:ed)?|swab|labs|bloods"
    r"|ultrasound"
    r"|echo|endoscopy|colonoscopy|radiation|dialysis|therapy|session with|evaluat(?:ed|ion)|assess(?:ed|ment)"
    r"|implant(?:ed)?"
    r"|replaced|replacement|removed|fitted|extracted|engaged|married|wedding|divorce|arrested|sentenced|missing"
    r"|amputat(?:ed|ion)|miscarr(?:ied|iage)|rehab|detox|icu|picu|nicu|ward|er visit|a&e|ambulance|buried|funeral)\b",
)
_ONE = AnyCase(
    r"\b(?:my|our|a|the|this|that|same|an)\s(?:[\w-]{1,20}\s){0,3}?(?:patient|pt|client|frequent flyer|resident"
    r"|inpatient)\b",
)
_MANY = AnyCase(
    r"\b(?:patients|participants|subjects|cases|women|men|children|adults|people|individuals|admissions|records"
    r"|deaths|trials?|cohort|registry|database|study|studies|webinar|congress|conference|symposium|workshop|lecture"
    r"|guidelines?|journal|published|clinics|hospitals|practice is|we are (?:open|closed)|office hours|fda|ema|nice"
    r"|keynote|podcast|launch(?:ed|es)?|approv(?:ed|al)|deadline|registration|tickets?|awareness|world \w+ day|campaign"
    r"|survey|passed into law|government|parliament|election|concert|premiere|festival|album|film|movie|tournament"
    r"|livestream|webcast|fundraiser|marathon)\b",
)
# Words that make a date public when nothing in the sentence tells of care and the text describes nobody.
_PUBLIC = AnyCase(
    r"\b(?:meeting|talk|spoke|speak(?:s|ing)?|presentation|presenting|episode|release[ds]?|register|sign up|join"
    r"|holidays?"
    r"|clos(?:ed?|es|ing)|open(?:s|ing|ed)?|reopens?|course|exams?|annual|issue|version|update[ds]?|law|act|rally"
    r"|strike"
    r"|tour|match|parade|sale|fair|event|events|season|edition|applications?|apply|due|begins?|class|walk|race"
    r"|month|week"
    r"|anniversary of|founded|since|until|between|from|through|announced|news|effective|policy|rule|rules|hours|free"
    r"|stand|booth|session|sessions|poster|abstracts?|submissions?|vote|voting|budget|quarter|report|data|history|war"
    r"|invented|discovered|first|day|valid|expires?|thread|blog|post|posted|series|board|committee|residents"
    r"|students)\b",
)
_SINGULAR = AnyCase(r"\b(?:she|he|her|his|him|my|i|your|dob)\b")
_FIRST_PERSON = AnyCase(r"\b(?:i|i'm|my|me)\b")
_MONTHS_IN_ORDER = "janfebmaraprmayjunjulaugsepoctnovdec"
_SEASONS = ("winter", "spring", "summer", "autumn")
_SOUTH = frozenset({"AR", "AU", "BO", "BR", "BW", "CL", "MG", "MZ", "NA", "NZ", "PE", "PY", "UY", "ZA", "ZM", "ZW"})
_OLDEST_YEAR_TOLD = 1950
_LIMIT = 90
_SURE_OF_NAME = 0.7
_LABEL = re.compile(
    r"\b(?:date|dated|dob|d\.o\.b\.?|birth ?date|birthday|dos|doa|dod|admitted|discharged|admission|discharge|seen"
    r"|visit"
    r"|appointment|born)\s{0,2}[:=]\s{0,2}\Z",
    re.IGNORECASE,
)
_TO_THE_SECOND = re.compile(r"\d{1,2}:\d\d:\d\d")
_MONTH_WORDS = frozenset(
    {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january",
        "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    }
)  # fmt: skip
_THREE_FIGURES = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")
_FULL_PATTERNS = (("date.iso", _ISO), ("date.numeric", _NUMERIC))
_TWO_DOTS = re.compile(r"\d\.\d{1,2}\.")
_TWO_FIGURES = re.compile(r"\d/\d")
_SHORT_PATTERNS = (
    ("date.numeric", _SHORT),
    ("date.numeric", _RANGE),
    ("date.month_year", _MONTH_AND_YEAR),
)
_A_YEAR = re.compile(r"[12][890]\d\d")
_AN_ORDINAL = re.compile(r"\d[snrtSNRT][tdhTDH]")
_ORDINALS = frozenset(re.findall("[a-z]{3,}", _ORDINAL_WORD))
_THIS_MONTH_WORDS = frozenset({"inst", "ult", "prox"})
_NO_HOLIDAY = frozenset(
    {"day", "all", "the", "of", "may", "st", "saint", "holy", "bank", "king", "s", "fourth", "th", "night", "weekend"}
    | {"monday", "sunday", "saturday", "wednesday", "thursday", "tuesday", "eve", "term", "half", "new", "al", "super"}
)
_MONTH_BEGINS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
_WEEKDAY_BEGINS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_BEGINS = {
    _HOLIDAY: frozenset(re.split("[ '.-]", name)[0] for name in _HOLIDAYS),
    _MONTH_DAY: _MONTH_BEGINS | _WEEKDAY_BEGINS,
}
_MONTH_BEHIND = AnyCase(rf"(?:\d|st|nd|rd|th)[ -]?(?:of )?(?:{'|'.join(sorted(_MONTH_BEGINS))})")
_HOLIDAY_WORDS = frozenset(re.findall("[a-z]+", " ".join(_HOLIDAYS))) - _NO_HOLIDAY
_WEEKDAYS = frozenset(
    name + day
    for name in ("mon", "tue", "tues", "wed", "wednes", "thu", "thur", "thurs", "fri", "sat", "satur", "sun")
    for day in ("", "day")
)

_MOST = 500  # of a form: a text of so many dates is held for the first of them


def find(doc: Doc) -> Iterator[Hit]:
    """Find dates in sentences that tell of one person's care or life."""
    ties = _Ties(doc)
    for rule, pattern in _patterns(doc):
        told = (one for one in _matches(pattern, doc.norm) if _is_a_date(one, doc=doc) and ties.hold(one))
        for match in islice(told, _MOST):
            variant, detail = _instead(match, facts=doc.facts)
            yield Hit(KIND, rule, match.start(), match.end(), variant=variant, detail=detail)


def _matches(pattern: re.Pattern[str], norm: str) -> Iterator[re.Match[str]]:
    """Give the matches of a pattern; one that begins with words of a list is tried only where one of them can begin."""
    begins = _BEGINS.get(pattern)
    return pattern.finditer(norm) if begins is None else tried_at(pattern, norm, places_of(begins, norm))


def _patterns(doc: Doc) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Give the patterns that can match at all: figures need a digit, written dates the name of a month, and so on."""
    is_month = not _MONTH_WORDS.isdisjoint(doc.words)
    has_year = doc.digits >= len("1950") and _A_YEAR.search(doc.norm) is not None
    if is_month and doc.has_digit:
        yield "date.written", _MONTH_DAY
        if _MONTH_BEHIND.search(doc.norm):
            yield "date.written", _DAY_MONTH
    if is_month and not _ORDINALS.isdisjoint(doc.words):
        yield "date.written", _IN_WORDS
    if not doc.has_digit:
        return
    if is_month and (has_year or " '" in doc.norm):
        yield "date.month_year", _MONTH_YEAR
    if _THREE_FIGURES.search(doc.norm):
        yield from _FULL_PATTERNS
    if _TWO_FIGURES.search(doc.norm):
        yield from _SHORT_PATTERNS
    if _AN_ORDINAL.search(doc.norm) and not _WEEKDAYS.isdisjoint(doc.words):
        yield "date.weekday", _WEEKDAY_DAY
    if has_year and not _HOLIDAY_WORDS.isdisjoint(doc.words):
        yield "date.holiday", _HOLIDAY
    if " on the " in doc.norm and _AN_ORDINAL.search(doc.norm):
        yield "date.written", _ON_THE_DAY
    if not _THIS_MONTH_WORDS.isdisjoint(doc.words):
        yield "date.written", _THIS_MONTH
    if _TWO_DOTS.search(doc.norm):
        yield "date.numeric", _DOTTED


def _is_a_date(match: re.Match[str], *, doc: Doc) -> bool:
    norm = doc.norm
    parts = match.groupdict()
    if parts.get("one"):
        low, high = sorted((int(parts["one"]), int(parts["two"])))
        if not 1 <= low <= 12 or high > 31:
            return False
        if match.re is _RANGE:
            return _is_range(match) or _is_short_date(match, norm=norm)
        if match.re is _DOTTED:
            return _is_dotted_date(match, doc=doc)
        return match.re is not _SHORT or _is_short_date(match, norm=norm) or _is_day_over_month(match, doc=doc)
    if parts.get("day"):
        return _is_no_plain_word(month=parts["month"], day=parts["day"], year=parts["year"])
    return True


def _is_range(match: re.Match[str]) -> bool:
    """Say whether "3/14-3/18" can be nothing else than two days: a day over 12 in each, as no score or strength has."""
    days = sorted((int(match["two"]), int(match["four"])))
    return int(match["three"]) <= 12 and days[0] > 12 and days[1] <= 31 and 20 not in days


def _is_short_date(match: re.Match[str], *, norm: str) -> bool:
    """Say whether "3/14" is a day: a word for a day stands before it, and it is no score ("from 8/10 to 3/10")."""
    before = _BEFORE_SHORT.search_in(norm, max(0, match.start() - 20), match.start())
    if before is None or _SCORE.search_in(norm, max(0, match.start() - 30), match.start()):
        return False
    return before["sure"] is not None or match["two"] not in ("5", "10", "100")


def _is_day_over_month(match: re.Match[str], *, doc: Doc) -> bool:
    """Say whether "28/3" is a day of somebody: no score is more than its whole; pressures of a ventilator are."""
    if match[0] == _ALWAYS or not int(match["one"]) > 12 >= int(match["two"]):
        return False
    if doc.setting == "talk" and not any(chance.name > _SURE_OF_NAME for chance in doc.chances):
        return False
    around = (max(0, match.start() - 30), match.end() + 20)
    return not (_SCORE.search_in(doc.norm, *around) or _PRESSURE.search_in(doc.norm, *around))


def _is_dotted_date(match: re.Match[str], *, doc: Doc) -> bool:
    """Say whether "14.03." is a day and no measure: written as only days are, behind a word for a day."""
    if int(match["one"]) <= 12 and not (match["one"].startswith("0") or match["two"].startswith("0")):
        return False
    if doc.setting == "person" and len(match["one"]) == len(match["two"]) == 2:
        return True
    return _BEFORE_SHORT.search_in(doc.norm, max(0, match.start() - 20), match.start()) is not None


def _is_no_plain_word(*, month: str, day: str, year: str | None) -> bool:
    """In lower case, "may 5" and "march 10" can be verbs: only a year or an ordinal makes them dates."""
    return month not in ("may", "march", "mar") or year is not None or not day.isdigit()


class _Ties:
    """Whether the dates of one text are tied to a person. Each sentence is judged once, however many dates it holds."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._known: dict[tuple[int, int], bool] = {}

    def hold(self, match: re.Match[str]) -> bool:
        """Say whether a date is tied: by its sentence, by a label, or because a machine wrote it to the second."""
        sentence = self._doc.sentence(match.start())
        if sentence not in self._known:
            self._known[sentence] = self._tells_of_one(self._doc.norm[slice(*sentence)])
        return self._known[sentence] or self._is_an_entry(match) or self._is_whole(match)

    def _is_whole(self, match: re.Match[str]) -> bool:
        """Say whether day, month and year stand in figures where somebody is described: nobody writes news so."""
        return match.re in (_NUMERIC, _ISO) and self._doc.setting == "person" and self._describes_a_person

    def _is_an_entry(self, match: re.Match[str]) -> bool:
        if _TO_THE_SECOND.search(match[0]):
            return True
        before = (max(0, match.start() - 20), match.start())
        return _LABEL.search(self._doc.norm, *before) is not None and not self._speaks_of_many

    def _tells_of_one(self, sentence: str) -> bool:
        is_general = _MANY.search(sentence) is not None
        if is_general and not _SINGULAR.search(sentence):
            return False
        if _EVENT.search(sentence) or _ONE.search(sentence):
            return True
        if is_general:
            return False
        return self._is_about_somebody(sentence) or not self._is_public or self._names_somebody

    def _is_about_somebody(self, sentence: str) -> bool:
        if self._doc.facts.role in SELF_ROLES and _FIRST_PERSON.search(sentence):
            return True
        return self._describes_a_person

    @cached_property
    def _speaks_of_many(self) -> bool:
        return _MANY.search(self._doc.norm) is not None

    @cached_property
    def _is_public(self) -> bool:
        return _PUBLIC.search(self._doc.norm) is not None

    @cached_property
    def _names_somebody(self) -> bool:
        """Whether the tagger is sure of a name in a text that is not talk of medicine: its dates are that person's."""
        if self._doc.setting == "own" or not word_set("talk of a trade").isdisjoint(self._doc.words):
            return False
        return any(chance.name > _SURE_OF_NAME for chance in self._doc.chances)

    @cached_property
    def _describes_a_person(self) -> bool:
        return Subjects(self._doc).describes_a_person


def _instead(match: re.Match[str], *, facts: Facts) -> tuple[str, str]:
    """Choose what may stand for the date: the year, else the season, else nothing that tells more."""
    parts = match.groupdict()
    year = parts.get("year")
    if year and len(year) == 4:
        oldest = _OLDEST_YEAR_TOLD if facts.posted_on is None else facts.posted_on.year - _LIMIT + 1
        return ("year", year) if int(year) >= oldest else ("day", "")
    month = parts.get("month") or parts.get("month2")
    if month:
        return "season", _season(month, country=facts.country)
    return "day", ""


def _season(month: str, *, country: str | None) -> str:
    number = _MONTHS_IN_ORDER.index(month[:3].lower()) // 3 + 1
    turned = 2 if country in _SOUTH else 0
    return _SEASONS[(number % 12 // 3 + turned) % 4]
