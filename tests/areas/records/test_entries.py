"""A member keeps entries of every kind; nobody else reads them, and a deleted one is gone with all its versions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import MaybeWrong, TooLate, TooMany, Unclear
from bedside.areas.records.models.entries import TABLES
from bedside.kit.errors import NotHere
from bedside.kit.texts import BadText
from bedside.policy.dates import part
from bedside.policy.entries import KINDS, kind_of
from bedside.policy.entries.allergy import Allergy, Sort, Worst
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal, Stands
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.measurement import Measurement
from bedside.policy.entries.procedure import Procedure
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
WEIGHT = Measurement(
    text="Weight", value="72.5", unit="kg", loinc="29463-7", on=part("2026-05-17"), at="09:05", zone="Europe/Madrid"
)
THINGS = (
    WEIGHT,
    Allergy(text="Lanternmilk", sort=Sort.ALLERGY, reaction="rash", worst=Worst.SEVERE, since=part("2019")),
    Immunisation(text="Lanternpox", on=part("2021-05"), dose="2 of 3"),
    Procedure(text="Lanternscope", on=part("2020"), until=part("2020-12"), why="pain", where="Hill Hospital"),
    Goal(
        text="Walk to the lantern",
        by=part("2027"),
        stands=Stands.OPEN,
        done=("to the gate", "to the bridge"),
        ahead=("to the hill",),
    ),
    Appointment(text="Dr Lantern", on=part("2026-12-01"), zone="UTC", questions=("Why?", "Until when?")),
    FreeNote(text="Lantern", words="Two\nlines", on=part("2026")),
)
EACH = pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as traveller:
        yield traveller


def test_every_kind_is_tried_here() -> None:
    assert {kind_of(thing).key for thing in THINGS} == set(KINDS) == set(TABLES)


@EACH
def test_a_whole_life(by: Viewer, clock: time_machine.Traveller, thing: Any) -> None:
    """Kept sealed for its owner alone, put right, taken back, put right again, deleted."""
    kind = kind_of(thing).key
    kept = actions.add_entry(by=by, thing=thing)
    (one,) = queries.own_entries(by, kind)
    assert (one.id, one.thing, one.share) == (kept, thing, ())
    assert b"antern" not in bytes(TABLES[kind].objects.get().body)
    actions.change_entry(by=by, entry_id=kept, thing=thing)
    assert TABLES[kind].objects.count() == 1  # sent again unchanged
    changed = replace(thing, text="Owl")
    actions.change_entry(by=by, entry_id=kept, thing=changed)
    assert queries.own_entry(by, kind, kept).thing == changed
    assert [old.thing for old in queries.earlier_entries(by, kind, kept)] == [thing]
    assert actions.undo_entry(by=by, kind=kind, entry_id=kept)
    assert queries.own_entry(by, kind, kept).thing == thing
    clock.shift(timedelta(seconds=31))
    with pytest.raises(TooLate):
        actions.undo_entry(by=by, kind=kind, entry_id=kept)
    actions.change_entry(by=by, entry_id=kept, thing=changed)
    actions.delete_entry(by=by, kind=kind, entry_id=kept)
    assert not TABLES[kind].objects.exists()


@EACH
def test_nobody_else_finds_changes_undoes_or_deletes_it(by: Viewer, clock: time_machine.Traveller, thing: Any) -> None:
    kind = kind_of(thing).key
    kept = actions.add_entry(by=viewer_of(make_persona()), thing=thing)
    for other in (by, ANONYMOUS):
        assert queries.own_entries(other, kind) == ()
        assert queries.earlier_entries(other, kind, kept) == ()
        with pytest.raises(NotHere):
            queries.own_entry(other, kind, kept)
    with pytest.raises(NotHere):
        actions.change_entry(by=by, entry_id=kept, thing=replace(thing, text="Owl"))
    for act in (actions.undo_entry, actions.delete_entry):
        with pytest.raises(NotHere):
            act(by=by, kind=kind, entry_id=kept)


def test_an_id_of_another_kind_is_nobody_s(by: Viewer) -> None:
    kept = actions.add_entry(by=by, thing=FreeNote(text="Mine"))
    with pytest.raises(NotHere):
        queries.own_entry(by, "goals", kept)
    with pytest.raises(NotHere):
        actions.delete_entry(by=by, kind="no such kind", entry_id=kept)


def test_what_is_unlikely_is_asked_about_and_kept_when_it_is_right(by: Viewer) -> None:
    odd = replace(WEIGHT, value="1000000")
    with pytest.raises(MaybeWrong):
        actions.add_entry(by=by, thing=odd)
    assert queries.own_entries(by, "measurements") == ()
    kept = actions.add_entry(by=by, thing=odd, sure=True)
    assert queries.own_entry(by, "measurements", kept).thing.value == "1000000"


@pytest.mark.parametrize(
    ("thing", "error"),
    [
        (Procedure(text="Bypass", on=part("2020"), until=part("2019")), Unclear),
        (replace(WEIGHT, unit=""), Unclear),
        (Goal(text=""), BadText),
        (FreeNote(text="Note", words="a" * 4_001), BadText),
        (Allergy(text="Pen\u202eicillin"), BadText),
    ],
)
def test_what_cannot_be_taken_changes_nothing(by: Viewer, thing: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        actions.add_entry(by=by, thing=thing)
    assert queries.own_entries(by, kind_of(thing).key) == ()


def test_who_travels_keeps_the_clock_on_which_it_was_measured(by: Viewer) -> None:
    kept = actions.add_entry(by=by, thing=replace(WEIGHT, zone=""))
    assert queries.own_entry(by, "measurements", kept).thing.zone == "UTC"
    by = replace(by, zone="Asia/Tokyo")
    actions.change_entry(by=by, entry_id=kept, thing=replace(WEIGHT, zone="", value="73"))
    assert queries.own_entry(by, "measurements", kept).thing.zone == "UTC"
    later = actions.add_entry(by=by, thing=replace(WEIGHT, zone=""))
    assert queries.own_entry(by, "measurements", later).thing.zone == "Asia/Tokyo"


def test_more_than_a_person_can_type_waits_and_an_import_does_not(by: Viewer, clock: time_machine.Traveller) -> None:
    for number in range(60):
        actions.add_entry(by=by, thing=FreeNote(text=f"Note {number}"))
    with pytest.raises(TooManyTries):
        actions.add_entry(by=by, thing=FreeNote(text="One more"))
    actions.add_entry(by=by, thing=FreeNote(text="Brought", entered_by="import", source_id="x1"))
    assert len(queries.own_entries(by, "notes")) == 61


def test_the_most_of_a_kind_is_named(by: Viewer) -> None:
    model = TABLES["goals"]
    model.objects.bulk_create([model(owner_id=by.account_id, series_id=number, body=b"x") for number in range(200)])
    with pytest.raises(TooMany, match="200 goals"):
        actions.add_entry(by=by, thing=Goal(text="One more"))


def test_the_code_of_an_import_goes_with_its_words(by: Viewer) -> None:
    brought = Allergy(text="Latex", code_system="http://snomed.info/sct", code="1003755004", entered_by="import")
    kept = actions.add_entry(by=by, thing=brought)
    actions.change_entry(by=by, entry_id=kept, thing=Allergy(text="Latex", reaction="rash"))
    assert queries.own_entry(by, "allergies", kept).thing == replace(brought, reaction="rash")
    actions.change_entry(by=by, entry_id=kept, thing=Allergy(text="Dust"))
    assert queries.own_entry(by, "allergies", kept).thing == Allergy(text="Dust", entered_by="import")


def test_the_latest_day_comes_first(by: Viewer) -> None:
    for on in ("2019-05", "", "2021-01-01", "2019"):
        actions.add_entry(by=by, thing=Immunisation(text=on or "unsure", on=part(on)))
    assert [one.thing.text for one in queries.own_entries(by, "immunisations")] == [
        "2021-01-01",
        "2019-05",
        "2019",
        "unsure",
    ]


def test_a_page_is_a_piece_of_the_whole_list(by: Viewer) -> None:
    for on in ("2019-05", "", "2021-01-01", "2019", "2019-05"):
        actions.add_entry(by=by, thing=Immunisation(text=on or "unsure", on=part(on)))
    all_of_them = queries.own_entries(by, "immunisations")
    for start in range(6):
        found = queries.entries_page(by, "immunisations", start=start, many=2)
        assert (found.shown, found.count) == (all_of_them[start : start + 2], 5)
    assert queries.entries_page(viewer_of(make_persona()), "immunisations", start=0, many=2).count == 0
    assert queries.entries_page(ANONYMOUS, "immunisations", start=0, many=2).shown == ()
    with pytest.raises(NotHere):
        queries.entries_page(by, "no-such", start=0, many=2)


def test_a_step_of_a_goal_is_taken_once_and_can_be_taken_back(by: Viewer, clock: time_machine.Traveller) -> None:
    kept = actions.add_entry(by=by, thing=Goal(text="Walk", ahead=("to the gate", "to the lane")))
    clock.shift(timedelta(minutes=1))
    assert actions.take_step(by=by, goal_id=kept, step="to the gate")
    assert not actions.take_step(by=by, goal_id=kept, step="to the gate")
    assert queries.own_entry(by, "goals", kept).thing == Goal(
        text="Walk", ahead=("to the lane",), done=("to the gate",)
    )
    assert actions.undo_entry(by=by, kind="goals", entry_id=kept)
    assert queries.own_entry(by, "goals", kept).thing.ahead == ("to the gate", "to the lane")
    with pytest.raises(NotHere):
        actions.take_step(by=viewer_of(make_persona()), goal_id=kept, step="to the gate")
