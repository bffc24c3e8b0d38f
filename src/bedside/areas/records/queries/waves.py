"""One's own questions about treatments, and what one answered."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.waves import AskedWave, WaveAnswer
from bedside.areas.records.queries.courses import own_treatments
from bedside.areas.records.queries.versions import versions_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.courses import Course
from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.waves import State, state


@dataclass(frozen=True)
class OwnQuestion:
    """One question about one of one's own courses, and the answer, if there is one."""

    id: int
    course_id: int
    course: Course
    wave: str
    opens: date
    closes: date
    state: State
    answer: Evaluation | None


def as_body(said: Evaluation) -> dict[str, Any]:
    """Return an answer as JSON can hold it."""
    return asdict(said)


def from_body(body: dict[str, Any]) -> Evaluation:
    """Return the answer of which `as_body` made `body`."""
    return Evaluation(**body | {"unwanted": tuple(Unwanted(**one) for one in body["unwanted"])})


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
    said = {row.series_id: from_body(row.opened()) for row in answers}
    return tuple(_own(row, courses[row.course_id], said.get(row.id)) for row in rows if row.course_id in courses)


def own_question(viewer: Viewer, question_id: int) -> OwnQuestion:
    """Return one of one's own questions. Raises NotHere for every other id."""
    found = next((one for one in own_questions(viewer) if one.id == question_id), None)
    if found is None:
        raise NotHere
    return found


def open_questions(viewer: Viewer) -> tuple[OwnQuestion, ...]:
    """Return what can be answered today."""
    return tuple(one for one in own_questions(viewer) if one.state is State.OPEN)


def _own(row: AskedWave, course: Course, said: Evaluation | None) -> OwnQuestion:
    how = state(row.window, answered=said is not None, today=now().date())
    return OwnQuestion(row.id, row.course_id, course, row.wave, row.opens, row.closes, how, said)
