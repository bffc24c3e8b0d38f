"""Under which row words fall that the guard keeps back, and what each place asks of who writes there."""

from __future__ import annotations

from datetime import date

import pytest

from bedside.policy.boundaries import NO_ROW, Facts, ruling
from bedside.policy.boundaries.labels import label_of
from bedside.policy.boundaries.writing import place_asked, report_asked, row_for
from bedside.policy.guard import Facts as Told
from bedside.policy.guard import inspect

DAY = date(2026, 11, 20)
CASE = "Saw a 93 year old beekeeper from Alder Creek on 14 March 2024, MRN 00482917."


def row_of(text: str, role: str, audience: str = "public", answers: str | None = None) -> str:
    """Return the row that a text of this author falls under, "" for none."""
    told = Told(role=role, audience=audience, posted_on=DAY, in_reply_to=answers)  # type: ignore[arg-type]  # plain words
    return row_for(inspect(text, told), told)


@pytest.mark.parametrize(
    ("text", "role", "audience", "row"),
    [
        ("My neighbour Anna Kowalski has cancer, her number is 555-014-7719.", "patient", "public", "B06"),
        ("My neighbour Anna Kowalski has cancer, her number is 555-014-7719.", "carer", "public", "B06"),
        ("My neighbour Anna Kowalski has cancer, her number is 555-014-7719.", "patient", "community", "H45"),
        ("My MRN is 00482917 and my phone is 555-014-7719.", "patient", "public", "B05"),
        ("My MRN is 00482917 and my phone is 555-014-7719.", "patient", "community", ""),
        ("You were our patient. Your chart says so.", "clinician", "public", "B10"),
        ("You were our patient. Your chart says so.", "clinician", "community", "H47"),
        ("You were our patient. Your chart says so.", "student", "public", "H27"),
        ("I will see you on Tuesday and change your dose then.", "clinician", "public", "B09"),
        (CASE, "clinician", "public", "B11"),
        (CASE, "clinician", "community", "H48"),
        (CASE, "clinician", "room", "B47"),
        (CASE, "student", "public", "B21"),
        (CASE, "student", "room", "H44"),
        ("Sleep helps many people.", "clinician", "public", ""),
        ("Sleep helps many people.", "patient", "public", ""),
    ],
)
def test_each_kind_of_finding_has_its_row(text: str, role: str, audience: str, row: str) -> None:
    assert row_of(text, role, audience) == row


def test_a_practice_that_tells_of_care_in_an_answer_meets_its_own_row() -> None:
    assert row_of("You were our patient. Your chart says so.", "practice", "public", "patient") == "B23"


@pytest.mark.parametrize(("agreed", "decision"), [(False, "hold"), (True, "allow")])
def test_the_word_of_the_other_person_lets_a_text_through(agreed: bool, decision: str) -> None:
    text = "My neighbour Anna Kowalski has cancer."
    told = Told(role="patient", audience="public", posted_on=DAY)
    asked = report_asked(inspect(text, told), told, agreed=agreed)
    assert asked is not None
    found = ruling(space=asked.space, actor="patient", action=asked.action, target=asked.target, facts=asked.facts)
    assert (found.row.id, found.decision) == ("B06", decision)


WRITERS = [
    ("square", "patient", "", "H29"),
    ("square", "carer", "clinician", "H29"),
    ("square", "personal", "", "H29"),
    ("square", "clinician V0", "", "H29"),
    ("square", "clinician V3", "patient", "B08"),
    ("square", "clinician V3", "carer", "B08"),
    ("square", "clinician V3", "clinician", "H29"),
    ("square", "student", "patient", "H28"),
    ("square", "researcher", "", "H29"),
    ("square", "organisation", "", "B26"),
    ("square", "organisation", "patient", "B26"),
    ("community", "carer", "", "H30"),
    ("community", "clinician V3", "patient", "H30"),
    ("community", "organisation", "", "H31"),
    ("room", "clinician V3", "", "H33"),
    ("room", "clinician P", "", "H33"),
    ("room", "clinician V2", "", "H35"),
    ("room", "student S", "", "H37"),
    ("practice", "clinician V3", "", "H41"),
    ("practice", "organisation", "", "H41"),
    ("practice", "carer", "clinician", "H40"),
    ("practice", "researcher", "clinician", "H40"),
]


@pytest.mark.parametrize(("space", "actor", "answers", "row"), WRITERS)
def test_each_place_asks_its_row_of_who_writes_there(space: str, actor: str, answers: str, row: str) -> None:
    facts = Facts(level=actor.rpartition(" ")[2], opened_to_students=True)
    asked = place_asked(space=space, kind=actor.partition(" ")[0], answers=answers, facts=facts)
    told = ruling(space=asked.space, actor=actor, action=asked.action, target=asked.target, facts=asked.facts)
    assert told.row.id == row
    assert told.row != NO_ROW
    assert told.allowed is (row not in ("H31", "H35"))


def test_what_an_organisation_writes_is_marked() -> None:
    assert label_of("organisation")
    assert label_of("patient") == ""
