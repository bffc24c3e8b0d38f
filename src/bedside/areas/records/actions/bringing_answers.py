"""Answers that a file brings: to questionnaires, and to the questions how a treatment went. Steps of `bringing`.

What a question was answered needs its course: so answers come last, and go first when a file is taken back.
"""

from datetime import date
from typing import Final

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions import answering, versions
from bedside.areas.records.errors import Unclear
from bedside.areas.records.models.answers import IMPORT
from bedside.areas.records.models.waves import AskedWave, WaveAnswer
from bedside.areas.records.queries import waves as queries
from bedside.areas.records.queries.answers import rows_of
from bedside.areas.records.queries.brought import Weighed
from bedside.areas.records.queries.courses import own_treatments
from bedside.areas.records.queries.instruments import usable
from bedside.areas.records.queries.versions import versions_of
from bedside.kit.clock import now
from bedside.policy.fhir.answered import Form, Forms
from bedside.policy.fhir.model import Answered, Judged
from bedside.policy.waves import EARLY, LATE

QUESTIONNAIRES, EVALUATIONS = "questionnaires", "evaluations"
OF_ANSWERS: Final = (QUESTIONNAIRES, EVALUATIONS)


def forms() -> Forms:
    """Return the questionnaires that this site may use: answers to others stay out."""
    return {key: Form(leave.instrument, leave.grants) for key, leave in usable().items()}


def comes_last(one: Weighed) -> bool:
    """Say whether a thing needs others of its file to be there."""
    return isinstance(one.thing, Judged)


def add_answers(by: Viewer, thing: Answered | Judged) -> tuple[str, int]:
    """Keep answers for their owner alone; return their kind and id. Raises Unclear, BadAnswer and NotLicensed."""
    if isinstance(thing, Judged):
        return EVALUATIONS, _judge(by, thing)
    day = date.fromisoformat(thing.at)
    return QUESTIONNAIRES, answering.keep(by=by, key=thing.key, given=thing.answers, day=day, source=IMPORT)


def take_back_answers(by: Viewer, kind: str, number: int) -> bool | None:
    """Delete what was brought. False where its owner has done something with it since; None where it is gone."""
    if kind == EVALUATIONS:
        return _take_back_judged(by, number)
    rows = list(rows_of(by).filter(series_id=number, is_draft=False))
    if not rows:
        return None
    if len(rows) > 1 or rows[0].share:
        return False
    answering.remove(by=by, sitting_id=rows[0].id)
    return True


def _judge(by: Viewer, thing: Judged) -> int:
    course_id = _course_of(by, thing)
    if course_id is None:
        raise Unclear("The treatment that an answer is about is not in your record.")
    opens = date.fromisoformat(thing.at)
    if opens > now().date():
        raise Unclear("An answer is about a day that has not come yet.")
    versions.begin(by, WaveAnswer)
    asked = queries.question_rows(by).filter(course_id=course_id, wave=thing.wave).first()
    if asked is None:
        window = {"opens": opens, "closes": opens + EARLY + LATE}
        asked = AskedWave.objects.create(owner_id=by.account_id, course_id=course_id, wave=thing.wave, **window)
    versions.keep_first(by, WaveAnswer, queries.as_body(thing.said), series_id=asked.id, by_proxy=False)
    return asked.id


def _course_of(by: Viewer, thing: Judged) -> int | None:
    """Return the course of an answer: the one that the file calls so, or that an export of this site called so."""
    found = [one.id for one in own_treatments(by) if thing.about in (one.course.source_id, str(one.id))]
    return found[0] if found else None


def _take_back_judged(by: Viewer, number: int) -> bool | None:
    said = list(versions_of(by, WaveAnswer).filter(series_id=number))
    if not said:
        return None
    if len(said) > 1:
        return False
    said[0].delete()
    asked = queries.question_rows(by).get(id=number)
    if not any(one.id == asked.course_id and one.course.asks for one in own_treatments(by)):
        asked.delete()  # it was never asked here
    return True
