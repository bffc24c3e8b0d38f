"""What everybody may know: how many escalations a month had, by class, with small numbers left out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from bedside.areas.escalations.models import Escalation, MonthCount
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.disclosure import Partition, shown, visible
from bedside.policy.escalation import Klass

CLASSES = tuple(one.value for one in Klass if one is not Klass.ROUTINE)
WHY = "numbers of a month, small ones left out"
Cell = tuple[date, str]
ALL = ""


@dataclass(frozen=True)
class MonthRow:
    """One month: rounded counts by class, None where there are fewer than 11 or it would give another one away."""

    month: date
    cells: dict[str, int | None]
    total: int | None


def public_counts(*, months: int = 12) -> tuple[MonthRow, ...]:
    """Return the counts of the whole months before this one, the newest first. Cards alone are not counted."""
    last = _month_before(now().date().replace(day=1))
    every = [last]
    while len(every) < months:
        every.append(_month_before(every[-1]))
    counts = _counts(since=every[-1], until=now().date().replace(day=1))
    return tuple(_row(month, counts) for month in every)


def _row(month: date, counts: dict[Cell, int]) -> MonthRow:
    people: dict[str, int] = {klass: counts.get((month, klass), 0) for klass in CLASSES}
    people[ALL] = sum(people.values())
    seen = visible(people, [Partition(whole=ALL, parts=CLASSES)])
    told = {cell: shown(people[cell]) if cell in seen else None for cell in people}
    return MonthRow(month, {klass: told[klass] for klass in CLASSES}, told[ALL])


@as_system(WHY)
def _counts(*, since: date, until: date) -> dict[Cell, int]:
    begins, ends = (datetime(one.year, one.month, 1, tzinfo=UTC) for one in (since, until))
    live = Escalation.objects.filter(queued=True, begun_at__gte=begins, begun_at__lt=ends)
    by_month = live.annotate(month=TruncMonth("begun_at", tzinfo=UTC)).values_list("month", "klass")
    counts = {(month.date(), klass): n for month, klass, n in by_month.annotate(n=Count("id"))}
    for old in MonthCount.objects.filter(month__gte=since, month__lt=until):
        cell = old.month, old.klass
        counts[cell] = counts.get(cell, 0) + old.count
    return counts


def _month_before(first: date) -> date:
    return date(first.year - (first.month == 1), 12 if first.month == 1 else first.month - 1, 1)
