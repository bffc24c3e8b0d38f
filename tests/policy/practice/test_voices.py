"""Answering for a colleague: only under a grant that covers who, for whom, what about, and now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.practice.voices import Grant, holds, may_answer_for, signed

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
GRANT = Grant(of=1, to=2, since=NOW - DAY, until=NOW + DAY)


@pytest.mark.parametrize(
    ("grant", "answer"),
    [
        (GRANT, True),
        (replace(GRANT, since=NOW + DAY), False),
        (replace(GRANT, until=NOW), False),
        (replace(GRANT, ended_at=NOW), False),
        (replace(GRANT, reasons=frozenset({"result"})), True),
        (replace(GRANT, reasons=frozenset({"bill"})), False),
    ],
    ids=["live", "not yet", "over", "ended early", "for this reason", "for another reason"],
)
def test_a_grant_holds_for_its_time_and_its_reasons(grant: Grant, answer: bool) -> None:
    assert holds(grant, reason="result", at=NOW) is answer


def test_a_grant_is_for_two_named_people_in_one_direction() -> None:
    assert may_answer_for([GRANT], of=1, to=2, reason="result", at=NOW)
    assert not may_answer_for([GRANT], of=2, to=1, reason="result", at=NOW)
    assert not may_answer_for([GRANT], of=1, to=3, reason="result", at=NOW)
    assert not may_answer_for([], of=1, to=2, reason="result", at=NOW)


def test_the_patient_sees_both_names() -> None:
    assert signed("Nurse A", for_name="Dr B") == "Nurse A for Dr B"
    assert signed("Nurse A") == "Nurse A"
