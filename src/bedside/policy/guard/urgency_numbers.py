"""Readings told in figures: temperature, sugar, ketones, oxygen, blood pressure, weeks of a pregnancy, age of a baby.

The limits are product choices for showing a card, taken from common public advice (fever from 38.0 C, severe pressure
from 180/120, oxygen under 90 %, ketones from 3 mmol/l); a clinical reviewer should own them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedside.policy.guard.urgency_words import Found

_WORDS = {
    "temperature": frozenset(
        {
            "temp",
            "temperature",
            "temps",
            "fever",
            "feverish",
            "febrile",
            "degrees",
            "rectal",
            "thermometer",
        }
    ),
    "sugar": frozenset(
        {
            "sugar",
            "sugars",
            "glucose",
            "bg",
            "bgs",
            "bm",
            "bms",
            "libre",
            "dexcom",
            "cgm",
            "meter",
            "glucometer",
        }
    ),
    "ketone": frozenset(
        {
            "ketone",
            "ketones",
        }
    ),
    "oxygen": frozenset(
        {
            "sats",
            "sat",
            "oxygen",
            "spo2",
            "o2",
            "oximeter",
            "ox",
            "saturation",
            "saturations",
        }
    ),
    "inr": frozenset({"inr"}),
}
_NO_TEMPERATURE = frozenset(
    [
        "bmi",
        "ferritin",
        "kg",
        "weighs",
        "weight",
        "a1c",
        "hba1c",
        "ldl",
        "crp",
        "km",
        "miles",
        "mg",
        "score",
        "aged",
        "age",
        "psa",
    ]
)
_NOT_PREGNANT_BEFORE = frozenset(
    {
        "for",
        "in",
        "after",
        "last",
        "past",
        "been",
        "another",
        "every",
        "next",
        "about",
        "within",
        "over",
        "of",
        "under",
    }
)
_NOT_PREGNANT_AFTER = frozenset(
    [
        "old",
        "ago",
        "post",
        "clean",
        "since",
        "later",
        "of",
        "into",
        "sober",
        "after",
        "on",
        "out",
        "without",
        "waiting",
        "wait",
        "until",
        "from",
        "in",
        "now",
        "off",
        "away",
        "at",
        "recovery",
        "free",
        "apart",
        "course",
        "training",
        "long",
        "back",
        "before",
        "to",
    ]
)
_AGES = {"week": 12, "weeks": 12, "day": 60, "days": 60, "month": 2, "months": 2}
_BABIES = frozenset(
    {
        "baby",
        "newborn",
        "son",
        "daughter",
        "twin",
        "twins",
        "bub",
        "lo",
    }
)
_PRESSURE = frozenset(["blood", "pressure", "bp", "over", "cuff", "systolic", "reading"])
_OF_MORE_THAN_FEVER = frozenset().union(
    _PRESSURE, _AGES, *(_WORDS[name] for name in ("sugar", "ketone", "oxygen", "inr"))
)
_REACH = 5
_FAR = 8


def readings(words: Sequence[str]) -> Iterator[Found]:
    """Find the readings among `words`. A decimal stands as two words: "38", "9"."""
    tells_more = not _OF_MORE_THAN_FEVER.isdisjoint(words)
    for at, word in enumerate(words):
        if word.isdigit() and len(word) <= len("220"):
            number = int(word)
            for name in _of_number(words, at, number) if tells_more or _may_be_fever(number) else ():
                yield Found(name, at, min(at + 1, len(words) - 1))


def _may_be_fever(number: int) -> bool:
    """Say whether a number can be a fever in degrees Celsius or Fahrenheit: such a number needs no word beside it."""
    return 38 <= number <= 42 or 101 <= number <= 108


def _of_number(words: Sequence[str], at: int, number: int) -> Iterator[str]:
    near = set(words[max(0, at - _REACH) : at + 4])
    if _is_fever(words, at, number, near):
        yield "hightemp"
    if near & _WORDS["sugar"]:
        yield from _of_sugar(words, at, number)
    if near & _WORDS["ketone"] and 3 <= number <= 9 and _is_told_of("ketone", words, at):
        yield "ketohigh"
    if near & _WORDS["oxygen"] and 50 <= number <= 89 and _is_told_of("oxygen", words, at):
        yield "lowo2"
    if near & _WORDS["inr"] and 5 <= number <= 20 and _is_told_of("inr", words, at):
        yield "highinr"
    yield from _of_pressure(words, at, number)
    yield from _of_age(words, at, number)


def _is_fever(words: Sequence[str], at: int, number: int, near: set[str]) -> bool:
    after = words[at + 1] if at + 1 < len(words) else ""
    if near & _NO_TEMPERATURE:
        return False
    told = bool(near & _WORDS["temperature"]) or after in ("c", "f", "celsius", "fahrenheit")
    if 38 <= number <= 42:
        return told if number == 38 and not _decimal(after) else told or _decimal(after)
    return told and _may_be_fever(number)


def _decimal(word: str) -> bool:
    return len(word) == 1 and word.isdigit()


def _is_told_of(name: str, words: Sequence[str], at: int) -> bool:
    """Say whether no other number stands between the word and the figure."""
    for place in range(at - 1, max(-1, at - _REACH), -1):
        if words[place] in _WORDS[name]:
            return True
        if words[place].isdigit():
            return False
    return any(word in _WORDS[name] for word in words[at + 1 : at + 3])


def _of_sugar(words: Sequence[str], at: int, number: int) -> Iterator[str]:
    after = words[at + 1] if at + 1 < len(words) else ""
    if not _is_told_of("sugar", words, at) or after in ("mg", "g", "units", "carbs", "grams", "hours", "times", "days"):
        return
    if 14 <= number <= 33 or 270 <= number <= 900:
        yield "higlucose"
    if 34 <= number <= 59 or (number in (1, 2, 3) and _decimal(after)):
        yield "loglucose"


def _of_pressure(words: Sequence[str], at: int, number: int) -> Iterator[str]:
    """Two numbers in a row, or with "over" between them, beside a word for pressure: "BP 190/110"."""
    if _PRESSURE.isdisjoint(words[max(0, at - _FAR) : at + 5]):
        return
    second = words[at + 1 : at + 3]
    lower = next((word for word in second if word != "over"), "") if second else ""
    if 180 <= number <= 260 and lower.isdigit() and 80 <= int(lower) <= 160:
        yield "highbp"
    elif 155 <= number < 180 and lower.isdigit() and 95 <= int(lower) <= 150:
        yield "raisedbp"


def _of_age(words: Sequence[str], at: int, number: int) -> Iterator[str]:
    unit = words[at + 1] if at + 1 < len(words) else ""
    after = words[at + 2] if at + 2 < len(words) else ""
    before = words[at - 1] if at else ""
    if number <= _AGES.get(unit, 0) and (after in ("old", "baby", "newborn") or _is_of_baby(words, at)):
        yield "infantage"
    counted = unit in ("weeks", "week") and 13 <= number <= 42
    if counted and after not in _NOT_PREGNANT_AFTER and before not in _NOT_PREGNANT_BEFORE:
        yield "pregstate"
        if number >= 20:
            yield "latepreg"


def _is_of_baby(words: Sequence[str], at: int) -> bool:
    """Say whether "is" stands before the number and a baby just before that: "my baby is 5 weeks"."""
    before = words[max(0, at - 4) : at]
    return bool(before) and before[-1] in ("is", "only", "s", "now") and not _BABIES.isdisjoint(before)
