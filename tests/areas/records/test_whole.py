"""One's whole record as FHIR: everything that is hers, nothing of anybody else, and each resource valid."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.people.parts import Leaver
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions.symptoms import Felt
from bedside.areas.records.leaving import as_fhir
from bedside.areas.records.queries import whole
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.fhir.bundle import preview
from bedside.policy.instruments import SHIPPED
from bedside.policy.symptoms import FIGURES, Strength
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona(handle="wren", name="Wren Who"))


@pytest.fixture
def filled(by: Viewer) -> Viewer:
    """Some of each kind that a record holds."""
    with time_machine.travel(now() - timedelta(days=15), tick=False):
        today = queries.today(by)
        actions.add_condition(by=by, illness=Illness(text="Lantern lupus", onset=part("2019")))
        taken = Course(text="Lantern tea", purpose="sleep", declared=today, start=part(str(today)), asks=True)
        actions.add_treatment(by=by, course=taken)
        actions.say_day(by=by, day=today, face=2, energy=3, line="Slept all day.")
        actions.log_symptom(by=by, day=today, felt=Felt("Fog", Strength(FIGURES, None)))
        given = [(item.link_id, 1) for item in SHIPPED["gad7"].items]
        actions.keep(by=by, key="gad7", given=given, day=today)
    question = queries.own_questions(by)[0]
    said = Evaluation(effect=3, unwanted=(Unwanted("itch", 2),))
    actions.answer_question(by=by, question_id=question.id, said=said)
    return by


def kinds(told: dict[str, Any]) -> Counter[str]:
    return Counter(one["resource"]["resourceType"] for one in told["entry"])


def test_all_that_she_keeps_is_in_it_once(filled: Viewer) -> None:
    assert kinds(whole.whole_record(filled)) == {
        "Patient": 1,
        "Condition": 1,
        "MedicationStatement": 1,
        "Observation": 4,  # the day, the symptom, a score, one facet
        "QuestionnaireResponse": 2,
        "AdverseEvent": 1,
    }


def test_it_names_neither_her_nor_her_account(filled: Viewer) -> None:
    first, second = (whole.whole_record(filled) for _ in range(2))
    patient = first["entry"][0]["resource"]
    assert set(patient) == {"resourceType", "id"}
    assert patient["id"] != second["entry"][0]["resource"]["id"]
    for word in ("wren", "Wren Who", str(filled.account_id), str(filled.persona_id)):
        assert word not in str(first)


def test_what_comes_back_is_known_again(filled: Viewer) -> None:
    raw = json.dumps(whole.whole_record(filled)).encode()
    known = list(whole.kept(filled))
    found = preview(raw, this_year=now().year, known=known)
    assert found.bad == []
    assert {type(one).__name__ for one in found.kept} <= {"Observed", "SideEffect"}  # scores and facets are no facts
    assert found.repeated == len(known)


def test_a_record_with_nothing_in_it_is_a_patient(by: Viewer) -> None:
    assert kinds(whole.whole_record(by)) == {"Patient": 1}


def test_nobody_else_finds_anything(filled: Viewer) -> None:
    assert kinds(whole.whole_record(viewer_of(make_persona()))) == {"Patient": 1}
    with pytest.raises(NotHere):
        whole.whole_record(ANONYMOUS)


def test_a_copy_of_everything_holds_it(filled: Viewer) -> None:
    with as_system("a copy holds all personas of one account"):
        ((name, content),) = as_fhir(Leaver(filled.account_id, ()))
    assert name == "record.fhir.json"
    assert b"Lantern lupus" in content
