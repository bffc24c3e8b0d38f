"""A carer opens a record and enters things into it, for its owner: each says who entered it, and the owner sees it all.

A carer's word never takes the place of what the owner said herself, and what she enters is shared with nobody until its
owner shares it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.consents.actions.granting import held_grant
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.courses import add_treatment
from bedside.areas.records.actions.crash import begin_crash
from bedside.areas.records.actions.days import say_day
from bedside.areas.records.actions.entries import add_entry
from bedside.areas.records.actions.symptoms import Felt, log_symptom
from bedside.areas.records.actions.waves import answer_question
from bedside.areas.records.queries.carers import question_of, scopes_in, standing_for
from bedside.kit.errors import NotHere
from bedside.policy.consents.grants import ENTERED_WITH, Scope
from bedside.policy.courses import Course
from bedside.policy.entries import kind_of
from bedside.policy.evaluations import Evaluation


@transaction.atomic
def open_record(*, by: Viewer, grant_id: int) -> None:
    """Write down that a carer opened the record, before she is shown it. Raises NotHere where she may not."""
    owner_id, _scopes = scopes_in(by, grant_id)
    about = ("persona", owner_id)
    record("look.record_by_carer", by=by.persona_id, role="carer", about=about, subject=owner_id, purpose="care")


def say_day_for(*, by: Viewer, grant_id: int, day: date, face: int, energy: int | None = None, line: str = "") -> None:
    """Say how a day of the owner's was. Raises NotHere without the grant, and as `say_day`."""
    with _for(by, grant_id, "enter logs") as owner:
        say_day(by=owner, day=day, face=face, energy=energy, line=line)


def begin_crash_for(*, by: Viewer, grant_id: int) -> None:
    """Begin a crash for the owner, or leave her in the one that lasts. Raises NotHere without "enter logs"."""
    with _for(by, grant_id, "enter logs") as owner:
        begin_crash(by=owner)


def log_symptom_for(*, by: Viewer, grant_id: int, day: date, felt: Felt, client_key: int | None = None) -> None:
    """Say what the owner felt. Raises NotHere without the grant, and as `log_symptom`."""
    with _for(by, grant_id, "enter logs") as owner:
        log_symptom(by=owner, day=day, felt=felt, client_key=client_key)


def add_treatment_for(*, by: Viewer, grant_id: int, course: Course, another: bool = False) -> None:
    """Keep a course of the owner's. Raises NotHere without the grant, and as `add_treatment`."""
    with _for(by, grant_id, "enter courses") as owner:
        add_treatment(by=owner, course=course, another=another)


def add_entry_for(*, by: Viewer, grant_id: int, thing: Any, sure: bool = False) -> None:
    """Keep an entry of the owner's. Raises NotHere without the grant and for goals and notes, and as `add_entry`."""
    scope = ENTERED_WITH.get(kind_of(thing).key)
    if scope is None:
        raise NotHere
    with _for(by, grant_id, scope) as owner:
        add_entry(by=owner, thing=thing, sure=sure)


def answer_for(*, by: Viewer, grant_id: int, question_id: int, said: Evaluation) -> None:
    """Say how a treatment goes as the carer sees it: beside the owner's own answer, never as hers.

    Raises NotHere without the grant, and as `answer_question`.
    """
    question_of(by, grant_id, question_id)
    with _for(by, grant_id, "answer waves") as owner:
        answer_question(by=owner, question_id=question_id, said=said)


@contextmanager
def _for(by: Viewer, grant_id: int, scope: Scope) -> Iterator[Viewer]:
    """Stand in for the owner in one transaction, through which the grant can't end."""
    with transaction.atomic():
        owner_id, _scopes = scopes_in(by, grant_id)
        held_grant(owner_id=owner_id, proxy_id=by.persona_id, scope=scope)
        with standing_for(by, grant_id, scope) as owner:
            yield owner
