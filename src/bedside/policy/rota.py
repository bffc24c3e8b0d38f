"""Who is on duty: shifts in order, absences, gaps. Moments are aware and kept in UTC; wall clocks only begin them.

A shift that begins at 22:00 and ends at 06:00 does so by the clock on the wall on every night of the year: a night on
which the clocks change is an hour shorter or longer, and has no hole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Shift:
    """One person's duty from `begins` up to, not including, `ends`. `place` 1 is asked first, then 2, then 3."""

    person: int
    role: str
    begins: datetime
    ends: datetime
    place: int = 1


@dataclass(frozen=True, slots=True)
class Absence:
    """From when to when somebody on the rota is away."""

    person: int
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """From when to when nobody is on duty."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Weekly:
    """A shift that comes back each week: `weekday` 0 is Monday; an end not after the beginning is on the next day."""

    person: int
    role: str
    weekday: int
    begins: time
    ends: time
    place: int = 1


def cover(shifts: Iterable[Shift], at: datetime, *, absences: Iterable[Absence] = ()) -> tuple[Shift, ...]:
    """Return the shifts that hold at the moment `at`, in the order in which their people are asked; nobody twice."""
    away = {one.person for one in absences if one.begins <= at < one.ends}
    held = [one for one in shifts if one.begins <= at < one.ends and one.person not in away]
    first: dict[int, Shift] = {}
    for one in sorted(held, key=lambda shift: (shift.place, shift.begins, shift.person)):
        first.setdefault(one.person, one)
    return tuple(first.values())


def gaps(
    shifts: Sequence[Shift], begins: datetime, ends: datetime, *, absences: Sequence[Absence] = ()
) -> tuple[Gap, ...]:
    """Return the stretches between two moments in which nobody is on duty, in order; what touches is one gap."""
    turns = [*((one.begins, one.ends) for one in shifts), *((one.begins, one.ends) for one in absences)]
    edges = {begins, ends} | {moment for turn in turns for moment in turn if begins < moment < ends}
    ordered = sorted(edges)
    found: list[Gap] = []
    for start, end in pairwise(ordered):
        if cover(shifts, start, absences=absences):
            continue
        if found and found[-1].ends == start:
            found[-1] = Gap(found[-1].begins, end)
        else:
            found.append(Gap(start, end))
    return tuple(found)


def nobody_until(
    shifts: Sequence[Shift], at: datetime, *, absences: Sequence[Absence] = (), look: timedelta = timedelta(days=14)
) -> datetime | None:
    """Return when somebody is on duty again, None when somebody is now; `at + look` when nobody is until then."""
    if cover(shifts, at, absences=absences):
        return None
    first = next(iter(gaps(shifts, at, at + look, absences=absences)), None)
    return first.ends if first is not None else at + look


def on_wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which clocks in `zone` show `at` on `day`.

    An hour that a change of the clocks leaves out counts as the moment of the change's other side; one that comes twice
    counts the first time.
    """
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def weeks(pattern: Iterable[Weekly], first: date, last: date, zone: ZoneInfo) -> tuple[Shift, ...]:
    """Return the shifts of a weekly pattern that begin between two days, both counted."""
    pattern = tuple(pattern)
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for one in (each for each in pattern if each.weekday == day.weekday()):
            end = day if one.ends > one.begins else day + timedelta(days=1)
            begins, ends = on_wall(day, one.begins, zone), on_wall(end, one.ends, zone)
            found.append(Shift(one.person, one.role, begins, ends, one.place))
    return tuple(found)


def may_publish(open_gaps: Sequence[Gap], *, told: bool) -> bool:
    """Say whether a rota may be published: without a hole, or where members are told that nobody reads then."""
    return told or not open_gaps
