"""A member keeps a course of treatment, puts it right, changes the dose, stops it, takes a slip back, deletes it."""

from dataclasses import replace

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions import versions, waves
from bedside.areas.records.actions.attachments import drop_files
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.coursing import as_body, from_body
from bedside.areas.records.errors import MaybeTwo, Unclear
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.queries.conditions import own_condition
from bedside.areas.records.queries.courses import own_treatments
from bedside.areas.records.queries.versions import current
from bedside.areas.vocabulary import actions as vocabulary
from bedside.areas.vocabulary.queries import term_named
from bedside.kit.clock import now
from bedside.kit.texts import taken_line
from bedside.policy import courses
from bedside.policy.courses import LONGEST_PURPOSE, LONGEST_TEXT, LONGEST_UNIT, Course, Dose, DoseStep, Reason
from bedside.policy.dates import DatePart
from bedside.policy.sharing import entered_by

SOURCE = "treatment_course"


@transaction.atomic
def add_treatment(*, by: Viewer, course: Course, another: bool = False) -> int:
    """Keep a course that is new to the record; return its id. One after a gap says which one it takes up again.

    Raises Unclear or BadText for what cannot be taken, TooMany beyond 500, NotHere for a purpose that is not one's own,
    and MaybeTwo where the same treatment may run already, unless `another` says that both are meant.
    """
    versions.begin(by, TreatmentCourse)
    if by.proxy_id:  # whether she may be asked is for the owner to say
        course = replace(course, entered_by=entered_by(by.proxy_id), asks=False)
    course = _checked(by, replace(course, declared=now().date()))
    versions.check_room(by, TreatmentCourse, most=courses.MOST_COURSES, name="treatments")
    found = courses.together(course, _kept(by), today=now().date())
    if found.at_once and not another:
        raise MaybeTwo(found.at_once)
    course = replace(course, restart_of=found.restart_of)
    share = share_of_new(by, "courses") if course.entered_by == "owner" else []
    row = versions.keep_first(by, TreatmentCourse, as_body(course), share=share)
    waves.plan(by, row.series_id, course)
    _noted(by, row, course, "records.add_treatment")
    return row.series_id


@transaction.atomic
def change_treatment(*, by: Viewer, course_id: int, course: Course) -> None:
    """Put a course right; what was said before stays for its owner. Its changes of dose and what it takes up stay.

    Raises NotHere for what is not one's own, and Unclear or BadText for what cannot be taken.
    """
    versions.begin(by, TreatmentCourse)
    before = current(by, TreatmentCourse, course_id, for_change=True)
    old = from_body(before.opened())
    kept = {name: getattr(old, name) for name in ("declared", "steps", "restart_of", "entered_by", "source_id")}
    _keep(by, before, _checked(by, replace(course, **kept)), "records.change_treatment")


@transaction.atomic
def change_dose(*, by: Viewer, course_id: int, on: DatePart, dose: Dose) -> None:
    """Say that the dose is another from a day on: the course stays the same one. Raises as `change_treatment`."""
    versions.begin(by, TreatmentCourse)
    before = current(by, TreatmentCourse, course_id, for_change=True)
    old = from_body(before.opened())
    step = DoseStep(on, _dose(dose))
    found = courses.step_fault(old, step, today=now().date())
    if found is not None:
        raise Unclear(found.what, field=found.field)
    _keep(by, before, replace(old, steps=(*old.steps, step)), "records.change_dose")


@transaction.atomic
def stop_treatment(
    *, by: Viewer, course_id: int, stop: DatePart, reasons: tuple[Reason, ...], main: Reason | None, other: str = ""
) -> None:
    """Say that a course has ended, when and why. Raises as `change_treatment`."""
    versions.begin(by, TreatmentCourse)
    before = current(by, TreatmentCourse, course_id, for_change=True)
    other = taken_line(other, field="other_reason", name="The other reason", at_most=LONGEST_TEXT)
    ended = courses.stopped(from_body(before.opened()), stop=stop, reasons=reasons, main=main, other=other)
    _keep(by, before, _checked(by, ended), "records.stop_treatment")


@transaction.atomic
def undo_treatment(*, by: Viewer, course_id: int) -> bool:
    """Take back what was kept within the last 30 seconds; say whether an earlier version stands again.

    Raises NotHere for what is not one's own, and TooLate after that time.
    """
    versions.begin(by, TreatmentCourse)
    before = versions.undo_last(by, TreatmentCourse, course_id)
    if before is None:
        drop_files(by, "courses", course_id)
        waves.unplan(by, course_id)
        vocabulary.forget_use(by=by, source=SOURCE, source_id=course_id)
    else:
        waves.plan(by, course_id, from_body(before.opened()))
        vocabulary.note_use(by=by, source=SOURCE, source_id=course_id, text=before.opened()["purpose"])
    record("records.undo_treatment", by=by.persona_id, about=("treatment", None), subject=by.persona_id)
    return before is not None


@transaction.atomic
def delete_treatment(*, by: Viewer, course_id: int) -> None:
    """Delete a course with all that was ever said of it. Raises NotHere for what is not one's own."""
    versions.begin(by, TreatmentCourse)
    versions.delete_all(by, TreatmentCourse, course_id)
    drop_files(by, "courses", course_id)
    waves.unplan(by, course_id)
    vocabulary.forget_use(by=by, source=SOURCE, source_id=course_id)
    record("records.delete_treatment", by=by.persona_id, about=("treatment", None), subject=by.persona_id)


def _kept(by: Viewer) -> list[tuple[int, Course]]:
    return [(one.id, one.course) for one in reversed(own_treatments(by))]


def _checked(by: Viewer, course: Course) -> Course:
    """Return the course with its words taken in. A purpose that is an own illness has its name, as it stands now."""
    text = taken_line(course.text, field="text", name="The treatment", at_most=LONGEST_TEXT, at_least=1)
    purpose = course.purpose
    if course.condition_id is not None and not purpose:
        purpose = own_condition(by, course.condition_id).illness.text[:LONGEST_PURPOSE]
    purpose = taken_line(purpose, field="purpose", name="What it is for", at_most=LONGEST_PURPOSE)
    route = taken_line(course.route, field="route", name="How you take it", at_most=LONGEST_TEXT)
    course = replace(course, text=text, purpose=purpose, route=route, term_id=term_named(text), dose=_dose(course.dose))
    found = courses.fault(course, today=now().date())
    if found is not None:
        raise Unclear(found.what, field=found.field)
    return course


def _dose(dose: Dose) -> Dose:
    """Return a dose with its words taken in; a comma in the amount is a point."""
    return Dose(
        amount=taken_line(dose.amount, field="amount", name="The amount", at_most=LONGEST_UNIT).replace(",", "."),
        unit=taken_line(dose.unit, field="unit", name="The unit", at_most=LONGEST_UNIT),
        times=taken_line(dose.times, field="times", name="How often", at_most=LONGEST_TEXT),
    )


def _keep(by: Viewer, before: TreatmentCourse, course: Course, act: str) -> None:
    """Keep a version, unless it says what stands there already."""
    body = as_body(course)
    if body != before.opened():
        _noted(by, versions.keep_next(by, TreatmentCourse, before, body), course, act)
        waves.plan(by, before.series_id, course)


def _noted(by: Viewer, row: TreatmentCourse, course: Course, act: str) -> None:
    vocabulary.note_use(by=by, source=SOURCE, source_id=row.series_id, text=course.purpose)
    record(act, by=by.hand_id, about=("treatment", None), subject=by.persona_id)
