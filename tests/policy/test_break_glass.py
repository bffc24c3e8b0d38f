"""Emergency access: its clock, and who the second person can be."""

from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.break_glass import (
    Accounts,
    Moments,
    State,
    is_second_person,
    review_overdue,
    state,
    still_stands,
    tell_at,
)

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = Moments(START)
ALLOWED = Moments(START, allowed_at=START + timedelta(minutes=5))
DECLINED = Moments(START, declined_at=START + timedelta(minutes=5))
REVIEWED = Moments(START, allowed_at=START + timedelta(minutes=5), reviewed_at=START + timedelta(days=2))


@pytest.mark.parametrize(
    ("moments", "after", "wanted"),
    [
        (ASKED, timedelta(0), State.WAITING),
        (ASKED, timedelta(minutes=10) - timedelta(microseconds=1), State.WAITING),
        (ASKED, timedelta(minutes=10), State.LAPSED),
        (ASKED, timedelta(days=400), State.LAPSED),
        (DECLINED, timedelta(minutes=6), State.DECLINED),
        (ALLOWED, timedelta(minutes=6), State.OPEN),
        (ALLOWED, timedelta(minutes=65) - timedelta(microseconds=1), State.OPEN),
        (ALLOWED, timedelta(minutes=65), State.OVER),
        (ALLOWED, timedelta(days=400), State.OVER),
        (REVIEWED, timedelta(days=2), State.REVIEWED),
    ],
)
def test_the_clock_decides(moments: Moments, after: timedelta, wanted: State) -> None:
    assert state(moments, at=START + after) is wanted


@pytest.mark.parametrize(
    ("moments", "after", "overdue"),
    [
        (ALLOWED, timedelta(days=7), False),
        (ALLOWED, timedelta(days=7, minutes=5), True),
        (ALLOWED, timedelta(days=30), True),
        (REVIEWED, timedelta(days=30), False),
        (DECLINED, timedelta(days=30), False),
        (ASKED, timedelta(days=30), False),
    ],
)
def test_a_review_is_overdue_after_seven_days(moments: Moments, after: timedelta, overdue: bool) -> None:
    assert review_overdue(moments, at=START + after) is overdue


@pytest.mark.parametrize("days", [0, 1, 7])
def test_the_member_is_told_at_once_or_within_seven_days(days: int) -> None:
    assert tell_at(START, delay_days=days) == START + timedelta(days=days)


@pytest.mark.parametrize("days", [-1, 8])
def test_no_other_delay_is_taken(days: int) -> None:
    with pytest.raises(ValueError, match="a delay of"):
        tell_at(START, delay_days=days)


@pytest.mark.parametrize(
    ("member", "asker", "second", "may"), [(1, 2, 3, True), (1, 2, 2, False), (1, 2, 1, False), (1, 1, 3, True)]
)
def test_the_second_person_is_neither_who_asked_nor_the_member(member: int, asker: int, second: int, may: bool) -> None:
    assert is_second_person(Accounts(member=member, asker=asker, second=second)) is may


@pytest.mark.parametrize(
    ("answered_after", "stands"),
    [(None, True), (timedelta(hours=-1), True), (timedelta(0), False), (timedelta(1), False)],
)
def test_a_request_stands_while_the_author_is_silent(answered_after: timedelta | None, stands: bool) -> None:
    answered_at = START + answered_after if answered_after is not None else None
    assert still_stands(asked_at=START, answered_at=answered_at) is stands
