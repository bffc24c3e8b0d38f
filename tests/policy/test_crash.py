"""A crash begins and ends by a press; silence in it is not asked; the page asks once after 14 days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bedside.policy.crash import Span, asks, covers, is_slip, taken_in

BEGAN = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
ENDED = datetime(2026, 3, 12, 8, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "answer"), [(0, True), (30, True), (31, False)])
def test_what_ends_within_thirty_seconds_was_a_slip(seconds: int, answer: bool) -> None:
    assert is_slip(Span(BEGAN, BEGAN + timedelta(seconds=seconds))) is answer


def test_what_lasts_is_no_slip() -> None:
    assert not is_slip(Span(BEGAN, None))


@pytest.mark.parametrize(
    ("days", "answered", "ended", "answer"),
    [(13, False, None, False), (14, False, None, True), (14, True, None, False), (14, False, ENDED, False)],
)
def test_the_page_asks_once_after_fourteen_days(
    days: int, answered: bool, ended: datetime | None, answer: bool
) -> None:
    assert asks(Span(BEGAN, ended), answered=answered, at=BEGAN + timedelta(days=days)) is answer


@pytest.mark.parametrize(
    ("day", "zone", "answer"),
    [
        (date(2026, 3, 9), "UTC", False),
        (date(2026, 3, 10), "UTC", True),
        (date(2026, 3, 12), "UTC", True),
        (date(2026, 3, 13), "UTC", False),
        (date(2026, 3, 10), "Asia/Tokyo", False),
        (date(2026, 3, 11), "Asia/Tokyo", True),
    ],
)
def test_a_crash_covers_its_days_on_the_members_calendar(day: date, zone: str, answer: bool) -> None:
    assert covers([Span(BEGAN, ENDED)], day, zone=zone, at=ENDED + timedelta(days=9)) is answer


def test_a_crash_that_lasts_covers_today_and_not_tomorrow() -> None:
    at = BEGAN + timedelta(days=3)
    assert covers([Span(BEGAN, None)], at.date(), zone="UTC", at=at)
    assert not covers([Span(BEGAN, None)], at.date() + timedelta(days=1), zone="UTC", at=at)


EARLIER = Span(BEGAN - timedelta(days=9), ENDED - timedelta(days=9))
OVER = Span(BEGAN, ENDED)
LASTING = Span(BEGAN, None)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("spans", "said", "answer"),
    [
        ((), BEGAN, None),
        ((LASTING,), BEGAN + HOUR, LASTING),
        ((LASTING,), BEGAN - HOUR, LASTING),
        ((OVER,), BEGAN + HOUR, OVER),
        ((OVER,), BEGAN - HOUR, OVER),
        ((OVER,), ENDED, OVER),
        ((OVER,), ENDED + HOUR, None),
        ((OVER, EARLIER), BEGAN - HOUR, OVER),
        ((OVER, EARLIER), EARLIER.began - HOUR, EARLIER),
    ],
)
def test_to_which_crash_a_beginning_belongs_that_arrives_late(
    spans: tuple[Span, ...], said: datetime, answer: Span | None
) -> None:
    assert taken_in(spans, said) == answer
