"""One's own symptoms: nobody else reads them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.symptoms import SymptomLog
from bedside.areas.records.queries.days import today
from bedside.areas.records.queries.versions import seen_in
from bedside.kit.errors import NotHere
from bedside.kit.sealed_model import opened_values
from bedside.policy.days import BACKFILLED
from bedside.policy.lag import LagView, NotYet, lag_view
from bedside.policy.lag_days import LONGEST, Entry, series
from bedside.policy.sharing import OWNER, proxy_in
from bedside.policy.symptoms import MOST_RECENT, RECENT, Strength, same

MOST_CHOICES = 50


@dataclass(frozen=True)
class OwnSymptom:
    """One entry as its owner sees it. `at` is "" where it is about the whole day."""

    id: int
    day: date
    zone: str
    symptom: str
    strength: Strength
    at: str
    note: str
    factors: tuple[str, ...]
    backfilled: bool
    kept_at: datetime
    proxy_id: int = 0  # the carer who entered it for its owner


@dataclass(frozen=True)
class Recent:
    """A symptom that stands ready for one press, on the scale that was used last."""

    symptom: str
    scale: str


@dataclass(frozen=True)
class Lag:
    """What may be compared, and what the comparison found: None where the pair is not among the choices."""

    symptoms: tuple[str, ...]
    factors: tuple[str, ...]
    found: LagView | NotYet | None = None


def symptom_rows(viewer: Viewer) -> QuerySet[SymptomLog]:
    """The rows of the viewer's account, also those that were replaced; without what is for its owner alone where
    somebody stands in for her.
    """
    rows = SymptomLog.objects
    return seen_in(viewer, rows.filter(owner_id=viewer.account_id) if viewer.signed_in else rows.none())


def own_symptoms(viewer: Viewer, *, first: date, last: date) -> tuple[OwnSymptom, ...]:
    """What she felt from one day to another, in the order in which it was told."""
    return _all_own(_current(viewer, first, last))


def own_symptom(viewer: Viewer, log_id: int) -> OwnSymptom:
    """One current entry of the viewer's. Raises NotHere for any other."""
    row = symptom_rows(viewer).filter(id=log_id, is_current=True).first()
    if row is None:
        raise NotHere
    return symptom_of(row)


def earlier_versions(viewer: Viewer, log_id: int) -> tuple[OwnSymptom, ...]:
    """What stood in the place of an entry before, newest first."""
    series = symptom_rows(viewer).filter(id=log_id).values("series_id")
    rows = symptom_rows(viewer).filter(series_id__in=series, is_current=False).order_by("-id")
    return _all_own(rows)


def recent_symptoms(viewer: Viewer) -> tuple[Recent, ...]:
    """The symptoms that she logged most in the last two months, the most used first."""
    last = today(viewer)
    entries = own_symptoms(viewer, first=last - RECENT, last=last)
    counts = Counter(same(one.symptom) for one in entries)
    newest = {same(one.symptom): Recent(one.symptom, one.strength.scale) for one in entries}
    return tuple(newest[key] for key, _count in counts.most_common(MOST_RECENT))


def lag(viewer: Viewer, *, symptom: str, factor: str) -> Lag:
    """Whether one symptom of the viewer's goes together with one thing that she noted, up to three days later.

    Her year is read once, for the choices and for the comparison.
    """
    last = today(viewer)
    told = _told(viewer, last)
    symptoms, factors = _choices(told)
    if symptom not in symptoms or factor not in factors:
        return Lag(symptoms, factors)
    return Lag(symptoms, factors, lag_view(*series(told, symptom=symptom, factor=factor, today=last)))


def _told(viewer: Viewer, last: date) -> list[Entry]:
    rows = list(_current(viewer, last - timedelta(days=LONGEST), last).values_list("id", "body", "day"))
    opened = opened_values(SymptomLog, (row[:2] for row in rows))
    return [
        Entry(
            day,
            said["symptom"],
            Strength(said["scale"], said["value"]),
            tuple(said["factors"]),
            said["mode"] == BACKFILLED,
        )
        for (_id, _body, day), said in zip(rows, opened, strict=True)
    ]


def _choices(told: list[Entry]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The symptoms and the factors of the last year, the most used first."""
    keys = {spelt: same(spelt) for spelt in {one.symptom for one in told}}
    names = {keys[one.symptom]: one.symptom for one in told}
    symptoms = Counter(keys[one.symptom] for one in told).most_common(MOST_CHOICES)
    factors = Counter(factor for one in told for factor in one.factors).most_common(MOST_CHOICES)
    return tuple(names[key] for key, _count in symptoms), tuple(factor for factor, _count in factors)


def _current(viewer: Viewer, first: date, last: date) -> QuerySet[SymptomLog]:
    rows = symptom_rows(viewer).filter(is_current=True, day__gte=first, day__lte=last)
    return rows.order_by("day", "series_id")


def symptom_of(row: SymptomLog) -> OwnSymptom:
    """Return what a row says, opened: for its owner, and for whom she lets see it."""
    return _own(row.opened(), row.id, row.day, row.zone, row.kept_at)


def _all_own(rows: QuerySet[SymptomLog]) -> tuple[OwnSymptom, ...]:
    """Return what rows say, opened, without making an object of each."""
    found = list(rows.values_list("id", "body", "day", "zone", "kept_at"))
    opened = opened_values(SymptomLog, (row[:2] for row in found))
    return tuple(_own(said, row[0], *row[2:]) for row, said in zip(found, opened, strict=True))


def _own(said: dict[str, Any], log_id: int, day: date, zone: str, kept_at: datetime) -> OwnSymptom:
    return OwnSymptom(
        id=log_id,
        day=day,
        zone=zone,
        symptom=said["symptom"],
        strength=Strength(said["scale"], said["value"]),
        at=said["at"],
        note=said["note"],
        factors=tuple(said["factors"]),
        backfilled=said["mode"] == BACKFILLED,
        kept_at=kept_at,
        proxy_id=proxy_in(said.get("entered_by", OWNER)),
    )
