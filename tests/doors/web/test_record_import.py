"""A file into one's own record: shown before anything is kept, taken over once, taken back as a whole."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions.bringing import forget_read_files
from bedside.areas.records.models import BroughtFile, Condition, TreatmentCourse
from bedside.policy.conditions import Illness
from tests.factories import client_of, make_persona, viewer_of
from tests.policy.fhir.bundles import PATIENT, bundle, condition, statement

pytestmark = pytest.mark.django_db
WHOLE = bundle(condition("Lantern lupus", id="a"), condition("Broken arm", id="b"), statement())


@pytest.fixture
def me() -> Persona:
    return make_persona()


@pytest.fixture
def by(me: Persona) -> Viewer:
    return viewer_of(me)


@pytest.fixture
def wren(me: Persona) -> Client:
    return client_of(me)


def brought(client: Client, raw: bytes = WHOLE, name: str = "mine.json") -> Any:
    return client.post(reverse("record_import"), {"file": SimpleUploadedFile(name, raw)})


def taken_over(client: Client, raw: bytes = WHOLE) -> str:
    at: str = brought(client, raw).headers["Location"]
    assert client.post(at, {"mine": "on"}).status_code == 302
    return at


def test_a_file_is_shown_and_nothing_is_kept_before_the_yes(wren: Client) -> None:
    shown = wren.get(brought(wren).headers["Location"]).content.decode()
    assert "Nothing is kept yet." in shown
    assert "2 new" in shown
    assert "Lantern lupus" in shown
    assert not Condition.objects.exists()
    assert not TreatmentCourse.objects.exists()


def test_a_yes_takes_it_over_for_its_owner_alone(wren: Client, by: Viewer) -> None:
    at = taken_over(wren)
    assert sorted(one.illness.text for one in queries.own_conditions(by)) == ["Broken arm", "Lantern lupus"]
    assert {one.share for one in queries.own_conditions(by)} == {()}
    assert "What the file brought" in wren.get(at).content.decode()


def test_without_saying_whose_it_is_nothing_is_kept(wren: Client) -> None:
    at = brought(wren).headers["Location"]
    refused = wren.post(at)
    assert refused.status_code == 422
    assert "Say that the file is about you" in refused.content.decode()
    assert not Condition.objects.exists()


def test_the_name_in_the_file_is_shown_once_and_kept_nowhere(wren: Client) -> None:
    person = PATIENT | {"name": [{"family": "Quillfeather", "given": ["Orla"]}], "birthDate": "1987-05-01"}
    at = brought(wren, bundle(condition(), patient=person)).headers["Location"]
    shown = wren.get(at).content.decode()
    assert "Orla Quillfeather" in shown
    assert "1987" in shown
    wren.post(at, {"mine": "on"})
    assert "Quillfeather" not in json.dumps(BroughtFile.objects.get().opened())


def test_a_second_time_nothing_is_new(wren: Client) -> None:
    taken_over(wren)
    shown = wren.get(brought(wren).headers["Location"]).content.decode()
    assert "Nothing in it is new to your record." in shown
    assert "2 there already" in shown


def test_what_its_owner_deleted_does_not_come_back(wren: Client, by: Viewer) -> None:
    taken_over(wren)
    actions.delete_condition(by=by, condition_id=queries.own_conditions(by)[0].id)
    at = brought(wren).headers["Location"]
    assert "1 that you deleted: they stay away" in wren.get(at).content.decode()
    wren.post(at, {"mine": "on"})
    assert Condition.objects.count() == 1


def test_all_that_a_file_brought_is_taken_back_but_what_was_changed_since(wren: Client, by: Viewer) -> None:
    at = taken_over(wren)
    mended = next(one for one in queries.own_conditions(by) if one.illness.text == "Broken arm")
    actions.change_condition(by=by, condition_id=mended.id, illness=Illness(text="Broken wrist"))
    assert wren.get(f"{at}undo/").status_code == 200
    told = wren.post(f"{at}undo/", follow=True).content.decode()
    assert "2 entries are deleted." in told
    assert "1 stays" in told
    assert [one.illness.text for one in queries.own_conditions(by)] == ["Broken wrist"]
    assert not TreatmentCourse.objects.exists()


def test_what_was_taken_back_can_be_brought_again(wren: Client, by: Viewer) -> None:
    wren.post(f"{taken_over(wren)}undo/")
    taken_over(wren)
    assert Condition.objects.count() == 2


def test_a_file_that_waits_can_be_forgotten_and_is_forgotten_after_a_day(wren: Client) -> None:
    at = brought(wren).headers["Location"]
    wren.post(at, {"do": "drop"})
    assert not BroughtFile.objects.exists()
    brought(wren)
    BroughtFile.objects.update(read_at="2020-01-01T00:00:00Z")
    forget_read_files()
    assert not BroughtFile.objects.exists()


def test_one_file_waits_at_a_time(wren: Client) -> None:
    brought(wren)
    brought(wren)
    assert BroughtFile.objects.count() == 1


def test_two_presses_take_it_over_once(wren: Client) -> None:
    at = taken_over(wren)
    wren.post(at, {"mine": "on"})
    assert Condition.objects.count() == 2


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "The file is no"),
        (b"\xff\xfe", "The file is no text"),
        (b"[" * 100_000, "nested deeper"),
        (bundle(PATIENT), "holds 2 patients"),
        (bundle(condition(), patient=None), "holds no Patient"),
        (
            b'{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "MedicationUsage"}}]}',
            "another release",
        ),
        (b" " * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_is_refused_is_told_why_and_nothing_is_kept(wren: Client, raw: bytes, said: str) -> None:
    refused = brought(wren, raw)
    assert refused.status_code == 422
    assert said in re.sub(r"\s+", " ", refused.content.decode())
    assert not BroughtFile.objects.exists()


def test_a_file_name_of_bad_characters_tells_nobody_anything(wren: Client) -> None:
    assert brought(wren, name="../../\u202eetc.json").status_code == 302
