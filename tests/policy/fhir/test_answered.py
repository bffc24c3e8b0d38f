"""Answers in a file: those that can be read here come back, and every other is left out with its reason."""

from datetime import date
from typing import Any

import pytest

from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.fhir import answered, bundle, evaluation
from bedside.policy.fhir.model import Answered, Judged, Skipped
from bedside.policy.instruments import SHIPPED
from bedside.policy.instruments.rules.fhir import response
from tests.policy.fhir import bundles

SITE = "https://a.example"
PAIN = SHIPPED["pain"]
FORMS = {"pain": answered.Form(PAIN)}
WHEN = {"site": SITE, "patient": "Patient/me", "day": date(2026, 5, 6)}
SAID = Evaluation(effect=4, burden=0, cannot_tell=False, unwanted=(Unwanted("Rash", None, still=True),), again="no")


def pain(value: int | None = 6, **fields: Any) -> dict[str, Any]:
    return response(PAIN, {"pain-1": value}, **WHEN) | {"id": "7"} | fields


def judged(said: Evaluation = SAID, **fields: Any) -> dict[str, Any]:
    about = {"treatment": "Tea", "focus": "MedicationStatement/m1", "wave": "m3"}
    made = evaluation.response(said, id="8", subject="Patient/me", site=SITE, at="2026-05-06", **about)
    return made | fields


@pytest.mark.parametrize("value", [0, 10, None])
def test_an_answer_comes_back_with_its_day_and_version(value):
    read = answered.read(pain(value), forms=FORMS)
    given = (("pain-1", value),)
    assert read == Answered(
        text=PAIN.title, key="pain", version=PAIN.version, at="2026-05-06", answers=given, source_id="7"
    )


def test_what_was_said_of_a_treatment_comes_back_whole():
    read = answered.read(judged(), forms={})
    assert read == Judged(text="Tea", about="m1", wave="m3", at="2026-05-06", said=SAID, source_id="8")


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (pain(status="in-progress"), "not_done"),
        (pain(status="entered-in-error"), "entered_in_error"),
        (pain(questionnaire=f"{SITE}/fhir/Questionnaire/unheard|1"), "unknown_questionnaire"),
        (pain(questionnaire=f"{SITE}/fhir/Questionnaire/pain|0.1"), "unknown_questionnaire"),
        (pain(questionnaire="http://elsewhere.example/q/pain"), "unknown_questionnaire"),
        (pain(item=[]), "not_readable"),
        (pain(item=[{"linkId": "pain-1", "answer": [{"valueInteger": 11}]}]), "not_readable"),
        (pain(item=[{"linkId": "other", "answer": [{"valueInteger": 1}]}]), "not_readable"),
        (pain(authored="2026-05"), "not_readable"),
        (judged(item=[]), "not_readable"),
        (judged(Evaluation()), "not_readable"),
        (judged(authored="2026"), "not_readable"),
    ],
)
def test_what_cannot_be_read_here_is_left_out_with_its_reason(resource, reason):
    assert answered.read(resource, forms=FORMS) == Skipped(reason)


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        ("effect", {"valueInteger": 9}),
        ("effect", {"valueString": "much"}),
        ("burden", {"valueBoolean": True}),
        ("cost", {"valueInteger": 3}),
        ("again", {"valueString": "perhaps"}),
        ("wave", {"valueString": "m99"}),
        ("course", {"valueString": "m1"}),
        ("treatment", {"valueInteger": 1}),
    ],
)
def test_an_answer_that_cannot_be_chosen_makes_all_of_them_unreadable(link, answer):
    whole = judged()
    rows = [one for one in whole["item"] if one["linkId"] != link] + [{"linkId": link, "answer": [answer]}]
    assert answered.read(whole | {"item": rows}, forms={}) == Skipped("not_readable")


def test_what_says_an_answer_again_is_known_by_it_and_everything_else_is_not():
    ids = answered.told_in([pain(), judged(), pain(id="9", status="in-progress")], forms=FORMS)
    assert ids == {"7", "8"}
    score = {"resourceType": "Observation", "derivedFrom": [{"reference": "QuestionnaireResponse/7"}]}
    effect = {"resourceType": "AdverseEvent", "id": "8.effect-1"}
    assert answered.is_told(score, ids=ids)
    assert answered.is_told(effect, ids=ids)
    assert not answered.is_told({"resourceType": "AdverseEvent", "id": "8"}, ids=ids)
    assert not answered.is_told(score | {"derivedFrom": [{"reference": "QuestionnaireResponse/9"}]}, ids=ids)
    assert not answered.is_told(score, ids=frozenset())


@pytest.mark.parametrize("item", [5, "x", None, {"linkId": 3}, [7], [{"linkId": "pain-1", "item": 4}]])
def test_nonsense_in_place_of_items_is_told_by_its_place_and_nothing_of_it_is_taken(item):
    found = bundle.preview(bundles.bundle(pain(item=item)), this_year=2026, forms=FORMS)
    assert found.kept == []


def test_rather_not_is_the_one_extension_that_stays():
    raw = bundles.bundle(pain(None))
    (kept,) = bundle.preview(raw, this_year=2026, forms=FORMS).kept
    assert kept.answers == (("pain-1", None),)
