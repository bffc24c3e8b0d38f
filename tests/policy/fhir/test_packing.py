"""What waits for a yes comes back as it was."""

import json

import pytest

from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.fhir.bundle import preview
from bedside.policy.fhir.model import (
    Allergy,
    Answered,
    Code,
    Condition,
    Judged,
    Medicine,
    Observed,
    Procedure,
    SideEffect,
    Vaccination,
)
from bedside.policy.fhir.packing import KINDS, packed, unpacked
from bedside.policy.fhir.patient import called
from tests.policy.fhir.bundles import bundle, condition, observation, statement

CODES = (Code("http://example.org/codes", "x"),)
PART = Observed(text="Upper", category="vital-signs", number=120.0, unit="mm[Hg]", codes=CODES)
FACTS = (
    Condition(text="Migraine", codes=CODES, onset="2019-05", source_id="c"),
    Observed(text="Blood pressure", category="vital-signs", at="2020-05-06", parts=(PART, PART), source_id="o"),
    Observed(text="Pain", category="survey", whole=0),
    Medicine(text="Tea", reasons=("sleep", "rest"), stop_reasons=("It cost too much",)),
    Procedure(text="Stitches", start="2020"),
    Allergy(text="Milk", over=True),
    Vaccination(text="Measles", dose="1"),
    SideEffect(text="Rash", suspect="Tea"),
    Answered(text="Pain", key="pain", version="1", at="2026-05-06", answers=(("pain-1", 6), ("pain-2", None))),
    Judged(
        text="Tea", about="m", wave="w2", at="2026-05-06", said=Evaluation(effect=2, unwanted=(Unwanted("Rash", 1),))
    ),
)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_comes_back_as_it_was(fact):
    assert unpacked(json.loads(json.dumps(packed(fact)))) == fact


def test_every_kind_that_a_file_can_hold_is_packed():
    assert {type(fact) for fact in FACTS} == set(KINDS.values())


def test_what_a_preview_keeps_comes_back():
    kept = preview(
        bundle(condition(), observation(valueQuantity={"value": 62.5, "unit": "kg"}), statement()), this_year=2026
    ).kept
    assert [unpacked(json.loads(json.dumps(packed(one)))) for one in kept] == kept


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (None, ""),
        ([{"text": "Orla  Quill"}], "Orla Quill"),
        ([{"family": "Quill", "given": ["Orla", "Mae"]}], "Orla Mae Quill"),
        ([{"use": "maiden", "family": "Old"}, {"family": "Quill"}], "Quill"),
        ([{"use": "old", "family": "Old"}], ""),
        (["no name"], ""),
    ],
)
def test_the_name_in_a_file_is_the_one_in_use(names, said):
    assert called({"name": names} if names is not None else {}) == said
