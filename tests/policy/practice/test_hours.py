"""Opening hours on the practice's own clock: the days on which clocks are changed, closures, and sums that add up."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.practice.hours import (
    Closure,
    HoursError,
    Opening,
    Span,
    Times,
    after_office,
    end_of_next_day,
    is_open,
    moment_of,
    next_closing,
    next_opening,
    office_minutes,
    office_time,
    spans,
    zone_of,
)

CHICAGO: Final = ZoneInfo("America/Chicago")
ZONES: Final = ("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC")
HOUR: Final = timedelta(hours=1)


def weekdays(opens: time, closes: time, days: range = range(5)) -> tuple[Opening, ...]:
    return tuple(Opening(day, opens, closes) for day in days)


OFFICE: Final = Times("America/Chicago", weekdays(time(8), time(17)))


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHICAGO, fold=fold)


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        (local(2026, 3, 2, 7, 59), False),
        (local(2026, 3, 2, 8, 0), True),
        (local(2026, 3, 2, 16, 59), True),
        (local(2026, 3, 2, 17, 0), False),
        (local(2026, 3, 7, 12, 0), False),
    ],
    ids=["before", "as it opens", "last minute", "as it closes", "Saturday"],
)
def test_it_is_open_from_the_minute_it_opens_until_the_minute_it_closes(at: datetime, answer: bool) -> None:
    assert is_open(OFFICE, at) is answer


def test_the_next_opening_after_friday_evening_is_monday_morning_also_when_the_clock_is_changed_between() -> None:
    assert next_opening(OFFICE, local(2026, 3, 6, 18)) == local(2026, 3, 9, 8)
    assert local(2026, 3, 9, 8).utcoffset() != local(2026, 3, 6, 18).utcoffset()


def test_while_it_is_open_the_next_opening_is_now_and_the_next_closing_is_tonight() -> None:
    now = local(2026, 3, 2, 10)
    assert next_opening(OFFICE, now) == now
    assert next_closing(OFFICE, now) == local(2026, 3, 2, 17)


def test_a_practice_that_is_closed_has_no_next_closing_and_one_without_hours_no_next_opening() -> None:
    assert next_closing(OFFICE, local(2026, 3, 7, 10)) is None
    assert next_opening(Times("UTC"), local(2026, 3, 2, 10)) is None


def test_a_practice_that_never_closes_is_open_on_every_day_and_has_no_next_closing() -> None:
    always = Times("America/Chicago", weekdays(time(0), time(0), range(7)))
    assert next_closing(always, local(2026, 3, 2, 10)) is None
    assert office_time(always, since=local(2026, 3, 1), until=local(2026, 4, 1)) == local(2026, 4, 1).astimezone(
        UTC
    ) - local(2026, 3, 1).astimezone(UTC)


def test_a_closure_takes_out_its_first_and_its_last_day() -> None:
    times = Times("America/Chicago", OFFICE.openings, (Closure(date(2026, 3, 3), date(2026, 3, 4)),))
    assert next_opening(times, local(2026, 3, 2, 17)) == local(2026, 3, 5, 8)
    assert office_minutes(times, since=local(2026, 3, 2), until=local(2026, 3, 7)) == 3 * 9 * 60


def test_a_night_duty_reaches_into_the_next_day_and_ends_at_midnight_before_a_closure() -> None:
    night = Times("America/Chicago", (Opening(0, time(20), time(6)),))
    assert is_open(night, local(2026, 3, 3, 5, 59))
    assert not is_open(night, local(2026, 3, 3, 6))
    shut = Times("America/Chicago", night.openings, (Closure(date(2026, 3, 3), date(2026, 3, 3)),))
    assert spans(shut, since=local(2026, 3, 2), until=local(2026, 3, 4)) == [
        Span(local(2026, 3, 2, 20), local(2026, 3, 3))
    ]


def test_a_break_at_noon_is_two_openings_and_openings_that_touch_are_one() -> None:
    halves = Times("UTC", (Opening(0, time(8), time(12)), Opening(0, time(13), time(17))))
    touching = Times(
        "UTC", (Opening(0, time(8), time(12)), Opening(0, time(12), time(17)), Opening(0, time(9), time(10)))
    )
    day = {"since": datetime(2026, 3, 2, tzinfo=UTC), "until": datetime(2026, 3, 3, tzinfo=UTC)}
    assert [(one.begins.hour, one.ends.hour) for one in spans(halves, **day)] == [(8, 12), (13, 17)]
    assert [(one.begins.hour, one.ends.hour) for one in spans(touching, **day)] == [(8, 17)]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 6, 1), 24)],
    ids=["clock put forward", "clock put back", "ordinary day"],
)
def test_a_day_has_as_many_hours_as_it_really_has(day: date, hours: int) -> None:
    always = Times("America/Chicago", weekdays(time(0), time(0), range(7)))
    begins, ends = (moment_of(CHICAGO, datetime.combine(one, time(0))) for one in (day, day + timedelta(days=1)))
    assert office_time(always, since=begins, until=ends) == hours * HOUR


def test_an_opening_in_the_hour_that_the_clock_skips_begins_at_the_change_and_is_never_negative() -> None:
    skipped = Times("America/Chicago", (Opening(6, time(2, 30), time(3, 15)),))
    found = spans(skipped, since=local(2026, 3, 8), until=local(2026, 3, 9))
    assert [(one.begins, one.ends) for one in found] == [(local(2026, 3, 8, 3, 0), local(2026, 3, 8, 3, 15))]
    inside = Times("America/Chicago", (Opening(6, time(2, 10), time(2, 50)),))
    assert spans(inside, since=local(2026, 3, 8), until=local(2026, 3, 9)) == []


def test_in_the_hour_that_comes_twice_an_opening_ends_the_first_time_the_clock_shows_it() -> None:
    twice = Times("America/Chicago", (Opening(6, time(0), time(1, 30)),))
    assert office_time(twice, since=local(2026, 11, 1), until=local(2026, 11, 2)) == 1.5 * HOUR
    assert is_open(twice, local(2026, 11, 1, 1, 15))
    assert not is_open(twice, local(2026, 11, 1, 1, 15, fold=1))


def test_a_day_that_a_country_left_out_has_no_opening() -> None:
    apia = Times("Pacific/Apia", weekdays(time(8), time(17), range(7)))  # there was no 30 December 2011
    since, until = datetime(2011, 12, 29, 11, tzinfo=UTC), datetime(2011, 12, 31, 9, tzinfo=UTC)
    assert {one.begins.astimezone(apia.clock).day for one in spans(apia, since=since, until=until)} == {29, 31}


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "America", "/etc/localtime"])
def test_a_time_zone_that_nobody_knows_is_refused_by_name(name: str) -> None:
    with pytest.raises(HoursError, match="not known"):
        zone_of(name)


def test_hours_that_cannot_be_are_refused() -> None:
    with pytest.raises(HoursError, match="weekday 7"):
        Opening(7, time(8), time(17))
    with pytest.raises(HoursError, match="without a zone"):
        Opening(0, time(8, tzinfo=UTC), time(17))
    with pytest.raises(HoursError, match="closure"):
        Closure(date(2026, 3, 3), date(2026, 3, 2))


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
WALLS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
OPENINGS = st.builds(Opening, weekday=st.integers(0, 6), opens=WALLS, closes=WALLS)
CLOSURES = st.builds(
    lambda first, days: Closure(first, first + timedelta(days=days)),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 30),
)
TIMES = st.builds(
    Times,
    zone=st.sampled_from(ZONES),
    openings=st.lists(OPENINGS, max_size=4).map(tuple),
    closures=st.lists(CLOSURES, max_size=2).map(tuple),
)
STRETCH = st.timedeltas(timedelta(0), timedelta(days=20))


@settings(max_examples=80, deadline=None)
@given(times=TIMES, since=MOMENTS, first=STRETCH, second=STRETCH)
def test_the_time_of_two_halves_is_the_time_of_the_whole(
    times: Times, since: datetime, first: timedelta, second: timedelta
) -> None:
    middle, until = since + first, since + first + second
    whole = office_time(times, since=since, until=until)
    assert office_time(times, since=since, until=middle) + office_time(times, since=middle, until=until) == whole
    assert timedelta(0) <= whole <= until - since
    assert office_time(times, since=until, until=since) == timedelta(0)


@settings(max_examples=80, deadline=None)
@given(times=TIMES, since=MOMENTS, length=STRETCH)
def test_spans_are_in_order_apart_and_inside_what_was_asked(times: Times, since: datetime, length: timedelta) -> None:
    found = spans(times, since=since, until=since + length)
    assert all(since <= one.begins < one.ends <= since + length for one in found)
    assert all(one.ends < other.begins for one, other in pairwise(found))
    assert all(
        is_open(times, one.begins) and not is_open(times, one.ends) for one in found if one.ends < since + length
    )


@settings(max_examples=60, deadline=None)
@given(times=TIMES, at=MOMENTS, spent=st.timedeltas(timedelta(minutes=1), timedelta(hours=12)))
def test_after_so_much_opening_time_exactly_so_much_has_passed(times: Times, at: datetime, spent: timedelta) -> None:
    end = after_office(times, at, spent)
    if end is not None:
        assert office_time(times, since=at, until=end) == spent


@settings(max_examples=60, deadline=None)
@given(times=TIMES, at=MOMENTS)
def test_before_the_next_opening_it_is_never_open(times: Times, at: datetime) -> None:
    begins = next_opening(times, at)
    if begins is not None:
        assert is_open(times, begins)
        assert office_time(times, since=at, until=begins) == timedelta(0)


ALWAYS: Final = Times("America/Chicago", weekdays(time(0), time(0), range(7)))
ALL_WEEK: Final = Times("America/Chicago", weekdays(time(0), time(0)))
NIGHTS: Final = Times("America/Chicago", weekdays(time(20), time(6), range(7)))


@pytest.mark.parametrize(
    ("times", "at", "over"),
    [
        (OFFICE, local(2026, 6, 1, 10), local(2026, 6, 2, 17)),
        (OFFICE, local(2026, 6, 1, 7), local(2026, 6, 1, 17)),
        (OFFICE, local(2026, 6, 5, 10), local(2026, 6, 8, 17)),
        (NIGHTS, local(2026, 6, 1, 22), local(2026, 6, 3, 6)),
        (ALWAYS, local(2026, 6, 1, 10), local(2026, 6, 3)),
        (ALWAYS, local(2026, 3, 7, 10), local(2026, 3, 9)),
        (ALL_WEEK, local(2026, 6, 1, 10), local(2026, 6, 3)),
        (ALL_WEEK, local(2026, 6, 5, 10), local(2026, 6, 9)),
        (Times("America/Chicago"), local(2026, 6, 1, 10), None),
    ],
    ids=[
        "in hours",
        "before it opens",
        "on Friday",
        "by night",
        "around the clock",
        "around the clock, when clocks are changed",
        "around the clock on weekdays",
        "around the clock, on Friday",
        "never open",
    ],
)
def test_the_next_working_day_is_over_when_it_closes_and_by_the_calendar_where_it_does_not(
    times: Times, at: datetime, over: datetime | None
) -> None:
    assert end_of_next_day(times, at) == over


@pytest.mark.parametrize("times", [OFFICE, ALWAYS, NIGHTS, ALL_WEEK])
@given(hours_on=st.integers(0, 24 * 400))
def test_the_next_working_day_is_never_over_before_half_of_it_nor_in_weeks(times: Times, hours_on: int) -> None:
    at = local(2026, 1, 1) + hours_on * HOUR
    over = end_of_next_day(times, at)
    assert over is not None
    assert 9 * HOUR <= over - at <= 105 * HOUR  # from Friday noon to Monday night, and an hour for the clock
