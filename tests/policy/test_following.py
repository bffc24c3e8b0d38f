"""Who may follow whom."""

import pytest

from bedside.policy.following import Answer, may_follow, waits
from bedside.policy.personas import KINDS

# One row for who follows, one letter for who is followed, in the order of KINDS:
# patient, carer, clinician, student, researcher, organisation, personal. A allow, D deny, N as if not there.
TABLE = {
    "patient": "AAAAAAN",
    "carer": "AAAAAAN",
    "clinician": "DDAAAAN",
    "student": "DDAAAAN",
    "researcher": "DDAAAAN",
    "organisation": "DDAAAAN",
    "personal": "AAAAAAN",
}
LETTERS = {"A": Answer.ALLOW, "D": Answer.DENY, "N": Answer.NOT_HERE}


@pytest.mark.parametrize("actor", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_who_may_follow_whom(actor: str, target: str) -> None:
    assert may_follow(actor=actor, target=target).answer is LETTERS[TABLE[actor][KINDS.index(target)]]


def test_a_refusal_says_what_to_do_instead() -> None:
    refusal = may_follow(actor="clinician", target="patient")
    assert (refusal.row, bool(refusal.what), bool(refusal.do)) == ("B13", True, True)


def test_a_clinician_is_followed_at_once_whatever_the_settings_say() -> None:
    assert not waits(target="clinician", asks_first=True)


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_patient_is_followed_as_the_patient_chose(asks_first: bool) -> None:
    assert waits(target="patient", asks_first=asks_first) is asks_first
