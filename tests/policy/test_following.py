"""Follows: who may follow whom by the table, and who waits for a yes."""

import pytest

from bedside.policy.boundaries import Facts, ruling
from bedside.policy.following import waits
from bedside.policy.personas import KINDS

# One row for who follows, one letter for who is followed, in the order of KINDS:
# patient, carer, clinician, student, researcher, organisation, personal.
# A allow, Q after a private question (B13), D deny, N as if not there.
TABLE = {
    "patient": "AAAAAAN",
    "carer": "AAAAAAN",
    "clinician": "QQAAAAN",
    "student": "QQAAAAN",
    "researcher": "DDAAAAN",
    "organisation": "DDAAAAN",
    "personal": "AAAAAAN",
}


def answer(actor: str, target: str) -> str:
    """Return the letter for what becomes of a follow, without an answer to the question and with each of the two."""
    asked = {
        said: ruling(space="square", actor=actor, action="follow", target=target, facts=Facts(own_patient=said))
        for said in ("", "no", "yes")
    }
    allowed = {said for said, one in asked.items() if one.allowed}
    if allowed == {"no"}:
        return "Q"
    return "A" if allowed else "N" if asked[""].secret else "D"


@pytest.mark.parametrize("actor", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_who_may_follow_whom(actor: str, target: str) -> None:
    assert answer(actor, target) == TABLE[actor][KINDS.index(target)]


def test_a_clinician_is_followed_at_once_whatever_the_settings_say() -> None:
    assert not waits(target="clinician", asks_first=True)


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_patient_is_followed_as_the_patient_chose(asks_first: bool) -> None:
    assert waits(target="patient", asks_first=asks_first) is asks_first
