"""One's own symptoms: nobody else reads them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.symptoms import SymptomLog
from bedside.areas.records.queries.days import today
from bedside.areas.records.queries.versions import seen_in
from bedside.kit.errors import NotHere
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


def symptom_rows(viewer: Viewer) -> QuerySet[SymptomLog]:
    """The rows of the viewer's account, also those that were replaced; without what is for its owner alone where
    somebody stands in for her.
    """
    rows = SymptomLog.objects
    return seen_in(viewer, rows.filter(owner_id=viewer.account_id) if viewer.signed_in else rows.none())


def own_symptoms(viewer: Viewer, *, first: date, last: date) -> tuple[OwnSymptom, ...]:
    """What she felt from one day to another, in the order in which it was told."""
    rows = symptom_rows(viewer).filter(is_current=True, day__gte=first, day__lte=last).order_by("day", "series_id")
    return tuple(symptom_of(row) for row in rows)


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
    return tuple(symptom_of(row) for row in rows)


def recent_symptoms(viewer: Viewer) -> tuple[Recent, ...]:
    """The symptoms that she logged most in the last two months, the most used first."""
    last = today(viewer)
    entries = own_symptoms(viewer, first=last - RECENT, last=last)
    counts = Counter(same(one.symptom) for one in entries)
    newest = {same(one.symptom): Recent(one.symptom, one.strength.scale) for one in entries}
    return tuple(newest[key] for key, _count in counts.most_common(MOST_RECENT))


def lag(viewer: Viewer, *, symptom: str, factor: str) -> LagView | NotYet:
    """Whether one symptom of the viewer's goes together with one thing that she noted, up to three days later."""
    last = today(viewer)
    entries = own_symptoms(viewer, first=last - timedelta(days=LONGEST), last=last)
    told = [Entry(one.day, one.symptom, one.strength, one.factors, one.backfilled) for one in entries]
    return lag_view(*series(told, symptom=symptom, factor=factor, today=last))


def lag_choices(viewer: Viewer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The symptoms and the factors of the last year, the most used first."""
    last = today(viewer)
    entries = own_symptoms(viewer, first=last - timedelta(days=LONGEST), last=last)
    names = {same(one.symptom): one.symptom for one in entries}
    symptoms = Counter(same(one.symptom) for one in entries).most_common(MOST_CHOICES)
    factors = Counter(factor for one in entries for factor in one.factors).most_common(MOST_CHOICES)
    return tuple(names[key] for key, _count in symptoms), tuple(factor for factor, _count in factors)


def symptom_of(row: SymptomLog) -> OwnSymptom:
    """Return what a row says, opened: for its owner, and for whom she lets see it."""
    said = row.opened()
    return OwnSymptom(
        id=row.id,
        day=row.day,
        zone=row.zone,
        symptom=said["symptom"],
        strength=Strength(said["scale"], said["value"]),
        at=said["at"],
        note=said["note"],
        factors=tuple(said["factors"]),
        backfilled=said["mode"] == BACKFILLED,
        kept_at=row.kept_at,
        proxy_id=proxy_in(said.get("entered_by", OWNER)),
    )
