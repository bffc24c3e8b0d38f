"""Who started is asked four times, also after a stop; once each, reminded once, and silence stays silence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bedside.policy.crash import Span
from bedside.policy.dates import UNSURE, part
from bedside.policy.waves import State, Step, Window, rested, state, step, windows

START = date(2026, 1, 10)
WINDOW = Window("w2", date(2026, 1, 21), date(2026, 2, 14))


def names(start: str, declared: date) -> list[str]:
    """Which questions are ahead."""
    return [one.wave for one in windows(part(start), declared=declared)]


def test_a_course_told_of_at_its_start_is_asked_about_four_times() -> None:
    found = windows(part("2026-01-10"), declared=START)
    assert [(one.wave, (one.opens - START).days, (one.closes - START).days) for one in found] == [
        ("w2", 11, 35),
        ("m3", 88, 112),
        ("m6", 179, 203),
        ("m12", 362, 386),
    ]


@pytest.mark.parametrize(
    ("start", "declared", "answer"),
    [
        ("2026-01-10", date(2026, 1, 24), ["w2", "m3", "m6", "m12"]),
        ("2026-01-10", date(2026, 1, 25), ["m3", "m6", "m12"]),
        ("2026-01-10", date(2026, 12, 1), ["m12"]),
        ("2025", date(2026, 6, 1), ["m6", "m12"]),
        ("2026-01", date(2026, 1, 10), ["w2", "m3", "m6", "m12"]),
        ("2019", date(2026, 1, 10), []),
        ("2026-03-01", date(2026, 1, 10), ["w2", "m3", "m6", "m12"]),  # planned
    ],
)
def test_a_course_told_of_late_gets_only_what_is_ahead(start: str, declared: date, answer: list[str]) -> None:
    assert names(start, declared) == answer


def test_a_start_that_nobody_is_sure_of_is_not_asked_about() -> None:
    assert windows(UNSURE, declared=START) == ()


@pytest.mark.parametrize(
    ("today", "answered", "how"),
    [
        (date(2026, 1, 20), False, State.AHEAD),
        (date(2026, 1, 21), False, State.OPEN),
        (date(2026, 2, 14), False, State.OPEN),
        (date(2026, 2, 15), False, State.NO_ANSWER),
        (date(2026, 2, 15), True, State.ANSWERED),
    ],
)
def test_a_question_opens_and_closes(today: date, answered: bool, how: State) -> None:
    assert state(WINDOW, answered=answered, today=today) is how


@pytest.mark.parametrize(
    ("day", "told", "reminded", "answered", "what"),
    [
        (-1, None, False, False, Step.NOTHING),
        (0, None, False, False, Step.ASK),
        (9, 0, False, False, Step.NOTHING),
        (10, 0, False, False, Step.REMIND),
        (10, 0, True, False, Step.NOTHING),
        (10, 0, False, True, Step.NOTHING),
        (25, 0, False, False, Step.NOTHING),
    ],
)
def test_it_is_told_once_and_reminded_once(
    day: int, told: int | None, reminded: bool, answered: bool, what: Step
) -> None:
    today = WINDOW.opens + timedelta(days=day)
    told_on = None if told is None else WINDOW.opens + timedelta(days=told)
    assert step(WINDOW, told=told_on, reminded=reminded, answered=answered, today=today) is what


def crash(began: str, ended: str | None) -> Span:
    """A crash between two moments of 2026, both in UTC."""
    moments = [datetime.fromisoformat(f"2026-{one}").replace(tzinfo=UTC) if one else None for one in (began, ended)]
    assert moments[0] is not None
    return Span(moments[0], moments[1])


@pytest.mark.parametrize(
    ("spans", "zone", "answer"),
    [
        ([], "UTC", False),
        ([crash("01-20T12:00", "02-20T12:00")], "UTC", True),
        ([crash("01-21T23:00", "02-14T01:00")], "UTC", True),  # the first and the last day count as a whole
        ([crash("01-22T00:00", "02-20T12:00")], "UTC", False),
        ([crash("01-20T12:00", "02-13T23:00")], "UTC", False),
        ([crash("01-20T12:00", "02-13T23:00")], "Asia/Tokyo", True),  # where it is the 14th already
        ([crash("01-20T12:00", None)], "UTC", True),  # goes on
        ([crash("02-01T08:00", "02-20T12:00"), crash("01-20T12:00", "01-31T20:00")], "UTC", True),
        ([crash("02-02T08:00", "02-20T12:00"), crash("01-20T12:00", "01-31T20:00")], "UTC", False),
        ([crash("01-20T12:00", "02-20T12:00"), crash("01-25T12:00", "01-26T12:00")], "UTC", True),
    ],
)
def test_a_question_rests_where_all_its_days_lay_in_crashes(spans: list[Span], zone: str, answer: bool) -> None:
    assert rested(WINDOW, spans, zone=zone, at=datetime(2026, 3, 1, tzinfo=UTC)) is answer


@pytest.mark.parametrize(
    ("today", "answered", "how"),
    [
        (date(2026, 2, 14), False, State.OPEN),
        (date(2026, 2, 15), False, State.CRASH),
        (date(2026, 2, 15), True, State.ANSWERED),
    ],
)
def test_a_question_that_rested_closes_as_not_asked(today: date, answered: bool, how: State) -> None:
    assert state(WINDOW, answered=answered, today=today, rested=True) is how
