"""What a practice promises: worked out from what it did, rounded up, and said so that a person can plan her day."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.practice.hours import Opening, Times, after_office
from bedside.policy.practice.promise import (
    FEWEST,
    NOT_NOW,
    TOO_FEW,
    Wait,
    about_to_be_missed,
    promise,
    promise_within,
    say,
    usual,
)

CHICAGO: Final = ZoneInfo("America/Chicago")
OFFICE: Final = Times("America/Chicago", tuple(Opening(day, time(8), time(17)) for day in range(5)))
MONDAY: Final = datetime(2026, 3, 2, tzinfo=CHICAGO)
HOUR: Final = timedelta(hours=1)


def waits(*hours: float) -> list[Wait]:
    return [Wait(hour * HOUR) for hour in hours]


def test_nine_in_ten_answers_came_within_the_promised_time() -> None:
    assert usual(waits(*range(1, 21))) == 18 * HOUR
    assert usual(waits(*range(1, 101))) == 90 * HOUR


def test_a_thread_that_still_waits_is_no_quick_answer() -> None:
    quick = waits(*[1.0] * 17)
    assert usual([*quick, *waits(2, 2, 2)]) == 2 * HOUR
    assert usual([*quick, *(Wait(30 * HOUR, over=False) for _ in range(3))]) is None


def test_a_thread_begun_a_minute_ago_changes_nothing_for_those_before_it() -> None:
    known = waits(*range(1, 21))
    assert usual([*known, Wait(timedelta(minutes=1), over=False)]) == 18 * HOUR


def test_with_fewer_than_twenty_threads_nothing_is_promised() -> None:
    at = MONDAY.replace(hour=9)
    assert promise(waits(*[1.0] * (FEWEST - 1)), times=OFFICE, at=at).said == TOO_FEW
    assert promise(waits(*[1.0] * FEWEST), times=OFFICE, at=at).by is not None


def test_a_practice_that_leaves_its_threads_lying_promises_nothing() -> None:
    behind = [Wait(HOUR * 40, over=False) for _ in range(FEWEST)]
    told = promise(behind, times=OFFICE, at=MONDAY.replace(hour=9))
    assert (told.by, told.said) == (None, NOT_NOW)


@pytest.mark.parametrize(
    ("at", "hours", "said"),
    [
        (MONDAY.replace(hour=9), 9, "tomorrow 12:00"),
        (MONDAY.replace(hour=9), 5, "today 17:00"),
        (MONDAY.replace(hour=9), 3, "today 12:00"),
        (MONDAY.replace(hour=9, minute=20), 1, "today 11:00"),
        (MONDAY.replace(hour=9), 1, "today 10:00"),
        (MONDAY.replace(hour=16, minute=30), 0.4, "today 17:00"),
        (MONDAY.replace(day=6, hour=16), 3, "Monday 12:00"),
        (MONDAY.replace(day=7, hour=16), 1, "Monday 09:00"),
        (MONDAY.replace(hour=8), 9 * 6, "Mon 9 Mar 17:00"),
    ],
)
def test_a_promise_is_rounded_up_to_something_one_can_say(at: datetime, hours: float, said: str) -> None:
    told = promise_within(hours * HOUR, times=OFFICE, at=at)
    assert told.said == f"A person usually answers by {said}."


def test_a_promise_over_the_change_of_the_clock_is_said_on_the_practices_clock() -> None:
    friday = datetime(2026, 3, 6, 16, tzinfo=CHICAGO)
    told = promise_within(2 * HOUR, times=OFFICE, at=friday)
    assert told.by == datetime(2026, 3, 9, 9, tzinfo=CHICAGO)
    assert say(told.by, times=OFFICE, at=friday) == "Monday 09:00"


def test_a_practice_without_hours_promises_nothing() -> None:
    assert promise_within(HOUR, times=Times("UTC"), at=MONDAY).said == NOT_NOW


@pytest.mark.parametrize(
    ("due", "answer"),
    [
        (MONDAY.replace(hour=9), True),
        (MONDAY.replace(hour=11), True),
        (MONDAY.replace(hour=11, minute=1), False),
        (None, False),
    ],
    ids=["missed", "within the hour", "later", "nothing promised"],
)
def test_a_promise_is_marked_an_hour_before_it_is_missed(due: datetime | None, answer: bool) -> None:
    assert about_to_be_missed(due, at=MONDAY.replace(hour=10), times=OFFICE) is answer


def test_on_friday_evening_a_promise_for_monday_half_past_eight_is_about_to_be_missed() -> None:
    evening = datetime(2026, 3, 6, 19, tzinfo=CHICAGO)
    assert about_to_be_missed(datetime(2026, 3, 9, 8, 30, tzinfo=CHICAGO), at=evening, times=OFFICE)


SPENT = st.timedeltas(timedelta(minutes=1), timedelta(hours=60))
AT = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))


@settings(max_examples=80, deadline=None)
@given(spent=SPENT, at=AT)
def test_what_is_said_is_never_sooner_than_what_was_worked_out(spent: timedelta, at: datetime) -> None:
    told, due = promise_within(spent, times=OFFICE, at=at), after_office(OFFICE, at, spent)
    assert told.by is not None
    assert due is not None
    assert due <= told.by < due + timedelta(hours=10)


@given(hours=st.lists(st.integers(0, 200), min_size=1, max_size=60))
def test_without_waiting_threads_it_is_the_ninth_in_ten_counted_up(hours: list[int]) -> None:
    rank = -(-9 * len(hours) // 10)
    assert usual(waits(*hours)) == sorted(hours)[rank - 1] * HOUR
