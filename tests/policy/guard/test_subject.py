"""Whom a finding is about."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, inspect

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
