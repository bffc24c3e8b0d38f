"""One's own illnesses: nobody else reads them here."""

from dataclasses import dataclass
from datetime import date, datetime

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.illnesses import from_body
from bedside.areas.records.models.conditions import Condition
from bedside.areas.records.queries.versions import current, replaced, versions_of
from bedside.policy.conditions import Illness, Status

ORDER = (Status.ACTIVE, Status.REMISSION, Status.RESOLVED)


@dataclass(frozen=True)
class OwnCondition:
    """One of one's own illnesses, in one version. `id` is the same for all its versions.

    `over_said` is the day on which its owner said that it is over; None while it is not.
    """

    id: int
    illness: Illness
    kept_at: datetime
    over_said: date | None
    share: tuple[str, ...]


def own_conditions(viewer: Viewer) -> tuple[OwnCondition, ...]:
    """Return the viewer's own illnesses: the main ones first, then by how they stand, then in order of telling."""
    rows = versions_of(viewer, Condition).filter(is_current=True).order_by("series_id")
    found = (condition_of(row) for row in rows)
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.illness.status), not one.illness.primary)))


def own_condition(viewer: Viewer, condition_id: int) -> OwnCondition:
    """Return one of one's own illnesses as it stands. Raises NotHere for every other id."""
    return condition_of(current(viewer, Condition, condition_id))


def earlier_conditions(viewer: Viewer, condition_id: int) -> tuple[OwnCondition, ...]:
    """Return what the viewer had said of it before, newest first."""
    return tuple(condition_of(row) for row in replaced(viewer, Condition, condition_id))


def condition_of(row: Condition) -> OwnCondition:
    """Return what a row says, opened: for its owner, and for whom she lets see it."""
    body = row.opened()
    over = date.fromisoformat(body["over_said"]) if body.get("over_said") else None
    return OwnCondition(row.series_id, from_body(body), row.kept_at, over, tuple(row.share))
