"""Asking members how a treatment goes: planning the questions, telling that one waits, keeping the answer."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import personas_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions import versions
from bedside.areas.records.coursing import as_body, from_body
from bedside.areas.records.errors import Closed, Unclear
from bedside.areas.records.events import QuestionWaits
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.models.crash import Crash
from bedside.areas.records.models.waves import AskedWave, WaveAnswer
from bedside.areas.records.queries import waves as queries
from bedside.areas.records.queries.versions import current, versions_of
from bedside.kit.clock import now
from bedside.kit.outbox.actions import publish
from bedside.kit.texts import taken, taken_line
from bedside.kit.viewing import as_system
from bedside.policy.courses import LONGEST_TEXT, Course
from bedside.policy.evaluations import LONGEST_WORDS, Evaluation, fault
from bedside.policy.sharing import entered_by
from bedside.policy.waves import State, Step, step, windows

AT_ONCE = 500
"""How many questions one run of the clock looks at in one transaction."""


def plan(by: Viewer, course_id: int, course: Course) -> None:
    """Plan the questions about a course as it stands now; what was told or answered before stays. A step of an action.

    A stop changes nothing: who stopped is asked like who goes on. Without leave to ask, what is unanswered goes.
    """
    rows = queries.question_rows(by).filter(course_id=course_id)
    said = set(versions_of(by, WaveAnswer).filter(is_current=True).values_list("series_id", flat=True))
    ahead = {one.wave: one for one in windows(course.start, declared=course.declared)} if course.asks else {}
    for row in rows:
        planned = ahead.pop(row.wave, None)
        if row.id in said or (planned is not None and row.told_at is not None):
            continue
        if planned is None:
            row.delete()
        else:
            row.opens, row.closes = planned.opens, planned.closes
            row.save(update_fields=["opens", "closes"])
    for one in ahead.values():
        kept = {"course_id": course_id, "wave": one.wave, "opens": one.opens, "closes": one.closes}
        AskedWave.objects.create(owner_id=by.account_id, **kept)


def unplan(by: Viewer, course_id: int) -> None:
    """Delete the questions about a course with their answers: it is deleted itself. A step of an action."""
    rows = queries.question_rows(by).filter(course_id=course_id)
    versions_of(by, WaveAnswer).filter(series_id__in=[row.id for row in rows]).delete()
    rows.delete()


@transaction.atomic
def let_ask(*, by: Viewer, course_id: int, asks: bool) -> None:
    """Say whether one may be asked how a course goes. Answers that were given stay. Raises NotHere for another's."""
    versions.begin(by, TreatmentCourse)
    before = current(by, TreatmentCourse, course_id, for_change=True)
    old = from_body(before.opened())
    if old.asks == asks:
        return
    course = replace(old, asks=asks)
    versions.keep_next(by, TreatmentCourse, before, as_body(course))
    plan(by, course_id, replace(course, declared=now().date()) if asks else course)
    record("records.let_ask", by=by.persona_id, about=("treatment", None), subject=by.persona_id)


@transaction.atomic
def answer_question(*, by: Viewer, question_id: int, said: Evaluation) -> None:
    """Keep an answer, in place of the one before it: there is one for each person, course and question, and beside it
    one by who stands in for her, which is never hers.

    Raises NotHere for a question that is not one's own, Closed for one that is not open and was not answered while it
    was, and Unclear or BadText for what cannot be taken.
    """
    versions.begin(by, WaveAnswer)
    question = queries.own_question(by, question_id)
    if question.state not in (State.OPEN, State.ANSWERED):
        raise Closed
    said = _checked(said)
    theirs: dict[str, Any] = {"by_proxy": bool(by.proxy_id)}
    before = versions_of(by, WaveAnswer).filter(series_id=question_id, is_current=True, **theirs).first()
    body = queries.as_body(said) | ({"entered_by": entered_by(by.proxy_id)} if by.proxy_id else {})
    if before is None:
        versions.keep_first(by, WaveAnswer, body, series_id=question_id, **theirs)
    elif queries.from_body(before.opened()) != said:
        versions.keep_next(by, WaveAnswer, before, body, **theirs)
    record("records.answer_question", by=by.hand_id, about=("question", None), subject=by.persona_id)


def _checked(said: Evaluation) -> Evaluation:
    unwanted = tuple(
        replace(one, text=taken_line(one.text, field="unwanted", name="An unwanted effect", at_most=LONGEST_TEXT))
        for one in said.unwanted
    )
    words = taken(said.words, field="words", name="Your text", at_most=LONGEST_WORDS)
    said = replace(said, unwanted=unwanted, words=words)
    found = fault(said)
    if found is not None:
        raise Unclear(found[1], field=found[0])
    return said


@as_system("the clock of questions, which looks at all members' and opens none of their words")
def ask_waves() -> int:
    """Tell members of questions that opened, and once more ten days later; return how many were told.

    Who is in a crash is told nothing: what is still open when it is over is told then.

    It bears being run twice: what was told is marked in the same transaction as the news.
    """
    told = 0
    while found := _ask_some():
        told += found
    return told


@transaction.atomic
def _ask_some() -> int:
    today = now().date()
    due = AskedWave.objects.filter(opens__lte=today, closes__gte=today, reminded_at=None).order_by("id")
    answered = WaveAnswer.objects.filter(is_current=True, by_proxy=False).values("series_id")
    told = 0
    resting = Crash.objects.filter(ended_at=None).values("owner_id")
    for row in due.exclude(id__in=answered).exclude(owner_id__in=resting).select_for_update(skip_locked=True):
        on = row.told_at.date() if row.told_at else None
        what = step(row.window, told=on, reminded=False, answered=False, today=today)
        if what is Step.NOTHING:
            continue
        if _tell(row, again=what is Step.REMIND):
            told += 1
        if told >= AT_ONCE:
            break
    return told


def _tell(row: AskedWave, *, again: bool) -> bool:
    """Tell the account's first persona: a notice is a persona's, and this one says nothing of what it is about."""
    personas = personas_of(row.owner_id)
    if not personas:
        return False
    name = "reminded_at" if again else "told_at"
    setattr(row, name, now())
    row.save(update_fields=[name])
    publish(QuestionWaits(question_id=row.id, persona_id=personas[0].id, again=again))
    return True
