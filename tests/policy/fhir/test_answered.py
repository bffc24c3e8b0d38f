"""Questionnaires and answers about treatments as FHIR: valid, whole, and without words that are not ours to give."""

from datetime import date

import pytest

from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.fhir import answered, bundle
from bedside.policy.fhir.answered import Sat
from bedside.policy.fhir.validating import fault
from bedside.policy.instruments import SHIPPED, SLOTS
from bedside.policy.instruments.model import Score

DAY = date(2026, 11, 23)
SITE, SUBJECT = "https://house.example", "Patient/x"
PHQ9 = SHIPPED["phq9"]
SCORE = Score(value=9, complete=True, prorated=False, missing=0, band="mild")


def sat(**changes):
    said = {
        "number": 11,
        "key": "phq9",
        "version": "1",
        "title": "PHQ-9",
        "day": DAY,
        "answers": {item.link_id: 1 for item in PHQ9.items},
        "score": SCORE,
        "instrument": PHQ9,
    }
    return answered.questionnaire(Sat(**said | changes), site=SITE, subject=SUBJECT)


def test_the_answers_and_the_score_are_two_valid_resources():
    response, score = sat()
    assert [fault(one) for one in (response, score)] == [None, None]
    assert response["questionnaire"] == "https://house.example/fhir/Questionnaire/phq9|1"
    assert len(response["item"]) == 9
    assert response["item"][0]["answer"][0]["valueCoding"]["code"] == "LA6569-3"
    assert (score["valueInteger"], score["code"]["coding"][0]["code"]) == (9, "44261-6")


def test_rather_not_say_is_a_question_without_an_answer_and_not_asked_is_no_question():
    first, second = PHQ9.items[:2]
    response, _score = sat(answers={first.link_id: None, second.link_id: 2})
    assert [item["linkId"] for item in response["item"]] == [first.link_id, second.link_id]
    assert "answer" not in response["item"][0]


def test_a_questionnaire_that_may_not_be_shown_gives_its_score_alone():
    closed = next(iter(SLOTS.values()))
    (score,) = sat(key=closed.key, title=closed.title, instrument=None, answers={"1": 3})
    assert (score["resourceType"], score["code"]) == ("Observation", {"text": f"{closed.title}, score"})


def test_without_a_score_there_is_no_observation():
    made = sat(score=Score(value=None, complete=False, prorated=False, missing=5))
    assert [one["resourceType"] for one in made] == ["QuestionnaireResponse"]


@pytest.mark.parametrize("instrument", SHIPPED.values(), ids=SHIPPED)
def test_every_questionnaire_that_ships_goes_out_valid(instrument):
    answers = {item.link_id: item.high for item in instrument.items}
    made = sat(key=instrument.key, instrument=instrument, answers=answers)
    assert [fault(one) for one in made] == [None] * len(made)


def told(said):
    return answered.evaluation(5, said, day=DAY, about="MedicationStatement/7", site=SITE, subject=SUBJECT)


def test_each_facet_that_was_answered_is_said_and_points_to_the_course():
    response, facets = told(Evaluation(effect=3, side_effects=0, again="yes", cost="10_49", words="Slow but sure."))
    assert [fault(one) for one in (response, *facets)] == [None] * 3
    assert [item["linkId"] for item in response["item"]] == ["effect", "side_effects", "cost", "again", "words"]
    assert [(one["valueInteger"], one["focus"]) for one in facets] == [
        (3, [{"reference": "MedicationStatement/7"}]),
        (0, [{"reference": "MedicationStatement/7"}]),
    ]


def test_cannot_tell_is_said_in_place_of_an_effect_and_is_no_nought():
    response, facets = told(Evaluation(cannot_tell=True))
    assert response["item"] == [
        {"linkId": "cannot_tell", "text": answered.BOXES["cannot_tell"], "answer": [{"valueBoolean": True}]}
    ]
    assert facets == []


def test_unwanted_effects_name_the_treatment_in_words():
    said = Evaluation(unwanted=(Unwanted("dry mouth", 4, still=True), Unwanted("itch")))
    facts = answered.side_effects(5, said, day=DAY, suspect="Tea")
    assert [(one.text, one.severity, one.suspect) for one in facts] == [
        ("dry mouth", "severe", "Tea"),
        ("itch", "", "Tea"),
    ]
    made = [bundle.BUILDERS[type(one)](one, id=one.source_id, subject=SUBJECT) for one in facts]
    assert [fault(one) for one in made] == [None, None]
