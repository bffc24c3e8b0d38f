"""When a care team may be signed, how long it holds, and what may be said in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bedside.policy.consents import care_team as rules
from bedside.policy.consents.care_team import Consent, holds, may_write, problem, statements

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEXT_MONTH = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("practices", "last", "running", "wrong"),
    [
        (2, NEXT_MONTH, 0, ""),
        (5, NEXT_MONTH, 4, ""),
        (2, date(2026, 3, 3), 0, ""),
        (1, NEXT_MONTH, 0, "few"),
        (6, NEXT_MONTH, 0, "many"),
        (2, AT.date(), 0, "past"),
        (2, AT.date() + timedelta(days=366), 0, ""),
        (2, AT.date() + timedelta(days=367), 0, "far"),
        (2, NEXT_MONTH, 5, "running"),
    ],
)
def test_two_to_five_practices_for_a_year_at_most_and_five_at_a_time(
    practices: int, last: date, running: int, wrong: str
) -> None:
    assert problem(practices=practices, last=last, running=running, at=AT) == wrong


@pytest.mark.parametrize(
    ("after", "ended_after", "held"),
    [
        (timedelta(0), None, True),
        (timedelta(days=30) - timedelta(microseconds=1), None, True),
        (timedelta(days=30), None, False),
        (timedelta(days=3), timedelta(days=2), False),
        (-timedelta(seconds=1), None, False),
    ],
)
def test_it_holds_from_the_signature_to_its_end_without_anything_having_run(
    after: timedelta, ended_after: timedelta | None, held: bool
) -> None:
    ended = AT + ended_after if ended_after is not None else None
    consent = Consent(signed_at=AT, until_at=AT + timedelta(days=30), ended_at=ended)
    assert holds(consent, AT + after) is held


def test_the_last_day_counts_whole() -> None:
    assert rules.end_of(date(2026, 4, 1)) == datetime(2026, 4, 2, tzinfo=UTC)


@pytest.mark.parametrize(("part2", "covered", "may"), [(False, False, True), (True, True, True), (True, False, False)])
def test_records_of_substance_use_treatment_need_her_own_yes(part2: bool, covered: bool, may: bool) -> None:
    assert may_write(part2=part2, covered=covered) is may


def test_what_is_signed_says_whether_such_records_are_in_it() -> None:
    assert statements(part2=True) != statements(part2=False)
    assert statements(part2=True)[: len(rules.STATEMENTS)] == rules.STATEMENTS
    assert "may also write" in statements(part2=True)[-1]
    assert "must leave out" in statements(part2=False)[-1]
