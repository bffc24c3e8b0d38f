"""What goes wrong in a record, line by line: a clear answer or a clean merge, nothing lost and nothing half-written.

Lines that have a file of their own stand there: a dose of a million and two courses at once in test_courses.py, files
that are refused in test_record_import.py and tests/policy/fhir/test_border.py, a phone of a week in test_offline.py and
tests/stories (the browser's half). What is here goes through several of them, over HTTP.
"""

import gzip
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.models import BroughtFile, Condition, Sitting
from bedside.kit.clock import now
from bedside.policy.dates import part
from bedside.policy.entries import kind_of
from bedside.policy.entries.measurement import Measurement
from bedside.policy.limits import ENTRIES
from tests.factories import client_of, make_persona, viewer_of
from tests.policy.fhir.bundles import PATIENT, bundle, condition, observation

pytestmark = pytest.mark.django_db
TEA = {"text": "Lantern tea", "purpose": "sleep", "taking": "no"}
WEIGHT = {"loinc": "29463-7", "value": "62.5", "unit": "kg", "on": "2026-05-06"}
MIB = 1024 * 1024


@pytest.fixture
def me() -> Persona:
    return make_persona()


@pytest.fixture
def by(me: Persona) -> Viewer:
    return viewer_of(me)


@pytest.fixture
def client(me: Persona) -> Client:
    return client_of(me)


def brought(client: Client, raw: bytes, name: str = "mine.json") -> Any:
    return client.post(reverse("record_import"), {"file": SimpleUploadedFile(name, raw)})


@pytest.mark.parametrize(
    ("start", "stop", "said"),
    [("2026-05-06", "2026-05-05", "before"), ("2027", "2026", "before"), ("2026-02-31", "", "2026")],
)
def test_a_stop_before_the_start_is_said_beside_its_box_and_what_was_typed_stays(
    client: Client, by: Viewer, start: str, stop: str, said: str
) -> None:
    answer = client.post(reverse("record_course_add"), TEA | {"start": start, "stop": stop})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="Lantern tea"' in page
    assert queries.own_treatments(by) == ()


def test_a_questionnaire_that_is_answered_twice_about_a_day_counts_once_and_the_first_is_kept(
    client: Client, by: Viewer
) -> None:
    for value in (3, 8):
        assert client.post("/record/questionnaires/pain/", {"item": "pain-1", "answer": value}).status_code == 302
    (own,) = queries.own_sittings(by, "pain")
    assert own.answers == {"pain-1": 8}
    assert Sitting.objects.filter(owner_id=by.account_id, is_draft=False, is_current=False).count() == 1


def test_a_packed_file_of_200_mb_is_refused_before_it_is_unpacked_whole(client: Client) -> None:
    packed = gzip.compress(b'{"resourceType": "Bundle", "x": "' + b" " * (200 * MIB), compresslevel=1)
    refused = brought(client, packed, "mine.json.gz")
    assert refused.status_code == 422
    assert "larger than 20" in refused.content.decode()
    assert not BroughtFile.objects.exists()


def test_somebody_else_s_numbers_are_kept_nowhere_and_two_persons_are_refused_whole(client: Client, by: Viewer) -> None:
    at = brought(client, bundle(condition())).headers["Location"]
    assert "999-55-0100" not in json.dumps(BroughtFile.objects.get().opened())
    assert client.post(at, {"mine": "on"}).status_code == 302
    other = PATIENT | {"id": "q", "name": [{"text": "Somebody Else"}]}
    assert brought(client, bundle(condition("Gout"), other)).status_code == 422
    assert [one.illness.text for one in queries.own_conditions(by)] == ["Migraine"]


def test_an_illness_that_no_vocabulary_knows_is_kept_as_it_was_written(client: Client, by: Viewer) -> None:
    name = "Lantern lupus of the third kind"
    assert client.post(reverse("record_condition_add"), {"text": name, "confidence": "own"}).status_code == 302
    (own,) = queries.own_conditions(by)
    assert own.illness.text == name
    assert name in client.get(reverse("record_conditions")).content.decode()


def test_a_journey_over_the_line_of_dates_loses_no_day_and_makes_none_twice(client: Client, by: Viewer) -> None:
    with time_machine.travel(datetime(2026, 3, 10, 11, 30, tzinfo=UTC), tick=False):
        client.post("/settings/zone/", {"zone": "Pacific/Auckland"})  # 00:30 on the eleventh
        client.post("/record/day/", {"face": "2"})
        client.post("/settings/zone/", {"zone": "Pacific/Honolulu"})  # 01:30 on the tenth
        client.post("/record/day/", {"face": "4"})
        client.post("/settings/zone/", {"zone": "Pacific/Auckland"})
        client.post("/record/day/", {"face": "3"})
        days = {day: one.face for day, one in queries.own_days(by, last=date(2026, 3, 12), count=4) if one}
    assert {day.isoformat(): face for day, face in days.items()} == {"2026-03-10": 4, "2026-03-11": 3}


def test_ten_thousand_entries_in_a_minute_end_at_the_sixtieth_and_the_text_stays(client: Client, by: Viewer) -> None:
    thing = Measurement(text="Body weight", value="62.5", unit="kg", on=part("2026-05-06"))
    for _each in range(ENTRIES.tries):
        actions.add_entry(by=by, thing=thing)
    answer = client.post(reverse("record_entry_add", args=["measurements"]), WEIGHT | {"note": "After the stairs"})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert ENTRIES.what in page
    assert "After the stairs" in page
    assert len(queries.own_entries(by, "measurements")) == ENTRIES.tries


def test_a_file_that_holds_more_than_the_record_can_is_not_kept_by_half(
    client: Client, by: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = "bedside.areas.records.actions.entries.kind_of"
    monkeypatch.setattr(fewer, lambda thing: replace(kind_of(thing), most=3))
    many = [observation(id=str(n), valueQuantity={"value": n, "unit": "kg"}) for n in range(1, 6)]
    at = brought(client, bundle(condition(), *many)).headers["Location"]
    refused = client.post(at, {"mine": "on"})
    assert refused.status_code == 422
    assert "Your record has 3 measurements" in refused.content.decode()
    assert not Condition.objects.exists()
    assert queries.own_entries(by, "measurements") == ()


def test_a_phone_that_comes_back_after_a_week_merges_with_what_was_said_on_the_site(client: Client, by: Viewer) -> None:
    noon = now().replace(hour=12) - timedelta(days=8)
    with time_machine.travel(noon + timedelta(days=3), tick=False):
        actions.say_day(by=by, day=now().date(), face=5, line="On the site")
    said = [_offline(number, noon + timedelta(days=number, hours=-2)) for number in range(7)]
    answer = client.post(reverse("offline_entries"), {"entries": json.dumps([*said, *said])})
    assert [one["state"] for one in answer.json()["answers"]] == ["taken"] * 7 + ["there"] * 7
    days = queries.own_days(by, last=(noon + timedelta(days=6)).date(), count=7)
    assert [one.face for _day, one in sorted(days) if one] == [2, 2, 2, 5, 2, 2, 2]  # what was said last stands


def _offline(number: int, at: datetime) -> dict[str, Any]:
    """Return what was said on a day while there was no connection."""
    plain = {"key": str(700 + number), "kind": "day", "said_at": at.isoformat(), "day": at.date().isoformat()}
    return plain | {"zone": "UTC", "how": "2", "symptom": "", "line": None}
