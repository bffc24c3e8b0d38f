"""The page that gives one's own record as a file: after the password, to its owner alone."""

import json
from dataclasses import replace

import pytest

from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.records import actions, queries
from bedside.areas.records.queries.taken import Way, copies_taken
from bedside.kit.errors import NotHere
from bedside.policy.conditions import Illness
from bedside.policy.dates import part
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal
from bedside.policy.fhir.kinds import course_in
from bedside.policy.fhir.model import Medicine
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
AT = "/record/export/"


def test_the_file_holds_what_its_owner_keeps_and_nothing_of_others() -> None:
    mine = make_persona()
    by = viewer_of(mine)
    actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    actions.add_condition(by=viewer_of(make_persona()), illness=Illness(text="Jackalache"))
    answer = client_of(mine).post(AT)
    assert answer.headers["Content-Type"] == "application/fhir+json"
    assert "no-store" in answer.headers["Cache-Control"]
    entries = json.loads(answer.content)["entry"]
    assert [one["resource"]["resourceType"] for one in entries] == ["Patient", "Condition"]
    assert "Lantern lupus" in answer.content.decode()
    assert "Jackalache" not in answer.content.decode()


def test_a_brought_medicine_says_that_nobody_has_said_whether_it_is_taken() -> None:
    mine = make_persona()
    by = viewer_of(mine)
    course = course_in(Medicine(text="Fogwort", start="2020"), today=queries.today(by))
    kept = actions.add_treatment(by=by, course=course)
    client = client_of(mine)
    assert "Not said yet" in client.get(f"/record/treatments/{kept}/").content.decode()
    assert "Fogwort" in client.get("/record/treatments/").content.decode()
    assert 'value="yes" checked' not in client.get(f"/record/treatments/{kept}/change/").content.decode()


def test_goals_appointments_and_notes_are_in_the_file() -> None:
    mine = make_persona()
    by = viewer_of(mine)
    seen = Appointment(text="Dr Lark", on=part("2026-05"))
    for thing in (Goal(text="To the gate"), seen, FreeNote(text="On sleep", words="It came.")):
        actions.add_entry(by=by, thing=thing)
    found = json.loads(client_of(mine).post(AT).content)["entry"]
    kinds = {one["resource"]["resourceType"] for one in found}
    assert kinds == {"Patient", "Goal", "Appointment", "DocumentReference"}


def test_each_copy_leaves_a_line_that_its_owner_sees_and_nobody_else() -> None:
    mine, other = make_persona(), make_persona()
    client, page = client_of(mine), "/record/sharing/"
    assert client.get(AT).status_code == 200
    assert "Copies of your whole record" not in client.get(page).content.decode()
    client.post(AT)
    client.get("/fhir/Patient/$everything")
    actions.take_record(by=viewer_of(mine), way=Way.OPERATOR)
    shown = client.get(page).content.decode()
    newest_first = ("Who runs this site wrote it", "A program that was logged in as you", "You took your record")
    places = [shown.index(text) for text in newest_first]
    assert places == sorted(places)
    assert copies_taken(viewer_of(other)) == []
    assert "Copies of your whole record" not in client_of(other).get(page).content.decode()


def test_a_copy_taken_under_one_persona_is_seen_under_the_other() -> None:
    mine = make_persona()
    second = make_persona(account=mine.account)
    client_of(mine).post(AT)
    assert [one.way for one in copies_taken(viewer_of(second))] == [Way.PAGE]


def test_reading_a_part_is_no_copy_and_a_visitor_takes_none() -> None:
    mine = make_persona()
    client_of(mine).get("/fhir/Condition")
    assert copies_taken(viewer_of(mine)) == []
    for ask in (lambda: copies_taken(ANONYMOUS), lambda: actions.take_record(by=ANONYMOUS, way=Way.PAGE)):
        with pytest.raises(NotHere):
            ask()


def test_the_whole_is_given_to_its_owner_alone_and_not_to_who_stands_in_for_her() -> None:
    stands_in = replace(viewer_of(make_persona()), proxy_id=make_persona().id)
    for ask in (queries.whole_record, queries.summary, lambda by: queries.of_type(by, "Condition")):
        with pytest.raises(NotHere):
            ask(stands_in)
