"""The door of FHIR: one's own record in valid resources; for all else there is nothing."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.areas.records.queries.taken import Way, copies_taken
from bedside.kit.clock import now
from bedside.policy.conditions import Confidence, Illness
from bedside.policy.entries.allergy import Allergy
from bedside.policy.fhir.validating import fault
from tests.areas.messaging.making import make_channel, make_practice, make_thread
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


def read(client: Client, at: str) -> dict[str, Any]:
    answer = client.get(at)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/fhir+json")
    assert "no-store" in answer.headers["Cache-Control"]
    found: dict[str, Any] = json.loads(answer.content)
    assert fault(found) is None
    return found


def test_what_the_door_can_do_is_told_to_all(client: Client) -> None:
    found = read(client, "/fhir/metadata")
    assert found["fhirVersion"] == "4.0.1"
    assert {one["type"] for one in found["rest"][0]["resource"]} >= {"Patient", "Condition", "Observation", "Consent"}


def test_one_s_own_is_found_and_read_page_by_page(me: tuple[Client, Viewer]) -> None:
    client, by = me
    for name in ("Lantern lupus", "Fog knee"):
        actions.add_condition(by=by, illness=Illness(text=name))
    found = read(client, "/fhir/Condition?_count=1&patient=Patient/me")
    assert (found["total"], len(found["entry"])) == (2, 1)
    assert found["link"][0]["url"].endswith("/fhir/Condition?_count=1&_offset=1")
    one = found["entry"][0]["resource"]
    assert read(client, f"/fhir/Condition/{one['id']}") == one
    assert read(client, "/fhir/Condition?patient=other")["total"] == 0


@pytest.mark.parametrize(
    "at", ["/fhir/Condition/{}", "/fhir/Condition/0", "/fhir/Claim/{}", "/fhir/Claim", "/fhir/Patient/{}"]
)
def test_another_s_and_what_does_not_exist_are_the_same_bytes(me: tuple[Client, Viewer], at: str) -> None:
    client, _by = me
    other = actions.add_condition(by=viewer_of(make_persona()), illness=Illness(text="Jackalache"))
    answer, unknown = client.get(at.format(other)), client.get("/fhir/Condition/1")
    assert answer.status_code == 404
    assert answer.content == unknown.content


def test_a_visitor_is_told_in_the_words_of_fhir(client: Client) -> None:
    answer = client.get("/fhir/Condition")
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (401, "login")


@pytest.mark.parametrize("asked", ["code=x", "_count=-1", "_count=1e9", "_offset=9999999", "_count=²"])
def test_a_search_that_is_not_offered_is_refused_and_not_ignored(me: tuple[Client, Viewer], asked: str) -> None:
    answer = me[0].get(f"/fhir/Condition?{asked}")
    assert answer.status_code == 400
    assert fault(answer.json()) is None


def test_an_empty_summary_says_that_nothing_is_known_and_not_that_there_is_nothing(me: tuple[Client, Viewer]) -> None:
    found = read(me[0], "/fhir/Patient/$summary")
    first, *others = [one["resource"] for one in found["entry"]]
    assert first["resourceType"] == "Composition"
    assert {one["id"] for one in others} == {"me", "no-problem-info", "no-medication-info", "no-allergy-info"}


def test_a_summary_holds_what_is_kept_but_not_what_was_ruled_out(me: tuple[Client, Viewer]) -> None:
    client, by = me
    actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    actions.add_condition(by=by, illness=Illness(text="Fog knee", confidence=Confidence.RULED_OUT))
    actions.add_entry(by=by, thing=Allergy(text="Pollen"), sure=True)
    words = json.dumps(read(client, "/fhir/Patient/$summary"))
    assert "Lantern lupus" in words
    assert "Pollen" in words
    assert "Fog knee" not in words


def test_every_reference_of_a_summary_is_answered_in_it(me: tuple[Client, Viewer]) -> None:
    found = read(me[0], "/fhir/Patient/$summary")
    held = {f"{one['resource']['resourceType']}/{one['resource']['id']}" for one in found["entry"]}
    asked = {each["reference"] for part in found["entry"][0]["resource"]["section"] for each in part["entry"]}
    assert asked <= held


def test_everything_is_the_whole_record(me: tuple[Client, Viewer]) -> None:
    client, by = me
    actions.add_condition(by=by, illness=Illness(text="Fog knee", confidence=Confidence.RULED_OUT))
    assert [one["resource"]["resourceType"] for one in read(client, "/fhir/Patient/$everything")["entry"]] == [
        "Patient",
        "Condition",
    ]


def test_one_s_own_messages_with_practices_are_there_and_nobody_else_s(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    assert read(client, "/fhir/Communication")["total"] == 0
    patient = make_persona(handle="wren")
    make_thread(make_channel(make_practice(), patient), words="My knee is lantern blue.")
    hers = read(client_of(patient), "/fhir/Communication")
    words = [part["contentString"] for one in hers["entry"] for part in one["resource"]["payload"]]
    assert "My knee is lantern blue." in words
    number = hers["entry"][0]["resource"]["id"]
    assert client.get(f"/fhir/Communication/{number}").content == client.get("/fhir/Condition/1").content


def test_what_a_program_reads_piece_by_piece_makes_one_line_a_day(me: tuple[Client, Viewer]) -> None:
    client, by = me
    assert copies_taken(by) == []
    actions.add_condition(by=by, illness=Illness(text="Fog knee"))
    assert client.get("/fhir/Condition/1").status_code == 404
    assert read(client, "/fhir/Observation")["total"] == 0
    assert copies_taken(by) == []  # nothing was read
    number = read(client, "/fhir/Condition")["entry"][0]["resource"]["id"]
    for at in (f"/fhir/Condition/{number}", "/fhir/Patient", "/fhir/Patient/$summary"):
        read(client, at)
    assert [one.way for one in copies_taken(by)] == [Way.PART]
    assert "read some of it" in client.get(reverse("record_sharing")).content.decode()
    with time_machine.travel(now() + timedelta(days=1)):
        read(client_of(Persona.objects.get(id=by.persona_id)), "/fhir/Condition")
        assert [one.way for one in copies_taken(by)] == [Way.PART, Way.PART]
