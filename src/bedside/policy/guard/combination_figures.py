"""Signs that are figures: ages, days and windows of time, and places told by how many people live there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.combination_reading import BREAKS, Reading, Sign
from bedside.policy.guard.combination_words import word_set
from bedside.policy.guard.kept import Kept

EXACT_AGE: Final = 0.0125
AGE_80S: Final = 0.004
AGE_OVER_89: Final = 0.008
DECADE: Final = 0.12
INFANT: Final = 0.012
DAY: Final = 1 / 365
WEEK: Final = 1 / 52
MONTH: Final = 1 / 12
SEASON: Final = 1 / 4

_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_DECADES = {
    "twenties": "twenties", "thirties": "thirties", "forties": "forties", "fifties": "fifties", "sixties": "sixties",
    "seventies": "seventies", "eighties": "eighties", "20s": "twenties", "30s": "thirties", "40s": "forties",
    "50s": "fifties", "60s": "sixties", "70s": "seventies", "80s": "eighties",
}  # fmt: skip
_SCHOOL_YEAR = re.compile(
    r"(?:1st|2nd|3rd|[4-9]th|1[0-2]th|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
)
_OF_MARKS = frozenset({"for", "of", "on"})
_AGE_WORDS = frozenset({*_TENS, *_UNITS, *_DECADES, "grade", "grader"})
_MAY_BE_AGE: Kept[str, bool] = Kept(lambda word: word[0].isdigit() or word in _AGE_WORDS)
_NAMES = ("", "", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")
_AGED = word_set("aged")
_SMALL_UNITS = frozenset({"month", "months", "mo", "week", "weeks", "day", "days", "mth"})
_GLUED = {"m": "m", "f": "f", "yo": "", "y": "", "yr": "", "yof": "f", "yom": "m", "yf": "f", "ym": "m"}
_BE = word_set("be")
_BEFORE_DECADE = word_set("before decade")
_PERSON_BEHIND = word_set("person behind")
_WEEKDAYS = word_set("weekdays") - {"mondays", "sundays"}
_SPELLS = {
    "week": (WEEK, 0.5), "weekend": (WEEK, 0.5), "month": (MONTH, 0.25), "spring": (SEASON, 0.0),
    "summer": (SEASON, 0.0), "autumn": (SEASON, 0.0), "fall": (SEASON, 0.0), "winter": (SEASON, 0.0),
    "night": (DAY, 0.5), "morning": (DAY, 0.5), "afternoon": (DAY, 0.5), "evening": (DAY, 0.5), "shift": (DAY, 0.5),
}  # fmt: skip
_OF_TIME = frozenset({"today", "tonight", "yesterday", "ago", "just"}) | _WEEKDAYS | _SPELLS.keys()
_OLDER_THAN_HOURS = 13
_AGO = {"hour": DAY, "hours": DAY, "minutes": DAY, "day": DAY, "days": DAY, "week": WEEK, "weeks": WEEK, "month": MONTH}
_OF_PLACE = word_set("of place")
_PEOPLE = frozenset({"people", "souls", "residents", "inhabitants", "folks"})
_TOWN_LIMIT = 20_000


def ages(reading: Reading) -> Iterator[Sign]:
    """Find the age of one person: exact, a ten-year band, a school class."""
    if not (reading.doc.has_digit or _AGE_WORDS & reading.bag):
        return
    for at in [at for at, word in enumerate(reading.words) if _MAY_BE_AGE[word]]:
        word = reading.words[at]
        if word in _DECADES and reading.word(at - 1) in _BEFORE_DECADE:
            yield reading.sign("age", at, at + 1, share=DECADE)
        elif word[0].isdigit():
            yield from _in_digits(reading, at)
        elif word in _TENS or (word in _UNITS and reading.word(at - 1) not in _TENS):
            yield from _in_words(reading, at)
        elif word in ("grade", "grader") and _is_school_year(reading, at):
            yield reading.sign("age", max(0, at - 1), at + 1, share=EXACT_AGE, strength=0.5, safer="at school")


def _is_school_year(reading: Reading, at: int) -> bool:
    """Say whether a grade is one at school: "fifth grade", not "high grade tumour" or "a top grade for effort"."""
    return _SCHOOL_YEAR.fullmatch(reading.word(at - 1)) is not None and reading.word(at + 1) not in _OF_MARKS


def _in_digits(reading: Reading, at: int) -> Iterator[Sign]:
    word = reading.words[at]
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not digits.isdigit() or len(digits) > 3:
        return
    years, glued = int(digits), word[len(digits) :]
    if glued in _GLUED and glued:
        if _is_sex_mark(reading, at, glued=glued) and 0 < years < 120:
            yield from _aged(reading, at, at + 1, years=years, sex=_GLUED[glued])
    elif not glued and 0 < years < 120:
        yield from _spelled(reading, at, years=years, last=at + 1)


def _is_sex_mark(reading: Reading, at: int, *, glued: str) -> bool:
    """Tell "45M" from 45 metres: a capital, an article before it or a person's verb behind it."""
    if glued not in ("m", "f", "y"):
        return True
    letter = reading.doc.norm[reading.spans[at][1] - 1]
    return (
        letter.isupper() or reading.word(at + 1) in _PERSON_BEHIND or reading.word(at - 1) in ("a", "an", "my", "this")
    )


def _in_words(reading: Reading, at: int) -> Iterator[Sign]:
    word = reading.words[at]
    ones = _UNITS.get(reading.word(at + 1), 0) if word in _TENS else 0
    years = _TENS.get(word, 0) + _UNITS.get(word, 0) + (ones if ones < 10 else 0)
    last = at + 2 if 0 < ones < 10 else at + 1
    if reading.word(last) in _AGED and _is_old(reading, last):
        yield from _spelled(reading, at, years=years, last=last)


def _is_old(reading: Reading, at: int) -> bool:
    return reading.word(at + 1) in ("old", "o") or reading.near(at + 1, at + 3) == ["of", "age"]


def _spelled(reading: Reading, at: int, *, years: int, last: int) -> Iterator[Sign]:
    unit = reading.word(last)
    if unit in _AGED and (_is_old(reading, last) or unit in ("yo", "yr")):
        small = unit in _SMALL_UNITS
        end = last + (1 if unit == "yo" or not _is_old(reading, last) else 2 + (reading.word(last + 1) == "of"))
        yield from _aged(reading, at, end, years=0 if small else years)
    elif (reading.word(at - 1) == "," == reading.word(last) and years >= 13) or (
        reading.word(at - 1) in _BE and years >= 3 and _ends_there(reading, last) and not _is_hour(reading, at, years)
    ):
        yield from _aged(reading, at, last, years=years, bare=True)


def _is_hour(reading: Reading, at: int, years: int) -> bool:
    """Tell "triplets at 51!" from "surgery at 7."."""
    return reading.word(at - 1) == "at" and (reading.word(at + 1) not in BREAKS or years < _OLDER_THAN_HOURS)


def _ends_there(reading: Reading, last: int) -> bool:
    norm = reading.doc.norm
    end = reading.spans[last - 1][1]
    return norm[end : end + 1] not in ("%", ":", "/", "-", "$", "+", "\u00b0") and (
        reading.word(last) in BREAKS or reading.word(last) in ("and", "with", "now", "today", "but", "who", "when")
    )


def _aged(reading: Reading, first: int, last: int, *, years: int, sex: str = "", bare: bool = False) -> Iterator[Sign]:
    share = INFANT if years < 2 else AGE_80S if 80 <= years < 90 else AGE_OVER_89 if years >= 90 else EXACT_AGE
    strength = 1.0 if years >= 90 else 0.5
    if reading.clinical and reading.near(first - 2, first) == ["i", "am"]:
        return
    dotted = reading.word(last - 1) == "o" and reading.word(last) == "|"
    noun = _noun_behind(reading, last + dotted)
    last += dotted
    begin = first if noun else _article(reading, first)
    safer = _band(years, noun=noun, bare=bare)
    if noun and reading.word(first - 1) in ("a", "an"):
        begin, safer = first - 1, f"an {safer}" if safer[0] == "a" else f"a {safer}"
    if bare and reading.word(begin - 1) == "at":
        begin -= 1
    yield reading.sign("age", begin, last, share=share, strength=strength, safer=safer)
    if sex:
        yield reading.sign("sex", first, last, share=0.5)


def _article(reading: Reading, first: int) -> int:
    return first - 1 if reading.word(first - 1) in ("a", "an", "the", "this", "one") else first


def _noun_behind(reading: Reading, last: int) -> bool:
    word = reading.word(last)
    return word.isalpha() and word not in _NO_NOUN


_NO_NOUN = word_set("no noun")


def _band(years: int, *, noun: bool, bare: bool) -> str:
    if years < 13:
        return "young" if noun or bare else "a young child"
    if years < 20:
        return "teenage" if noun else "a teenager" if not bare else "in the teens"
    if bare:
        return "over 89" if years >= 90 else f"in the {_NAMES[years // 10]}"
    if noun:
        return "adult"
    return "someone over 89" if years >= 90 else f"someone in the {_NAMES[years // 10]}"


def times(reading: Reading) -> Iterator[Sign]:
    """Find when it happened, as far as it is less than a year."""
    for at in [at for at, word in enumerate(reading.words) if word in _OF_TIME]:
        word = reading.words[at]
        if word in ("today", "tonight", "yesterday"):
            yield _time(reading, at, at + 1, share=DAY, strength=0.5)
        elif word in _WEEKDAYS and reading.word(at - 1) not in ("every", "each", "most"):
            yield _time(reading, at, at + 1, share=WEEK, strength=0.5)
        elif word in _SPELLS and reading.word(at - 1) in ("this", "last", "since", "the", "over", "in", "past"):
            yield from _spell(reading, at)
        elif word == "ago" and reading.word(at - 1) in _AGO:
            first = at - 2 if reading.word(at - 2) not in BREAKS else at - 1
            share = _AGO[reading.word(at - 1)]
            yield _time(reading, first, at + 1, share=share, strength=0.5 if share < MONTH else 0.25)
        elif word == "just" and reading.word(at + 1) == "now":
            yield _time(reading, at, at + 2, share=DAY, strength=0.5)
    if reading.doc.has_digit:
        yield from _clock(reading)


def _spell(reading: Reading, at: int) -> Iterator[Sign]:
    share, strength = _SPELLS[reading.words[at]]
    before = reading.word(at - 1)
    plain = before in ("this", "last", "past") or (before == "since" and share != DAY)
    weekend = before == "over" or (before == "the" and reading.word(at - 2) != "of")
    if plain or (weekend and share == WEEK):
        yield _time(reading, at - 1, at + 1, share=share, strength=strength)


def _time(reading: Reading, first: int, last: int, *, share: float, strength: float) -> Sign:
    if reading.word(last) == "'s":
        return reading.sign("time", first, last + 1, share=share, strength=strength, safer="a recent")
    day = reading.word(last) in ("morning", "night", "afternoon", "evening") and reading.words[first] not in (
        "this",
        "last",
    )
    begin = first - 1 if reading.word(first - 1) in ("on", "over", "from") else first
    safer = "some day" if reading.word(begin - 1) in ("is", "was", "'s") else "recently" if share < SEASON else "then"
    return reading.sign("time", begin, last + 1 if day else last, share=share, strength=strength, safer=safer)


def _clock(reading: Reading) -> Iterator[Sign]:
    """Find a time of day: "23:58", "3 am"."""
    for at in [at for at, word in enumerate(reading.words) if word[0].isdigit()]:
        word = reading.words[at]
        hours = word.rstrip("apm")
        if not hours.isdigit() or len(hours) > 2:
            continue
        if word != hours and word[len(hours) :] in ("am", "pm"):
            yield reading.sign("time", at, at + 1, share=DAY, strength=0.5, safer="at some hour")
        elif word == hours and reading.doc.norm[reading.end(at + 1) : reading.end(at + 1) + 1] == ":":
            minutes = reading.word(at + 2)
            if (
                len(minutes) == 2
                and minutes.isdigit()
                and int(hours) < 24
                and reading.start(at + 2) == reading.end(at + 1) + 1
            ):
                yield reading.sign("time", at, at + 3, share=DAY, strength=0.5, safer="one hour")


def counted_places(reading: Reading) -> Iterator[Sign]:
    """Find places told by their size: "a town of 900", "population 1,200", "300 people in the village"."""
    if not (_OF_PLACE | _PEOPLE) & reading.bag:
        return
    for at, word in enumerate(reading.words):
        if word in _OF_PLACE:
            skip = next((n for n in range(1, 5) if _is_number(reading.word(at + n))), 0)
            told = reading.word(at + 1) == "of" or word.startswith("pop")
            if skip and told and not BREAKS & set(reading.near(at + 1, at + skip)):
                yield from _counted(reading, first=at, last=at + skip + 1, number=at + skip)
        elif (
            word in _PEOPLE
            and reading.word(at - 1)[0].isdigit()
            and reading.word(at + 1) in ("in", "on", "here", "live")
        ):
            yield from _counted(reading, first=at - 1, last=at + 1, number=at - 1)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _UNITS or word in _TENS


def _counted(reading: Reading, *, first: int, last: int, number: int) -> Iterator[Sign]:
    start, end = reading.start(number), reading.spans[number][1]
    digits = reading.doc.norm[start : end + 8].replace(",", "").split()[0].rstrip(".:;!?)")
    worded = _UNITS.get(reading.words[number], 0) + _TENS.get(reading.words[number], 0)
    digits = str(worded) if worded else digits
    if digits.isdigit() and int(digits) < _TOWN_LIMIT:
        article = 1 if reading.word(first - 1) in ("a", "the", "our", "this") else 0
        while reading.word(last).isdigit() and reading.start(last) == reading.end(last) + 1:
            last += 1
        people = max(1, int(digits))
        strength = 2.0 if people <= 5_000 else 1.5
        yield reading.sign("place", first - article, last, share=people, strength=strength, safer="a small town")
