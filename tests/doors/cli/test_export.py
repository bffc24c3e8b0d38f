"""A member's record taken out: whole, valid, and read by this site and by others."""

import argparse
import gzip
import json
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import sharing
from bedside.areas.records.actions.symptoms import Felt
from bedside.areas.records.queries.exchange import all_told
from bedside.areas.records.queries.taken import Way, copies_taken
from bedside.doors.cli import export
from bedside.kit.clock import now
from bedside.policy import sharing as rules
from bedside.policy.conditions import Confidence, Illness, Severity, Side, Status
from bedside.policy.courses import Course, Dose, Kind, Reason, Taking
from bedside.policy.dates import part
from bedside.policy.entries.allergy import Allergy, Sort, Worst
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.measurement import Measurement
from bedside.policy.entries.procedure import Procedure
from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.fhir import kinds
from bedside.policy.fhir.bundle import preview
from bedside.policy.symptoms import LEVELS, Strength
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
SYNTHEA = Path(os.environ.get("BEDSIDE_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "synthea"


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona(handle="wren"))


def filled(by: Viewer) -> None:
    today = queries.today(by)
    actions.add_condition(by=by, illness=Illness(
        text="Lantern lupus", onset=part("2019-05"), confidence=Confidence.LIKELY, status=Status.REMISSION,
        severity=Severity.VERY_SEVERE, side=Side.LEFT))  # fmt: skip
    actions.add_treatment(by=by, course=Course(
        text="Fogwort", purpose="Sleep", declared=today, dose=Dose(amount="4.5", unit="mg", times="at night"),
        start=part("2020"), stop=part("2021-02"), taking=Taking.NO, reasons=(Reason.COST, Reason.OTHER),
        main_reason=Reason.OTHER, other_reason="It tasted of fog"))  # fmt: skip
    actions.add_treatment(by=by, course=Course(text="Rain walks", purpose="Sleep", declared=today, kind=Kind.LIFESTYLE))
    actions.add_treatment(by=by, course=Course(text="Coffee", purpose="Sleep", declared=today, kind=Kind.STOPPING))
    for thing in (
        Measurement(
            text="Body weight", value="72.5", unit="kg", loinc="29463-7", on=part("2024-05-06"), note="At home"
        ),
        Allergy(text="Pollen", sort=Sort.ALLERGY, reaction="Sneezing", worst=Worst.MILD, since=part("2001"), over=True),
        Immunisation(text="Tetanus", on=part("2022-03"), dose="2 of 3"),
        Procedure(text="Knee repair", on=part("2018-01-02"), until=part("2018-01-04"), why="A fall", where="Fogtown"),
    ):
        actions.add_entry(by=by, thing=thing, sure=True)
    actions.say_day(by=by, day=today, face=2, energy=4, line="A grey one")
    actions.log_symptom(by=by, day=today, felt=Felt("Fog", Strength(LEVELS, None)))


def exported(by: Viewer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(queries.whole_record(by)))
    return found


def resources(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["resource"] for one in found["entry"] if one["resource"]["resourceType"] == kind]


def told(by: Viewer) -> set[tuple[str, ...]]:
    return {kinds.same(thing, source_id="any") for _number, thing in all_told(by)}


def test_all_of_it_is_there_and_silence_is_no_value(by: Viewer) -> None:
    filled(by)
    found = exported(by)
    said = resources(found, "Observation")
    assert [one["dataAbsentReason"]["coding"][0]["code"] for one in said if "dataAbsentReason" in one] == [
        "asked-declined"
    ]
    assert sorted(one["valueInteger"] for one in said if "valueInteger" in one) == [2, 4]
    assert [one["status"] for one in resources(found, "MedicationStatement")] == ["not-taken", "stopped"]
    assert {one["status"] for one in resources(found, "Procedure")} == {"completed", "in-progress"}
    assert [one["name"] for one in resources(found, "Patient") if "name" in one] == []


def test_what_comes_back_is_what_went_out(by: Viewer) -> None:
    filled(by)
    raw = json.dumps(exported(by)).encode()
    other = viewer_of(make_persona())
    actions.bring(by=other, kept=preview(raw, this_year=2026).kept)
    (illness,) = [one.illness for one in queries.own_conditions(other)]
    (before,) = [one.illness for one in queries.own_conditions(by)]
    for name in ("text", "onset", "confidence", "status", "severity", "side"):
        assert getattr(illness, name) == getattr(before, name)
    (course,) = [one.course for one in queries.own_treatments(other)]
    assert (course.text, course.purpose, course.start.value, course.stop.value) == (
        "Fogwort",
        "Sleep",
        "2020",
        "2021-02",
    )
    assert set(course.reasons) == {Reason.COST, Reason.OTHER}
    assert (course.other_reason, course.dose.times, course.taking) == ("It tasted of fog", "4.5 mg at night", Taking.NO)
    for kind, names in {
        "measurements": ("text", "value", "unit", "loinc", "on"),
        "allergies": ("text", "sort", "reaction", "worst", "since", "over"),
        "immunisations": ("text", "on", "dose"),
    }.items():
        ((mine,), (theirs,)) = (queries.own_entries(one, kind) for one in (by, other))
        for name in names:
            assert getattr(theirs.thing, name) == getattr(mine.thing, name), (kind, name)
    (knee,) = [one.thing for one in queries.own_entries(other, "procedures") if one.thing.text == "Knee repair"]
    assert (knee.until.value, knee.why, knee.where) == ("2018-01-04", "A fall", "Fogtown")


def test_one_s_own_file_brings_nothing_new(by: Viewer) -> None:
    actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    actions.add_entry(by=by, thing=Allergy(text="Pollen"), sure=True)
    raw = json.dumps(exported(by)).encode()
    brought = actions.bring(by=by, kept=preview(raw, this_year=2026).kept)
    assert {kind: (one.added, one.known) for kind, one in brought.items()} == {"Condition": (0, 1), "Allergy": (0, 1)}


def test_answers_scores_evaluations_and_permissions_are_in_it_and_point_at_what_they_are_about(by: Viewer) -> None:
    today = queries.today(by)
    actions.keep(by=by, key="pain", given=(("pain-1", 6),), day=today)
    began = Course(text="Fogwort", purpose="Sleep", declared=today, start=part(today.isoformat()), asks=True)
    actions.add_treatment(by=by, course=began)
    with time_machine.travel(now() + timedelta(days=14)):
        question = queries.open_questions(by)[0]
        said = Evaluation(effect=3, burden=1, unwanted=(Unwanted("Grey dreams", 2),), words="It fogs")
        actions.answer_question(by=by, question_id=question.id, said=said)
    grant = sharing.share_with(by=by, audience=rules.space(7), kinds=("days",), covers="new")
    sharing.stop_sharing(by=by, grant_id=grant)
    found = exported(by)
    (medicine,) = resources(found, "MedicationStatement")
    about = f"MedicationStatement/{medicine['id']}"
    judged = [one for one in resources(found, "Observation") if "focus" in one]
    assert {(one["valueInteger"], one["focus"][0]["reference"]) for one in judged} == {(3, about), (1, about)}
    (unwanted,) = resources(found, "AdverseEvent")
    assert (unwanted["event"]["text"], unwanted["suspectEntity"][0]["instance"]["reference"]) == ("Grey dreams", about)
    given = {one["id"]: one["questionnaire"] for one in resources(found, "QuestionnaireResponse")}
    assert sorted(at.split("/fhir/")[1].split("|")[0] for at in given.values()) == [
        "Questionnaire/pain",
        "Questionnaire/treatment-evaluation",
    ]
    based = {one["derivedFrom"][0]["reference"] for one in resources(found, "Observation") if "derivedFrom" in one}
    assert based == {f"QuestionnaireResponse/{number}" for number in given}
    assert [one["status"] for one in resources(found, "Consent")] == ["inactive"]


def test_another_s_record_is_not_in_it(by: Viewer) -> None:
    actions.add_condition(by=viewer_of(make_persona()), illness=Illness(text="Jackalache"))
    assert "Jackalache" not in json.dumps(exported(by))


def run(path: Path, handle: str = "wren") -> int:
    parser = argparse.ArgumentParser()
    export.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["export", "fhir", str(path), "--handle", handle])
    code: int = args.run(args)
    return code


def test_the_command_writes_a_file_for_its_reader_alone_and_over_none(by: Viewer, tmp_path: Path) -> None:
    actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    path = tmp_path / "record.json"
    assert run(path) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(json.loads(path.read_text())["entry"]) == 2
    assert run(path) == 1
    assert run(tmp_path / "none.json", handle="nobody_here") == 1
    assert [one.way for one in copies_taken(by)] == [Way.OPERATOR]
    assert not (tmp_path / "none.json").exists()


@pytest.mark.parametrize("path", sorted(SYNTHEA.glob("*.json.gz")), ids=lambda path: path.name)
def test_an_invented_person_goes_in_and_out_without_loss(by: Viewer, path: Path) -> None:
    kept = preview(path.read_bytes(), this_year=2026).kept
    brought = actions.bring(by=by, kept=kept)
    assert sum(len(one.refused) for one in brought.values()) == 0
    assert sum(one.added for one in actions.bring(by=by, kept=kept).values()) == 0
    other = viewer_of(make_persona())
    raw = gzip.compress(json.dumps(queries.whole_record(by)).encode())
    actions.bring(by=other, kept=preview(raw, this_year=2026).kept)
    assert told(other) == told(by)
