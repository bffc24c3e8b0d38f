"""What goes out is valid FHIR and comes back as it was; without leave nothing goes either way."""

from datetime import date
from typing import Any

import pytest
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.instruments import SHIPPED, SLOTS, Instrument
from bedside.policy.instruments.model import BadAnswer, NotLicensed
from bedside.policy.instruments.rules import fhir
from bedside.policy.instruments.rules.answering import checked
from bedside.policy.instruments.rules.gate import Grant
from bedside.policy.instruments.rules.packs import instrument_from
from bedside.policy.instruments.rules.scoring import score

from .pack import pack

SITE, PATIENT, DAY = "https://site.example", "Patient/1", date(2026, 3, 1)
LOADED = instrument_from(pack(), known=SLOTS)
LEAVE = (Grant("who5", "2", LOADED.licence.terms_hash),)
USABLE = [*SHIPPED.values(), LOADED]


@st.composite
def answered(draw: st.DrawFn) -> tuple[Instrument, dict[str, int | None]]:
    """Any instrument with any answers to some of its questions."""
    instrument = draw(st.sampled_from(USABLE))
    pairs = []
    for item in instrument.items:
        value = draw(st.sampled_from(["not asked", None, *(option.value for option in item.options)]))
        if not isinstance(value, str):
            pairs.append((item.link_id, value))
    return instrument, checked(instrument, pairs)


def resource(instrument: Instrument, answers: dict[str, int | None]) -> dict[str, Any]:
    return fhir.response(instrument, answers, site=SITE, patient=PATIENT, day=DAY, grants=LEAVE)


@given(answered())
def test_answers_come_back_as_they_went_out(made: tuple[Instrument, dict[str, int | None]]) -> None:
    instrument, answers = made
    sent = resource(instrument, answers)
    QuestionnaireResponse.model_validate(sent)
    assert fhir.answers_from(instrument, sent, grants=LEAVE) == answers


@pytest.mark.parametrize("instrument", USABLE, ids=lambda one: one.key)
def test_a_questionnaire_is_valid_and_holds_every_option_with_its_number(instrument: Instrument) -> None:
    made = fhir.questionnaire(instrument, site=SITE, grants=LEAVE)
    Questionnaire.model_validate(made)
    for row, item in zip(made["item"], instrument.items, strict=True):
        codings = [option["valueCoding"] for option in row["answerOption"]]
        assert [c["extension"][0]["valueDecimal"] for c in codings] == [option.value for option in item.options]
        assert len({(c["system"], c["code"]) for c in codings}) == len(codings)


def test_phq9_goes_out_under_its_loinc_codes() -> None:
    made = fhir.questionnaire(SHIPPED["phq9"], site=SITE)
    assert made["code"] == [{"system": fhir.LOINC, "code": "44249-1"}]
    assert made["item"][8]["code"] == [{"system": fhir.LOINC, "code": "44260-8"}]
    assert made["item"][0]["answerOption"][3]["valueCoding"]["code"] == "LA6571-9"


def test_what_is_asked_only_sometimes_names_each_answer_that_shows_it() -> None:
    second = fhir.questionnaire(SHIPPED["pem"], site=SITE)["item"][1]
    assert [one["answerCoding"]["code"] for one in second["enableWhen"]] == [str(number) for number in range(1, 11)]
    assert second["enableBehavior"] == "any"


def test_a_score_goes_out_as_an_observation() -> None:
    phq9 = SHIPPED["phq9"]
    made = fhir.score_observation(
        phq9,
        score(phq9, [(item.link_id, 2) for item in phq9.items[1:]]),
        patient=PATIENT,
        day=DAY,
        response="QuestionnaireResponse/1",
    )
    Observation.model_validate(made)
    assert (made["valueInteger"], made["interpretation"], made["code"]["coding"][0]["code"]) == (
        18,
        [{"text": "moderately severe"}],
        "44261-6",
    )
    assert made["note"]
    assert made["derivedFrom"] == [{"reference": "QuestionnaireResponse/1"}]


def test_no_score_goes_out_as_absent_and_never_as_zero() -> None:
    made = fhir.score_observation(SHIPPED["phq9"], score(SHIPPED["phq9"], []), patient=PATIENT, day=DAY)
    Observation.model_validate(made)
    assert "valueInteger" not in made
    assert made["dataAbsentReason"]["coding"][0]["code"] == "unknown"


@pytest.mark.parametrize("instrument", [LOADED, *SLOTS.values()], ids=lambda one: one.title)
def test_without_leave_nothing_goes_out_or_in(instrument: Instrument) -> None:
    for use in (
        lambda: fhir.questionnaire(instrument, site=SITE),
        lambda: fhir.response(instrument, {}, site=SITE, patient=PATIENT, day=DAY),
        lambda: fhir.answers_from(instrument, {"item": []}),
    ):
        with pytest.raises(NotLicensed):
            use()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ({}, "not_fhir_r4"),
        (["x"], "unknown_item"),
        ([{"linkId": "nothing"}], "unknown_item"),
        ([{"linkId": "44260-8", "answer": [{"valueCoding": {"code": "LA0000-0"}}]}], "not_an_option"),
        ([{"linkId": "44260-8", "answer": [{"valueInteger": 4}]}], "not_an_option"),
        ([{"linkId": "44260-8", "answer": [{"valueInteger": True}]}], "not_an_option"),
        ([{"linkId": "44260-8", "answer": ["x"]}], "not_an_option"),
        ([{"linkId": "44260-8", "answer": [{"valueInteger": 1}] * 2}], "answered_twice"),
        ([{"linkId": "44260-8", "answer": [{"valueInteger": 1}]}] * 2, "answered_twice"),
    ],
)
def test_what_is_no_answer_does_not_come_in(rows: Any, code: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        fhir.answers_from(SHIPPED["phq9"], {"item": rows})
    assert refused.value.code == code


def test_plain_numbers_of_other_programs_are_read() -> None:
    rows = [{"linkId": "44260-8", "answer": [{"valueInteger": 2}]}]
    assert fhir.answers_from(SHIPPED["phq9"], {"item": rows}) == {"44260-8": 2}
