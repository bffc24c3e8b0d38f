"""Whom a finding is about."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.subject import Subjects
from bedside.policy.guard.text import Doc

NUMBER = "555-014-7719"
MEMBER = [
    (f"my phone is {NUMBER}", "self"),
    (f"I wait by {NUMBER} all day", "self"),
    (f"My doctor said she will ring my phone {NUMBER}", "self"),
    (f"my mum's phone is {NUMBER}", "other"),
    (f"my brother has {NUMBER}", "other"),
    (f"ring her at {NUMBER}, she sees the surgeon my wife had", "other"),
    (f"I saw my doctor and she gave me {NUMBER}", "self"),
    (f"a friend of mine has {NUMBER}", "other"),
    (f"My sister is ill. Ring {NUMBER}.", "other"),
    (f"{NUMBER}", "unknown"),
]
CLINICIAN = [
    (f"his phone is {NUMBER}", "other"),
    (f"my pt has {NUMBER}", "other"),
    (f"a 45M with {NUMBER}", "other"),
    (f"the 61 year old gave {NUMBER}", "other"),
    (f"We tried your mobile {NUMBER} twice", "other"),
    (f"tickets for the talk: {NUMBER}", "unknown"),
    (f"I booked the room at {NUMBER}", "unknown"),
    (f"patient safety group: {NUMBER}", "unknown"),
]


@pytest.mark.parametrize(("text", "subject"), MEMBER)
def test_a_members_text_is_read_sentence_by_sentence(text: str, subject: str) -> None:
    assert [f.subject for f in inspect(text, Facts(role="patient")).findings] == [subject]


@pytest.mark.parametrize(("text", "subject"), CLINICIAN)
def test_a_clinicians_text_is_about_others_or_nobody(text: str, subject: str) -> None:
    assert [f.subject for f in inspect(text, Facts(role="clinician")).findings] == [subject]


@pytest.mark.parametrize("answered", ["patient", "carer", "personal"])
def test_you_means_the_patient_who_is_answered(answered: str) -> None:
    facts = Facts(in_reply_to=answered)  # type: ignore[arg-type]  # the parameter is one of the roles
    assert [f.subject for f in inspect(f"do you still use {NUMBER}", facts).findings] == ["other"]


def subjects(text: str, **facts: object) -> tuple[Subjects, Doc]:
    doc = Doc(text, Facts(**facts))  # type: ignore[arg-type]  # the tests name fields of the facts
    return Subjects(doc), doc


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("Pray for little Jonah, he is 7", True),
        ("my son Jonah has asthma", True),
        ("my 3 month old Jonah", True),
        ("Jonah, 12yo, broke his arm", True),
        ("a girl called Jonah", True),
        ("Jonah is in kindergarten", True),
        ("my son Jonah works nights and has asthma", False),
        ("my son Jonah is married", False),
        ("my brother Jonah is 34 years old", False),
        ("my boyfriend Jonah left", False),
        ("Jonah, 45M, broke his arm", False),
        ("I paid 12 for Jonah", False),
    ],
)
def test_a_child_is_told_from_a_grown_up(text: str, minor: bool) -> None:
    about, doc = subjects(text, role="carer")
    assert about.about_minor(doc.norm.index("Jonah")) is minor


@pytest.mark.parametrize(
    ("text", "name", "own"),
    [
        ("my doctor Dana Weiss listened", "Dana Weiss", True),
        ("My surgeon is Dr. Weiss", "Weiss", True),
        ("I see Dr. Weiss on Monday", "Weiss", True),
        ("I was at Elm Hospital all night", "Elm Hospital", True),
        ("my sister Dana has lupus", "Dana", False),
        ("I live in Elmdale", "Elmdale", False),
        ("Dana told me", "Dana", False),
    ],
)
def test_a_members_own_clinician_is_known(text: str, name: str, own: bool) -> None:
    about, doc = subjects(text, role="patient")
    start = doc.norm.index(name)
    assert about.names_own_clinician(start, start + len(name)) is own


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Senator Lopez has cancer, she said", "public_figure"),
        ("She wants President Lopez to speak", "public_figure"),
        ("We treated Senator Lopez, she has cancer", "other"),
        ("my patient Senator Lopez has cancer", "other"),
        ("Mrs. Lopez has cancer", "other"),
    ],
)
def test_a_public_figure_is_one_only_without_a_claim_of_care(text: str, subject: str) -> None:
    about, doc = subjects(text)
    start = doc.norm.index("Lopez")
    assert about.of(kind="name", start=start, end=start + 5) == subject


def test_a_name_the_site_treats_as_public() -> None:
    about, _ = subjects("Dana Lopez has cancer, her team says", known_public=frozenset({"dana lopez"}))
    assert about.of(kind="name", start=0, end=10) == "public_figure"


@pytest.mark.parametrize(
    "text",
    [
        "Great lecture by Dr. Lopez in Vienna",
        "Dr. Lopez gave a keynote and she was brilliant",
        "Her book on grief is out, says Prof. Lopez",
    ],
)
def test_talk_of_colleagues_describes_nobody(text: str) -> None:
    about, doc = subjects(text)
    start = doc.norm.index("Lopez")
    assert about.of(kind="name", start=start, end=start + 5) == "unknown"
