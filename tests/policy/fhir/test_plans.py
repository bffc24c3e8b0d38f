"""Goals, appointments and notes as FHIR R4, each valid."""

from base64 import b64decode
from datetime import date

import pytest

from bedside.policy.dates import part
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal, Stands
from bedside.policy.fhir.plans import build_appointment, build_goal, build_note
from bedside.policy.fhir.validating import fault

TODAY = date(2026, 11, 23)
ME = "Patient/me"


@pytest.mark.parametrize("stands", Stands)
@pytest.mark.parametrize("by", ["", "2027", "2027-03-01"])
def test_a_goal_is_valid_however_it_stands(stands, by):
    one = Goal(
        text="To the gate", by=part(by), stands=stands, done=("To the door",), ahead=("To the lane",), note="Slowly."
    )
    made = build_goal(one, id="g", subject=ME)
    assert fault(made) is None
    assert ("target" in made) == (by == "2027-03-01")
    assert [note["text"] for note in made["note"]] == ["Done: To the door", "Next: To the lane", "Slowly."]


@pytest.mark.parametrize(
    ("on", "at", "zone", "status"),
    [
        ("2027-01-05", "09:30", "Europe/London", "booked"),
        ("2026-01-05", "09:30", "Europe/London", "fulfilled"),
        ("2027-01-05", "", "", "proposed"),
        ("2027", "09:30", "Europe/London", "proposed"),
        ("", "", "", "proposed"),
        ("2025", "", "", "proposed"),
    ],
)
def test_an_appointment_is_valid_with_and_without_its_hour(on, at, zone, status):
    one = Appointment(text="Dr Lark", on=part(on), at=at, zone=zone, where="Ward 3", why="dizzy", questions=("Why?",))
    made = build_appointment(one, id="a", subject=ME, today=TODAY)
    assert fault(made) is None
    assert made["status"] == status
    assert "Why?" in made["comment"]
    assert on in made.get("start", "") + made["comment"]


def test_the_hour_of_an_appointment_has_its_zone():
    one = Appointment(text="Dr Lark", on=part("2027-07-05"), at="09:30", zone="Europe/London")
    assert build_appointment(one, id="a", subject=ME, today=TODAY)["start"] == "2027-07-05T09:30:00+01:00"


def test_a_note_holds_its_words_whatever_they_are():
    words = "Zürich \N{SNOWMAN}\nand a line"
    made = build_note(FreeNote(text="On sleep", words=words, on=part("2026-05")), id="n", subject=ME)
    assert fault(made) is None
    assert b64decode(made["content"][0]["attachment"]["data"]).decode() == words
    assert made["description"] == "On sleep (2026-05)"


def test_a_note_without_words_is_valid():
    assert fault(build_note(FreeNote(text="On sleep"), id="n", subject=ME)) is None
