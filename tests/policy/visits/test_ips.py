"""The visit sheet as a patient summary: valid FHIR, whole, and without an invented day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest

from bedside.policy.fhir.validating import fault
from bedside.policy.visits.facts import Effect, Facts, Illness, Scored, Taken
from bedside.policy.visits.ips import ABSENT, ALLERGIES, MEDICINES, PROBLEMS, document

MADE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EMPTY = Facts(name="A. B.", birth_year=1980, made_on=MADE.date())
FULL = Facts(
    name="A. B.",
    birth_year=1980,
    made_on=MADE.date(),
    questions=("Is <this> safe & sound?",),
    illnesses=(
        Illness(name="ME/CFS", said="diagnosed, since 2019", new_on=date(2019, 1, 1)),
        Illness(name="Migraine", said="resolved", over_on=date(2024, 5, 1)),
    ),
    taken=(
        Taken(name="Low-dose naltrexone", purpose="fatigue", dose="4.5 mg at night", since="since May 2024"),
        Taken(
            name="Amitriptyline",
            purpose="sleep",
            until="until 2023",
            going_on=False,
            why_stopped=("Side effects",),
            effects=(Effect(name="dry mouth", severity=2), Effect(name="could not wake", severity=4)),
        ),
    ),
    scores=(Scored(title="PHQ-9", on=date(2026, 11, 1), value=9, band="mild"),),
    allergies=("Penicillin",),
)


def made(facts):
    numbers = count(1)
    return document(facts, made_at=MADE, new_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012}")


def resources(bundle, kind=""):
    return [one["resource"] for one in bundle["entry"] if not kind or one["resource"]["resourceType"] == kind]


def sections(bundle):
    return {one["code"]["coding"][0]["code"]: one for one in bundle["entry"][0]["resource"]["section"]}


@pytest.mark.parametrize("facts", [EMPTY, FULL], ids=["nothing told", "all told"])
def test_it_is_a_valid_document_that_begins_with_its_composition(facts):
    bundle = made(facts)
    assert [fault(one) for one in (bundle, *resources(bundle))] == [None] * (len(bundle["entry"]) + 1)
    assert (bundle["type"], resources(bundle)[0]["resourceType"]) == ("document", "Composition")


@pytest.mark.parametrize("facts", [EMPTY, FULL], ids=["nothing told", "all told"])
def test_every_reference_leads_to_an_entry_of_the_same_document(facts):
    bundle = made(facts)
    there = {one["fullUrl"] for one in bundle["entry"]}
    named = {entry["reference"] for section in sections(bundle).values() for entry in section.get("entry", ())}
    subjects = {(one.get("subject") or one.get("patient"))["reference"] for one in resources(bundle)[2:]}
    assert named | subjects <= there
    assert named | subjects | {bundle["entry"][0]["fullUrl"]} == there


def test_the_three_sections_are_there_where_nothing_was_told_and_say_that_nothing_was():
    bundle = made(EMPTY)
    assert set(sections(bundle)) == {PROBLEMS, MEDICINES, ALLERGIES}
    codes = [named(one)["coding"][0] for one in resources(bundle)[2:]]
    assert {one["system"] for one in codes} == {ABSENT}
    assert [one["code"] for one in codes] == ["no-problem-info", "no-medication-info", "no-allergy-info"]


def named(one):
    return one.get("code") or one["medicationCodeableConcept"]


def test_no_known_allergies_is_something_else_than_nobody_asked():
    told = made(Facts(name="A", birth_year=None, made_on=MADE.date(), allergies=()))
    (allergy,) = resources(told, "AllergyIntolerance")
    assert allergy["code"]["coding"][0]["code"] == "no-known-allergies"


def test_times_stay_words_and_become_no_days():
    bundle = made(FULL)
    assert "2019-01-01" not in str(bundle)
    illness, course = resources(bundle, "Condition")[0], resources(bundle, "MedicationStatement")[0]
    assert (illness["note"], course["note"]) == (
        [{"text": "diagnosed, since 2019"}],
        [{"text": "since May 2024"}],
    )
    assert "onsetDateTime" not in illness
    assert "effectivePeriod" not in course


def test_what_ended_says_why_and_what_was_unwanted_names_what_is_suspected():
    bundle = made(FULL)
    ended = resources(bundle, "MedicationStatement")[1]
    assert (ended["status"], ended["statusReason"]) == ("stopped", [{"text": "Side effects"}])
    found = [(one["event"]["text"], one["suspectEntity"]) for one in resources(bundle, "AdverseEvent")]
    suspect = [{"instance": {"display": "Amitriptyline"}}]
    assert found == [("dry mouth", suspect), ("could not wake", suspect)]


def test_words_are_escaped_in_the_narrative():
    plan = sections(made(FULL))["18776-5"]
    assert "Is &lt;this&gt; safe &amp; sound?" in plan["text"]["div"]


def test_somebody_over_ninety_has_no_year_of_birth():
    old = Facts(name="A", birth_year=1930, made_on=MADE.date())
    assert "birthDate" not in resources(made(old), "Patient")[0]


@pytest.mark.parametrize(("open_as", "status"), [("", "stopped"), ("planned", "intended"), ("unsure", "unknown")])
def test_what_is_open_is_not_said_to_be_stopped(open_as, status):
    (one,) = resources(
        made(replace(EMPTY, taken=(Taken(name="Iron", purpose="", going_on=False, open_as=open_as),))),
        "MedicationStatement",
    )
    assert (one["status"], fault(one)) == (status, None)
