"""One's own trials, where they stand today, and the figure of many of the same kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import queries as records
from bedside.areas.trials.models import Together, Trial, TrialDay
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.crash import covers
from bedside.policy.trials.course import Standing, standing
from bedside.policy.trials.plan import Plan
from bedside.policy.trials.pooling import Pooled
from bedside.policy.trials.protocol import protocol

PROTOCOL = "trials.protocol"


@dataclass(frozen=True)
class Note:
    """What went otherwise than planned."""

    at: datetime
    words: str


@dataclass(frozen=True)
class OwnTrial:
    """A trial with where it stands. `measure` is one of `course.OUTCOMES`; `seed` is hex once it is over, before "".

    `said` holds the numbers by day; `crashes` the days of crash, `marked` those that were said here.
    `agreed_by` is the clinician whom its owner named.
    """

    id: int
    plan: Plan
    measure: str
    fingerprint: str
    made_at: datetime
    stopped_on: date | None
    agreed_by: str
    said: dict[date, float]
    crashes: frozenset[date]
    marked: frozenset[date]
    notes: tuple[Note, ...]
    stands: Standing
    seed: str
    is_given: bool


def trial_rows(viewer: Viewer) -> QuerySet[Trial]:
    """The trials of the viewer's account."""
    return Trial.objects.filter(owner_id=viewer.account_id) if viewer.signed_in else Trial.objects.none()


def trials(viewer: Viewer, *, on: date) -> list[OwnTrial]:
    """Return one's own trials as they stand on a day, the newest first."""
    return [_own(viewer, row, on) for row in _whole(trial_rows(viewer)).order_by("-id")]


def trial(viewer: Viewer, trial_id: int, *, on: date) -> OwnTrial:
    """Return one's own trial as it stands on a day; raise NotHere."""
    row = _whole(trial_rows(viewer)).filter(id=trial_id).first()
    if row is None:
        raise NotHere
    return _own(viewer, row, on)


def many(viewer: Viewer, own: OwnTrial) -> Pooled | None:
    """Return the figure of at least 11 members who tried the same; None where there is none yet.

    `tau` is nought: how much members differ is not published.
    """
    if not viewer.signed_in:
        return None
    found = Together.objects.filter(protocol_index=protocol_index(own.plan, own.measure)).first()
    return Pooled(found.mean, found.low, found.high, 0.0, found.members) if found else None


def protocol_index(plan: Plan, measure: str) -> bytes:
    """Return the keyed name of a kind of trial: who reads the table alone can't tell what was tried."""
    return vault.vault().index(PROTOCOL, protocol(plan, measure=measure))


def _whole(rows: QuerySet[Trial]) -> QuerySet[Trial]:
    current = Prefetch("days", queryset=TrialDay.objects.filter(is_current=True))
    return rows.select_related("given").prefetch_related(current, "notes")


def _own(viewer: Viewer, row: Trial, on: date) -> OwnTrial:
    body = row.opened()
    seed, plan, measure = bytes.fromhex(body["seed"]), plan_of(body["plan"]), body["measure"]
    marks = {day.day: day.opened() for day in row.days.all()}
    marked = frozenset(day for day, said in marks.items() if said["crash"])
    crashes = marked | _in_crash(viewer, plan.starts, on)
    own = {day: said["value"] for day, said in marks.items() if said["value"] is not None and not said["crash"]}
    said = own if measure == "own" else _from_days(viewer, measure, plan.starts, on)
    stands = standing(plan, seed, on=on, said=said, crashes=crashes, stopped=row.stopped_on)
    return OwnTrial(
        id=row.id,
        plan=plan,
        measure=measure,
        fingerprint=row.fingerprint,
        made_at=row.made_at,
        stopped_on=row.stopped_on,
        agreed_by=body["agreed_by"],
        said=said,
        crashes=crashes,
        marked=marked,
        notes=tuple(_notes(row)),
        stands=stands,
        seed=body["seed"] if stands.over else "",
        is_given=hasattr(row, "given"),
    )


def plan_of(facts: dict[str, Any]) -> Plan:
    """Return a plan as it was kept."""
    return Plan(**facts | {"starts": date.fromisoformat(facts["starts"])})


def _notes(row: Trial) -> Iterable[Note]:
    for note in sorted(row.notes.all(), key=lambda one: one.id):
        yield Note(note.kept_at, note.opened()["words"])


def _in_crash(viewer: Viewer, first: date, last: date) -> frozenset[date]:
    """The days that lie in a crash which she began on any page: a trial waits on them without being told."""
    spans, zone, at = records.crash_spans(viewer), records.zone_of(viewer), now()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1)) if spans else ()
    return frozenset(day for day in days if covers(spans, day, zone=zone, at=at))


def _from_days(viewer: Viewer, measure: str, first: date, last: date) -> dict[date, float]:
    """Read the outcome from what was said of the days themselves."""
    if last < first:
        return {}
    days = records.own_days(viewer, last=last, count=(last - first).days + 1)
    values = {day: getattr(own, measure) for day, own in days if own is not None}
    return {day: float(value) for day, value in values.items() if value is not None}
