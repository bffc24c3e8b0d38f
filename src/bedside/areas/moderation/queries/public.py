"""What everybody may know of moderation here: rounded counts of the last twelve whole months."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_current_timezone, localdate

from bedside.areas.moderation.models import Act, Appeal, Case
from bedside.areas.people.viewer import Viewer
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import State
from bedside.policy.moderation.counting import NOTHING, OVERTURNED, UPHELD, WAITING, Key, Tally, told

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """One month, and what may be shown of it (`policy.moderation.counting`)."""

    first: date
    cells: dict[Key, int | None]


def months(viewer: Viewer) -> list[Month]:
    """Return the last twelve whole months, the newest first. The running month would tell what happened today."""
    until = localdate().replace(day=1)
    firsts = [_back(until, n) for n in range(1, MONTHS + 1)]
    with as_system("counts of moderation, rounded and without small ones"):
        decisions, appeals = _decisions(firsts[-1], until), _appeals(firsts[-1], until)
    return [Month(first, told(Tally(decisions[first], appeals[first]))) for first in firsts]


def _back(first: date, months_ago: int) -> date:
    number = first.year * 12 + first.month - 1 - months_ago
    return date(number // 12, number % 12 + 1, 1)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())


def _monthly(rows: Any, at: str, first: date, until: date) -> Any:
    within = rows.filter(**{f"{at}__gte": _moment(first), f"{at}__lt": _moment(until)})
    return within.order_by().annotate(month=TruncMonth(at))


def _decisions(first: date, until: date) -> dict[date, Counter[tuple[str, str]]]:
    """Count what stands, or was looked at twice; a press taken back by itself was no decision."""
    found: dict[date, Counter[tuple[str, str]]] = defaultdict(Counter)
    looked_at_twice = Exists(Appeal.objects.filter(act_id=OuterRef("id")))
    acts = _monthly(Act.objects.filter(Q(lifted_at=None) | looked_at_twice), "done_at", first, until)
    for month, act, reason, times in acts.values_list("month", "act", "reason").annotate(n=Count("id")):
        found[month.date()][act, reason] += times
    left = _monthly(Case.objects.filter(state=State.DISMISSED), "decided_at", first, until)
    for month, reason, times in left.values_list("month", "reason").annotate(n=Count("id")):
        found[month.date()][NOTHING, reason] += times
    return found


def _appeals(first: date, until: date) -> dict[date, Counter[str]]:
    found: dict[date, Counter[str]] = defaultdict(Counter)
    rows = _monthly(Appeal.objects.all(), "made_at", first, until)
    for month, upheld, times in rows.values_list("month", "upheld").annotate(n=Count("act_id")):
        found[month.date()][{True: UPHELD, False: OVERTURNED, None: WAITING}[upheld]] += times
    return found
