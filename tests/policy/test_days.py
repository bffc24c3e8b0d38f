"""When a day can be told, how late is late, and for how long a slip can be undone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bedside.policy.days import BACKFILLED, NORMAL, can_be_told, can_be_undone, mode_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), True),  # it has begun in Kiritimati
        (date(2026, 11, 25), False),
        (date(1920, 1, 1), True),
        (date(1919, 12, 31), False),
    ],
)
def test_a_day_can_be_told_once_it_has_begun_somewhere(day: date, answer: bool) -> None:
    assert can_be_told(day, at=NOON) is answer


@pytest.mark.parametrize(("days", "mode"), [(-1, NORMAL), (0, NORMAL), (3, NORMAL), (4, BACKFILLED), (400, BACKFILLED)])
def test_what_is_told_more_than_three_days_late_says_so(days: int, mode: str) -> None:
    assert mode_of(NOON.date() - timedelta(days=days), today=NOON.date()) == mode


@pytest.mark.parametrize(("seconds", "answer"), [(0, True), (30, True), (31, False)])
def test_a_slip_can_be_undone_for_thirty_seconds(seconds: int, answer: bool) -> None:
    assert can_be_undone(NOON, at=NOON + timedelta(seconds=seconds)) is answer
