"""One's own courses of treatment: nobody else reads them here."""

from dataclasses import dataclass
from datetime import datetime

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.coursing import from_body
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.queries.versions import current, replaced, versions_of
from bedside.policy.courses import Course


@dataclass(frozen=True)
class OwnCourse:
    """One of one's own courses, in one version. `id` is the same for all its versions."""

    id: int
    course: Course
    kept_at: datetime
    share: tuple[str, ...]


def own_treatments(viewer: Viewer) -> tuple[OwnCourse, ...]:
    """Return the viewer's own courses, the ones told of last first."""
    rows = versions_of(viewer, TreatmentCourse).filter(is_current=True).order_by("-series_id")
    return tuple(course_of(row) for row in rows)


def own_treatment(viewer: Viewer, course_id: int) -> OwnCourse:
    """Return one of one's own courses as it stands. Raises NotHere for every other id."""
    return course_of(current(viewer, TreatmentCourse, course_id))


def earlier_treatments(viewer: Viewer, course_id: int) -> tuple[OwnCourse, ...]:
    """Return what the viewer had said of it before, newest first."""
    return tuple(course_of(row) for row in replaced(viewer, TreatmentCourse, course_id))


def course_of(row: TreatmentCourse) -> OwnCourse:
    """Return what a row says, opened: for its owner, and for whom she lets see it."""
    return OwnCourse(row.series_id, from_body(row.opened()), row.kept_at, tuple(row.share))
