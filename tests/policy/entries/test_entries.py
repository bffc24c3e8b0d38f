"""What cannot be true of the other kinds of entries, and what all kinds have in common."""

from dataclasses import fields
from datetime import date

import pytest

from bedside.policy.dates import part
from bedside.policy.entries import KINDS, kind_of
from bedside.policy.entries.allergy import Allergy, Worst, in_a_line
from bedside.policy.entries.appointment import Appointment, is_ahead
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.procedure import Procedure

TODAY = date(2026, 11, 23)
VISIT = Appointment(text="Dr Lark", on=part("2026-12-01"))


@pytest.mark.parametrize(
    ("thing", "field"),
    [
        (Allergy(text="Penicillin", since=part("1990")), None),
        (Allergy(text="—"), "text"),
        (Allergy(text="Nuts", since=part("2027")), "since"),
        (Immunisation(text="Tetanus", on=part("2026-11-23")), None),
        (Immunisation(text="Tetanus", on=part("2026-12")), "on"),
        (Procedure(text="Bypass", on=part("2020-03"), until=part("2020")), None),
        (Procedure(text="Bypass", on=part("2020-03"), until=part("2020-02")), "until"),
        (Procedure(text="Bypass", on=part("2027")), "on"),
        (Goal(text="Walk to the lake", by=part("2019")), None),  # a date that has passed is not scolded
        (Goal(text="Walk to the lake", by=part("2032")), "by"),
        (Goal(text="Walk", done=("a",) * 51), "done"),
        (Goal(text="Walk", done=("a" * 201,)), "done"),
        (VISIT, None),
        (Appointment(text="Dr Lark"), "on"),
        (Appointment(text="Dr Lark", on=part("2032")), "on"),
        (Appointment(text="Dr Lark", on=part("2026-12"), at="09:05"), "on"),
        (Appointment(text="Dr Lark", on=part("2026-12-01"), questions=("a", "b", "c", "d")), "questions"),
        (Appointment(text="Dr Lark", on=part("2026-12-01"), questions=("a" * 241,)), "questions"),
        (FreeNote(text="A thought"), None),
        (FreeNote(text="A thought", on=part("2027")), "on"),
    ],
)
def test_what_cannot_be_true(thing: object, field: str | None) -> None:
    found = kind_of(thing).fault(thing, TODAY)
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("allergy", "line"),
    [
        (Allergy(text="Penicillin"), "Penicillin"),
        (Allergy(text="Penicillin", reaction="rash"), "Penicillin: rash"),
        (Allergy(text="Penicillin", reaction="rash", worst=Worst.SEVERE), "Penicillin: rash (severe)"),
        (Allergy(text="Penicillin", worst=Worst.MILD), "Penicillin (mild)"),
    ],
)
def test_an_allergy_in_a_line(allergy: Allergy, line: str) -> None:
    assert in_a_line(allergy) == line


@pytest.mark.parametrize(
    ("on", "ahead"), [("2026-11-23", True), ("2026-11-22", False), ("2026-11", True), ("2026-10", False)]
)
def test_which_appointments_can_still_come(on: str, ahead: bool) -> None:
    assert is_ahead(Appointment(text="Dr Lark", on=part(on)), TODAY) is ahead


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_every_box_of_words_is_a_field_of_its_kind(kind) -> None:  # type: ignore[no-untyped-def]
    texts = {field.name for field in fields(kind.thing) if field.type in ("str", str)}
    assert {box.field for box in kind.boxes} <= texts
    # What has no box is set by the site alone.
    assert texts - {box.field for box in kind.boxes} <= {"entered_by", "source_id"}


def test_what_is_no_entry_is_no_kind() -> None:
    with pytest.raises(TypeError):
        kind_of("a text")
