"""What a practice promises before somebody types: by when a person answers (spec clinicians.md 7).

The promise is worked out and never set by hand: nine in ten first answers of the last 30 days came within so many
minutes of opening time. Threads that still wait count with what they have waited so far (Kaplan and Meier, J Am Stat
Assoc 53:457, 1958): a practice that leaves its hardest messages lying must not look quick.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Final

from bedside.policy.practice.hours import Times, after_office, moment_of, spans

LOOK_BACK: Final = timedelta(days=30)
FEWEST: Final = 20  # threads; with fewer, only the stated hours are told
TAIL: Final = Fraction(1, 10)  # one answer in ten may take longer than promised
QUICK: Final = timedelta(hours=2)  # up to here a promise names a full hour, above it noon or the end of the day
NOON: Final = time(12)
NEARLY: Final = timedelta(hours=1)  # of opening time: within it a promise is about to be missed
TOO_FEW: Final = "We have too few messages to say how long an answer takes."
NOT_NOW: Final = "Answers take long at the moment. We cannot say by when."
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Wait:
    """How long one thread waited for its first answer by a person, in office time; `over` when that answer came."""

    spent: timedelta
    over: bool = True


@dataclass(frozen=True)
class Promise:
    """By when a person answers. `by` is None when nothing can be promised; `said` is told before typing."""

    by: datetime | None
    said: str


def usual(waits: Iterable[Wait]) -> timedelta | None:
    """Return within what office time nine in ten first answers come; None when too few did for that to be known."""
    ordered = sorted(waits, key=lambda one: (one.spent, not one.over))
    staying = Fraction(1)
    for place, wait in enumerate(ordered):
        if wait.over:
            staying *= 1 - Fraction(1, len(ordered) - place)
        if staying <= TAIL:
            return wait.spent
    return None


def promise(waits: Iterable[Wait], *, times: Times, at: datetime) -> Promise:
    """Return what is promised to somebody who writes at the moment `at`."""
    known = list(waits)
    if len(known) < FEWEST:
        return Promise(None, TOO_FEW)
    return promise_within(usual(known), times=times, at=at)


def promise_within(spent: timedelta | None, *, times: Times, at: datetime) -> Promise:
    """Return the promise that follows from what `usual` gave; None is a practice that is behind with its work."""
    due = after_office(times, at, spent) if spent is not None else None
    if spent is None or due is None:
        return Promise(None, NOT_NOW)
    by = sayable(due, times=times, fine=spent <= QUICK)
    return Promise(by, f"A person usually answers by {say(by, times=times, at=at)}.")


def sayable(due: datetime, *, times: Times, fine: bool) -> datetime:
    """Return the first moment, not before `due`, that is easily said: noon, or when the practice closes for the day.

    `fine` adds the full hours. It stays within the opening that `due` lies in, or the last of that day.
    """
    local = due.astimezone(times.clock)
    closes = _closes(times, local)
    if fine:
        hour = local.replace(minute=0, second=0, microsecond=0, fold=local.fold).astimezone(UTC)
        points = [hour, hour + timedelta(hours=1)]
    else:
        points = [moment_of(times.clock, datetime.combine(local.date(), NOON))]
    return next((point for point in points if due <= point <= closes), closes)


def say(by: datetime, *, times: Times, at: datetime) -> str:
    """Return a moment in words, on the practice's clock: "tomorrow 12:00"."""
    local, today = by.astimezone(times.clock), at.astimezone(times.clock).date()
    return f"{_day(local.date(), today)} {local:%H:%M}"


def about_to_be_missed(due_at: datetime | None, *, at: datetime, times: Times) -> bool:
    """Say whether a promise is missed, or would be within the next hour of opening time."""
    if due_at is None:
        return False
    limit = after_office(times, at, NEARLY)
    return limit is None or due_at <= limit


def _closes(times: Times, local: datetime) -> datetime:
    """Return when the practice closes for good on the day of `local`: the end of that day's last opening."""
    midnight = moment_of(times.clock, datetime.combine(local.date() + timedelta(days=1), time(0)))
    found = spans(times, since=local - timedelta(microseconds=1), until=midnight)
    return found[-1].ends if found else local.astimezone(UTC)


def _day(day: date, today: date) -> str:
    away = (day - today).days
    if away == 0:
        return "today"
    if away == 1:
        return "tomorrow"
    return WEEKDAYS[day.weekday()] if 0 < away < 7 else f"{day:%a} {day.day} {day:%b}"
