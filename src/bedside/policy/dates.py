"""Dates of which only a part is known: a year, a month, a day, or nothing that one is sure of.

Nobody is asked for a day that she does not know, and none is ever made up: `lo` and `hi` say between which days the
date lies, and two dates are ordered only where those spans tell (spec/records.md, section 1).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

EARLIEST: Final = 1900
"""The first year that anybody's own record can tell of; a planned date may lie at most `FURTHEST` years ahead."""
FURTHEST: Final = 5
PRECISIONS: Final = ("unsure", "year", "month", "day")
FORM: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class BadDate(ValueError):
    """A text that is no date. Its words are for people."""


class InFuture(BadDate):
    """A date that lies wholly ahead, of something that has happened."""


@dataclass(frozen=True)
class DatePart:
    """What is known of a date. `value` is "2019", "2019-05" or "2019-05-17"; "" where its owner is not sure.

    `lo` and `hi` are the first and the last day that it can be, both included; None for a date of which nothing is
    known.
    """

    value: str
    precision: str
    lo: date | None
    hi: date | None

    def surely_before(self, other: "DatePart") -> bool:
        """Say whether every day that this can be lies before every day that the other can be."""
        return self.hi is not None and other.lo is not None and self.hi < other.lo


UNSURE: Final = DatePart("", "unsure", None, None)


def part(text: str) -> DatePart:
    """Return what `text` tells of a date: a year, a year and a month, or a day, in figures; "unsure" or "" is UNSURE.

    Raises BadDate for anything else, also for a day that no calendar has and for a year before 1900.
    """
    text = text.strip()
    if text in ("", "unsure"):
        return UNSURE
    found = FORM.fullmatch(text)
    if found is None:
        raise BadDate("Write the date as 2019, 2019-05 or 2019-05-17.")
    year, month, day = (int(piece) if piece else 0 for piece in found.groups())
    if year < EARLIEST:
        raise BadDate(f"The year is before {EARLIEST}.")
    if month > 12 or (found[2] and not month):
        raise BadDate("There is no such month.")
    if not month:
        return DatePart(text, "year", date(year, 1, 1), date(year, 12, 31))
    last = monthrange(year, month)[1]
    if not found[3]:
        return DatePart(text, "month", date(year, month, 1), date(year, month, last))
    if not 1 <= day <= last:
        raise BadDate("There is no such day in that month.")
    return DatePart(text, "day", date(year, month, day), date(year, month, day))


def happened(text: str, *, today: date) -> DatePart:
    """Return the date of something that has begun. Raises InFuture where every day that it can be lies after `today`.

    This month, and this year, can be told of: they have begun.
    """
    found = part(text)
    if found.lo is not None and found.lo > today:
        raise InFuture("This date lies in the future.")
    return found


def planned(text: str, *, today: date) -> DatePart:
    """Return the date of something planned, at most five years ahead. Raises BadDate beyond."""
    found = part(text)
    if found.lo is not None and found.lo.year > today.year + FURTHEST:
        raise BadDate(f"This date is more than {FURTHEST} years ahead.")
    return found


def in_order(first: DatePart, then: DatePart) -> bool:
    """Say whether `first` can lie before or at `then`: false only where both are known well enough to say no."""
    return not then.surely_before(first)


def in_words(known: DatePart) -> str:
    """Return a date as people say it: "2019", "May 2019", "17 May 2019"; "" for one that nobody is sure of."""
    if known.lo is None:
        return ""
    form = {"year": "%Y", "month": "%B %Y"}.get(known.precision)
    return known.lo.strftime(form) if form else f"{known.lo.day} {known.lo:%B %Y}"
