"""Treatments and how the days were, side by side on one scale of time. It shows; it never says "because".

A date of which the month alone is known is drawn as long as that month, and a week without a word is a gap.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bedside.policy.courses import Course, Taking
from bedside.policy.symptoms import MOST, Strength, same

MONTHS: Final = (3, 12, 36)
USUAL: Final = 12
WEEK: Final = timedelta(days=7)
GAP_WEEKS: Final = 2
"""So many weeks without a word break the line."""
MOST_SYMPTOMS: Final = 3
"""More lines than these would be looked through for what agrees by chance."""


@dataclass(frozen=True)
class Frame:
    """The days that are drawn, both included."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day lies, from 0 to 1; days outside lie on the edge."""
        length = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days / length, 0.0), 1.0)


@dataclass(frozen=True)
class Bar:
    """One course, each end from 0 to 1: it surely ran from `sure_left` to `sure_right`, and may have from `left` to
    `right`. Where its dates leave no day that is sure, the two sure ends are equal.
    """

    left: float
    sure_left: float
    sure_right: float
    right: float


@dataclass(frozen=True)
class Week:
    """How one week was: the mean of its days (faces from 1 to 5, or parts of the worst from 0 to 1), of as many days as
    something was said of.
    """

    first: date
    mean: float
    days: int


def frame(months: int, *, today: date) -> Frame:
    """Return the last so many months up to today; the usual ones for a number that is not offered."""
    wanted = months if months in MONTHS else USUAL
    return Frame(today - timedelta(days=round(wanted * 365.25 / 12)), today)


def bar(course: Course, shown: Frame) -> Bar | None:
    """Return where a course lies in the frame; None where it cannot have run in it, or nobody is sure when it began."""
    if course.start.lo is None or course.start.hi is None:
        return None
    ended = course.taking in (Taking.NO, Taking.UNSAID)  # a bar that goes on would say more than its owner did
    unknown = ended and course.stop.lo is None
    stop_hi = course.stop.hi if ended and course.stop.hi else shown.last
    stop_lo = course.start.hi if unknown else (course.stop.lo if ended and course.stop.lo else shown.last)
    if course.start.lo > shown.last or stop_hi < shown.first:
        return None
    sure_left = shown.at(min(course.start.hi, shown.last))
    return Bar(shown.at(course.start.lo), sure_left, max(sure_left, shown.at(stop_lo)), shown.at(stop_hi))


def weeks(faces: Iterable[tuple[date, float]], shown: Frame) -> tuple[Week, ...]:
    """Return the weeks of the frame of which something was said, oldest first. Others are no weeks, and never good."""
    by_week: dict[int, list[float]] = defaultdict(list)
    for day, face in faces:
        if shown.first <= day <= shown.last:
            by_week[(day - shown.first).days // 7].append(face)
    return tuple(
        Week(shown.first + number * WEEK, sum(said) / len(said), len(said)) for number, said in sorted(by_week.items())
    )


def felt(entries: Iterable[tuple[date, str, Strength]], shown: Frame) -> tuple[tuple[str, tuple[Week, ...]], ...]:
    """Return the symptoms that were told of on most days of the frame, each with its weeks; the worst of a day counts.

    Strengths are parts of the greatest value of their scale. "Rather not say" is no value.
    """
    days: dict[str, dict[date, float]] = defaultdict(dict)
    names: dict[str, str] = {}
    for day, symptom, strength in entries:
        if strength.value is None or not shown.first <= day <= shown.last:
            continue
        part, key = strength.value / MOST[strength.scale], same(symptom)
        names[key] = symptom
        days[key][day] = max(part, days[key].get(day, 0.0))
    most = sorted(days, key=lambda key: (-len(days[key]), key))[:MOST_SYMPTOMS]
    return tuple((names[key], weeks(sorted(days[key].items()), shown)) for key in most)


def runs(found: Iterable[Week]) -> list[list[Week]]:
    """Return the weeks in runs that a line may join."""
    joined: list[list[Week]] = []
    for week in found:
        if not joined or week.first - joined[-1][-1].first > GAP_WEEKS * WEEK:
            joined.append([])
        joined[-1].append(week)
    return joined
