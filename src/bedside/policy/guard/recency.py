"""A described event that is less than 30 days old.

Read for clinicians and students only: a case told while it is fresh can be matched with the news, with visiting hours
and with the rota, however little of it is told (rule MS-ROUNDS; boundary B21). A finding needs a described person, a
word of care and a time of the last 30 days in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.subject import Subjects
from bedside.policy.guard.text import Doc
from bedside.policy.guard.verdicts import RECENCY

KIND: Final = "recency"
RULES: Final = ("recency.event",)
DAYS = 30
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FEW = r"(?:a|an|one|two|three|four|five|six|ten|a few|a couple of|several|\d{1,2})"
_LAST_DAYS = re.compile(
    r"\b(?:today(?:'s)?|tonight(?:'s)?|yesterday(?:'s)?|last night(?:'s)?|last week(?:end)?|last shift"
    r"|this (?:morning|"
    r"afternoon|evening|week|weekend|shift)(?:'s)?|earlier (?:today|this week)|the other (?:day|night)|just now|"
    r"(?:on|last|this|past) (?:mon|tues|wednes|thurs|fri|satur|sun)day|on (?:rounds|call)|"
    rf"{_FEW} (?:minutes?|hours?|hrs?|nights?) ago|(?P<number>{_FEW}) (?P<unit>days?|weeks?) ago)\b",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(
    r"\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?:,? (?P<year>\d{4}))?",
    re.IGNORECASE,
)
_CARE = re.compile(
    r"\b(?:saw|seen|admitted|admission|treated|treating|came in|comes in|brought in|presented|presents|delivered"
    r"|delivery"
    r"|lost|died|passed away|coded|code|arrest(?:ed)?|operat(?:ed|ion)|surgery|examined|diagnosed|intubated|extubated"
    r"|discharged|transferred|resuscitated|consult(?:ed)?|patient|pt|case|shift|rounds|ward|clinic|er|ed|icu|theatre"
    r"|cared for|looked after|met|told me|asked me|thanked me|scan|biopsy|transplant|stitched|placed|pulled)\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "several": 5}


def find(doc: Doc) -> Iterator[Hit]:
    """Find the time of a described event of the last 30 days before `posted_on`; without that day there is no last."""
    if doc.facts.role not in RECENCY or doc.facts.posted_on is None:
        return
    spans = [*_last_days(doc.norm), *_days_of_month(doc.norm, doc.facts.posted_on)]
    if not spans or not Subjects(doc).describes_a_person:
        return
    for start, end in spans:
        if _CARE.search(doc.norm, *doc.sentence(start)):
            yield Hit(KIND, "recency.event", start, end, confidence=0.7)


def _last_days(text: str) -> Iterator[tuple[int, int]]:
    for match in _LAST_DAYS.finditer(text):
        if match["unit"] is None or _days(match["number"].lower(), match["unit"].lower()) < DAYS:
            yield match.span()


def _days(number: str, unit: str) -> int:
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 3)
    return count * (7 if unit.startswith("week") else 1)


def _days_of_month(text: str, today: date | None) -> Iterator[tuple[int, int]]:
    if today is None:
        return
    for match in _DAY_OF_MONTH.finditer(text):
        then = _latest(match, today)
        if then is not None and 0 <= (today - then).days < DAYS:
            yield match.span()


def _latest(match: re.Match[str], today: date) -> date | None:
    """Give the last such day up to `today`, or the very day if the year is told; None if there is no such day."""
    month = _MONTHS.index(match["month"].lower()) + 1
    try:
        then = date(int(match["year"] or today.year), month, int(match["day"]))
        return then if match["year"] or then <= today else then.replace(year=today.year - 1)
    except ValueError:
        return None
