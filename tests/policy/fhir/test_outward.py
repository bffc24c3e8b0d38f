"""What a member keeps becomes facts of FHIR: her words unchanged, silence never a value, no day made up."""

from datetime import date

import pytest

from bedside.policy.conditions import Confidence, Illness, Status
from bedside.policy.courses import Course, Dose, DoseStep, Kind, Reason, Taking
from bedside.policy.dates import part
from bedside.policy.fhir import bundle, outward
from bedside.policy.fhir.model import Procedure
from bedside.policy.fhir.validating import fault
from bedside.policy.symptoms import FIGURES, LEVELS, Strength

TODAY = date(2026, 11, 23)


def course(**said):
    return Course(**{"text": "Tea", "purpose": "sleep", "declared": TODAY, "start": part("2024")} | said)


def of_course(**said):
    return outward.course_of(7, course(**said), today=TODAY)


def test_an_illness_keeps_its_words_its_precision_and_its_source():
    told = Illness(text="M.E.", onset=part("2019"), confidence=Confidence.LIKELY, status=Status.REMISSION)
    fact = outward.condition_of(5, told)
    assert (fact.text, fact.onset, fact.confidence, fact.status, fact.source_id) == (
        "M.E.",
        "2019",
        "likely",
        "remission",
        "5",
    )
    assert outward.condition_of(5, Illness(text="M.E.", source_id="their-id")).source_id == "their-id"


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({}, "still"),
        ({"start": part("2027-01")}, "planned"),
        ({"taking": Taking.ON_OFF}, "on_and_off"),
        ({"taking": Taking.NO, "stop": part("2025")}, "stopped"),
        ({"taking": Taking.NO, "reasons": (Reason.FINISHED,), "main_reason": Reason.FINISHED}, "finished"),
    ],
)
def test_a_course_stands_as_its_owner_says(said, standing):
    assert of_course(**said).standing == standing


def test_the_dose_of_now_is_told_and_the_other_reason_in_her_words():
    fact = of_course(
        dose=Dose(amount="1", unit="mg"),
        steps=(DoseStep(part("2025"), Dose(amount="2", unit="mg", times="at night")),),
        taking=Taking.NO,
        reasons=(Reason.COST, Reason.OTHER),
        other_reason="the shop closed",
    )
    assert (fact.dosage, fact.stop_reasons) == ("2 mg at night", ("cost", "the shop closed"))


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_done_is_a_procedure_and_what_is_taken_a_statement(kind):
    assert isinstance(of_course(kind=kind), Procedure) is (kind in outward.DONE)


def test_a_day_tells_nothing_that_was_not_said():
    bare = outward.day_of(3, day=TODAY, face=2, energy=None, line="")
    assert (bare.whole, bare.at, bare.parts) == (2, "2026-11-23", ())
    full = outward.day_of(3, day=TODAY, face=2, energy=0, line="slept")
    assert [(one.text, one.whole, one.words) for one in full.parts] == [
        (outward.ENERGY, 0, ""),
        (outward.LINE, None, "slept"),
    ]


@pytest.mark.parametrize(
    ("strength", "said"),
    [
        (Strength(FIGURES, 0), (0, "", "")),
        (Strength(FIGURES, 7), (7, "", "")),
        (Strength(LEVELS, 0), (None, "none", "")),
        (Strength(LEVELS, 3), (None, "severe", "")),
        (Strength(FIGURES, None), (None, "", "asked-declined")),
        (Strength(LEVELS, None), (None, "", "asked-declined")),
    ],
)
def test_rather_not_say_is_absent_with_its_reason_and_never_nought(strength, said):
    fact = outward.symptom_of(3, day=TODAY, symptom="Fog", strength=strength)
    assert (fact.whole, fact.words, fact.absent) == said


def test_a_moment_carries_the_zone_in_which_it_was():
    fact = outward.symptom_of(
        3, day=TODAY, symptom="Fog", strength=Strength(FIGURES, 1), at="07:30", zone="America/New_York"
    )
    assert fact.at == "2026-11-23T07:30:00-05:00"


def test_all_of_it_is_valid():
    facts = [
        outward.condition_of(1, Illness(text="M.E.", onset=part("2019-05"))),
        of_course(),
        of_course(kind=Kind.THERAPY),
        outward.day_of(3, day=TODAY, face=2, energy=4, line="slept"),
        outward.symptom_of(4, day=TODAY, symptom="Fog", strength=Strength(LEVELS, 2), at="09:00", factors=("heat",)),
    ]
    made = [bundle.BUILDERS[type(one)](one, id=one.source_id, subject="Patient/x") for one in facts]
    assert [fault(one) for one in made] == [None] * len(facts)
