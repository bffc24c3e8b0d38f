"""One's own questions about treatments, and what one answered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.waves import AskedWave, WaveAnswer
from bedside.areas.records.queries.courses import own_treatments
from bedside.areas.records.queries.crash import crash_spans
from bedside.areas.records.queries.days import zone_of
from bedside.areas.records.queries.versions import versions_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.courses import Course
from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.sharing import proxy_in
from bedside.policy.waves import State, rested, state

Bodies = Mapping[tuple[int, bool], dict[str, Any]]  # by question, and by whether a carer answered


@dataclass(frozen=True)
class OwnQuestion:
    """One question about one of one's own courses, and the answer, if there is one.

    `answer` is the viewer's own: an owner's, or of who stands in for her. `by_carer` is what a carer answered, as the
    owner sees it; `proxy_id` is that carer.
    """

    id: int
    course_id: int
    course: Course
    wave: str
    opens: date
    closes: date
    state: State
    answer: Evaluation | None
    by_carer: Evaluation | None = None
    proxy_id: int = 0


def as_body(said: Evaluation) -> dict[str, Any]:
    """Return an answer as JSON can hold it."""
    return asdict(said)


def from_body(body: dict[str, Any]) -> Evaluation:
    """Return the answer of which `as_body` made `body`."""
    said = {name: value for name, value in body.items() if name != "entered_by"}
    return Evaluation(**said | {"unwanted": tuple(Unwanted(**one) for one in body["unwanted"])})


def question_rows(viewer: Viewer) -> QuerySet[AskedWave]:
    """Return the rows of the viewer's account, none for a visitor."""
    return AskedWave.objects.filter(owner_id=viewer.account_id) if viewer.signed_in else AskedWave.objects.none()


def own_questions(viewer: Viewer, *, course_id: int | None = None) -> tuple[OwnQuestion, ...]:
    """Return the viewer's own questions, about one course or all, in the order in which they open."""
    rows = list(question_rows(viewer).order_by("opens", "id"))
    if course_id is not None:
        rows = [row for row in rows if row.course_id == course_id]
    if not rows:
        return ()
    courses = {one.id: one.course for one in own_treatments(viewer)}
    answers = versions_of(viewer, WaveAnswer).filter(is_current=True, series_id__in=[row.id for row in rows])
    found = {(row.series_id, row.by_proxy): row.opened() for row in answers}
    mine = [row for row in rows if row.course_id in courses]
    spared = _spared(viewer, mine)
    return tuple(_own(viewer, row, courses[row.course_id], found, in_crash=row.id in spared) for row in mine)


def own_question(viewer: Viewer, question_id: int) -> OwnQuestion:
    """Return one of one's own questions. Raises NotHere for every other id."""
    found = next((one for one in own_questions(viewer) if one.id == question_id), None)
    if found is None:
        raise NotHere
    return found


def open_questions(viewer: Viewer) -> tuple[OwnQuestion, ...]:
    """Return what can be answered today."""
    return tuple(one for one in own_questions(viewer) if one.state is State.OPEN)


def _spared(viewer: Viewer, rows: Sequence[AskedWave]) -> frozenset[int]:
    """Which closed questions were never told, because of a crash. A carer is not told when there was one."""
    untold = [row for row in rows if row.told_at is None and row.closes < now().date()]
    if not untold or viewer.proxy_id:
        return frozenset()
    spans, zone = crash_spans(viewer), zone_of(viewer)
    return frozenset(row.id for row in untold if rested(row.window, spans, zone=zone, at=now()))


def _own(viewer: Viewer, row: AskedWave, course: Course, found: Bodies, *, in_crash: bool) -> OwnQuestion:
    mine = found.get((row.id, bool(viewer.proxy_id)))
    theirs = None if viewer.proxy_id else found.get((row.id, True))
    how = state(row.window, answered=mine is not None, today=now().date(), rested=in_crash)
    return OwnQuestion(
        row.id,
        row.course_id,
        course,
        row.wave,
        row.opens,
        row.closes,
        how,
        answer=from_body(mine) if mine else None,
        by_carer=from_body(theirs) if theirs else None,
        proxy_id=proxy_in(theirs["entered_by"]) if theirs else 0,
    )
