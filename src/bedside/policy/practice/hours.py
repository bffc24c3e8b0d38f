"""When a practice is open: opening hours and closures on the practice's own clock (spec clinicians.md 7 and 8).

Hours are what a clock on the practice's wall shows; moments and spans of time are real. On the day on which the clock
is put forward a wall time may not exist: it then stands for the moment of the change. On the day on which it is put
back a wall time comes twice: it then stands for the first. So no span is ever negative, and none is counted twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
LOOK_AHEAD: Final = 400  # days: a practice that does not open within them has no next opening
MIDNIGHT: Final = time(0)


class HoursError(ValueError):
    """Hours that can't be kept: an unknown time zone, a day of the week that is none, a closure that ends too soon."""


@dataclass(frozen=True)
class Opening:
    """Open on one day of the week (0 = Monday). What closes no later than it opens reaches into the next day."""

    weekday: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise HoursError(f"there is no weekday {self.weekday}")
        if self.opens.tzinfo or self.closes.tzinfo:
            raise HoursError("opening hours are what the practice's clock shows, without a zone")


@dataclass(frozen=True)
class Closure:
    """Closed on these days, first and last included: a holiday, or a week off."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise HoursError(f"a closure from {self.first} to {self.last}")


@dataclass(frozen=True)
class Span:
    """A span in which the practice is open, in UTC; `ends` is the first moment at which it is closed."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Times:
    """The hours of one practice. `zone` is a name of the time zone database, such as America/Chicago."""

    zone: str
    openings: tuple[Opening, ...] = ()
    closures: tuple[Closure, ...] = ()

    @cached_property
    def clock(self) -> ZoneInfo:
        """The practice's time zone; HoursError when nobody knows it."""
        return zone_of(self.zone)


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of this name; raise HoursError for one that is not known."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # an empty name, a path, a folder
        raise HoursError(f"the time zone {name!r} is not known") from error


def spans(times: Times, *, since: datetime, until: datetime) -> list[Span]:
    """Return when the practice is open between two moments, in order, without overlap or touching spans."""
    return list(_merged(_clipped(_raw(times, since=since, until=until), since=since, until=until)))


def is_open(times: Times, at: datetime) -> bool:
    """Say whether the practice is open at this moment."""
    return bool(spans(times, since=at, until=at + timedelta(microseconds=1)))


def next_opening(times: Times, at: datetime) -> datetime | None:
    """Return the first moment from `at` on at which it is open: `at` itself when it is; None when it stays closed."""
    start = at.astimezone(UTC)
    for day in range(0, LOOK_AHEAD, 10):  # in pieces: most practices open within days
        found = spans(times, since=start + day * DAY, until=start + (day + 10) * DAY)
        if found:
            return found[0].begins
    return None


def next_closing(times: Times, at: datetime) -> datetime | None:
    """Return when it closes next, for a practice that is open at `at`; None when it is closed or never closes."""
    end = at + LOOK_AHEAD * DAY
    for until in (at + 2 * DAY, end):
        found = spans(times, since=at, until=until)
        if not found or found[0].begins > at:
            return None
        if found[0].ends < until:
            return found[0].ends
    return None


def end_of_next_day(times: Times, at: datetime) -> datetime | None:
    """Return when the next working day is over: the first that begins from `at` on; None when it stays closed.

    A day is over when the practice closes. One that is open for longer than a day, such as around the clock, has its
    days by the calendar: its next working day is tomorrow, and ends at midnight.
    """
    start = at
    if is_open(times, at):
        start = _within_a_day(times, at) or _next_midnight(times, at)
    opens = next_opening(times, start)
    if opens is None:
        return None
    return _within_a_day(times, opens) or _next_midnight(times, opens)


def _within_a_day(times: Times, at: datetime) -> datetime | None:
    closes = next_closing(times, at)
    return closes if closes is not None and closes - at <= DAY else None


def _next_midnight(times: Times, at: datetime) -> datetime:
    return _midnight(times, at.astimezone(times.clock).date() + DAY)


def office_time(times: Times, *, since: datetime, until: datetime) -> timedelta:
    """Return for how long it was open between two moments; zero when `until` is not after `since`."""
    found = spans(times, since=since, until=until)
    return sum((span.ends - span.begins for span in found), start=timedelta(0))


def office_minutes(times: Times, *, since: datetime, until: datetime) -> int:
    """Return the whole minutes of `office_time`."""
    return office_time(times, since=since, until=until) // MINUTE


def after_office(times: Times, at: datetime, spent: timedelta) -> datetime | None:
    """Return the moment by which so much office time has passed since `at`; None when it stays closed too long."""
    start, left = at.astimezone(UTC), spent
    for day in range(0, LOOK_AHEAD, 10):
        for span in spans(times, since=start + day * DAY, until=start + (day + 10) * DAY):
            length = span.ends - span.begins
            if left <= length:
                return span.begins + left
            left -= length
    return None


def moment_of(clock: ZoneInfo, wall: datetime) -> datetime:
    """Return, in UTC, the first moment at which the clock shows `wall` or, where it skips it, something later."""
    naive = wall.replace(tzinfo=None, fold=0)
    moment = naive.replace(tzinfo=clock).astimezone(UTC)
    if moment.astimezone(clock).replace(tzinfo=None, fold=0) == naive:
        return moment
    return _change(clock, naive.replace(tzinfo=clock, fold=1).astimezone(UTC), moment)


def _change(clock: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the moment between these two, to the second, from which the clock shows its new time."""
    old = before.astimezone(clock).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if middle.astimezone(clock).utcoffset() == old else (before, middle)
    return after


def _raw(times: Times, *, since: datetime, until: datetime) -> Iterator[Span]:
    """Yield the open spans of every day that may touch the stretch of time, with closed days taken out."""
    first = since.astimezone(times.clock).date() - DAY
    last = until.astimezone(times.clock).date()
    shut = [(_midnight(times, one.first), _midnight(times, one.last + DAY)) for one in times.closures]
    for number in range((last - first).days + 1):
        for span in _of_day(times, first + number * DAY):
            yield from _without(span, shut)


def _midnight(times: Times, day: date) -> datetime:
    return moment_of(times.clock, datetime.combine(day, MIDNIGHT))


def _of_day(times: Times, day: date) -> Iterator[Span]:
    for opening in times.openings:
        if opening.weekday == day.weekday():
            end = day if opening.closes > opening.opens else day + DAY
            begins = moment_of(times.clock, datetime.combine(day, opening.opens))
            ends = moment_of(times.clock, datetime.combine(end, opening.closes))
            yield Span(begins, ends)


def _without(span: Span, shut: Iterable[tuple[datetime, datetime]]) -> list[Span]:
    left = [span]
    for begins, ends in shut:
        pieces = [(Span(one.begins, min(one.ends, begins)), Span(max(one.begins, ends), one.ends)) for one in left]
        left = [piece for pair in pieces for piece in pair if piece.begins < piece.ends]
    return left


def _clipped(raw: Iterable[Span], *, since: datetime, until: datetime) -> Iterator[Span]:
    for span in raw:
        begins, ends = max(span.begins, since.astimezone(UTC)), min(span.ends, until.astimezone(UTC))
        if begins < ends:
            yield Span(begins, ends)


def _merged(found: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order, those that overlap or touch as one."""
    current: Span | None = None
    for span in sorted(found, key=lambda one: one.begins):
        if current and span.begins <= current.ends:
            current = Span(current.begins, max(current.ends, span.ends))
            continue
        if current:
            yield current
        current = span
    if current:
        yield current
