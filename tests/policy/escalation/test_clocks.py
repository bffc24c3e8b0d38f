"""What is due when: from kept moments alone, each rung once, and never late because the machine's clock moved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.escalation import NOTHING, Klass, Rung, Standing, State, due, next_at, rungs, shipped

T0 = datetime(2026, 3, 1, 2, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUEUED = Standing(State.TRIAGED, Klass.EMERGENCY, T0, T0)
LOOKED = replace(QUEUED, triaged=True)
HANDED = Standing(State.HANDED, Klass.URGENT, T0, T0, practice_due_at=T0 + 2 * HOUR)
OVER = Standing(State.RESOLVED, Klass.SELF_HARM, T0 - HOUR, T0, review=True, check_ins=True)
CARD = Standing(State.CARDED, Klass.SELF_HARM, T0, T0)


def told(one: Standing, after: timedelta) -> Rung:
    return due(shipped(), one, at=T0 + after)


@pytest.mark.parametrize(
    ("one", "after", "wanted"),
    [
        (QUEUED, timedelta(0), NOTHING),
        (QUEUED, 2.5 * MINUTE - timedelta(microseconds=1), NOTHING),
        (QUEUED, 2.5 * MINUTE, Rung.SECOND_TRIAGE),
        (QUEUED, 5 * MINUTE, Rung.SECOND_TRIAGE | Rung.LATE_TRIAGE),
        (LOOKED, 5 * MINUTE, NOTHING),
        (LOOKED, 7.5 * MINUTE, Rung.SECOND_CONTACT),
        (LOOKED, 15 * MINUTE, Rung.SECOND_CONTACT | Rung.LATE_CONTACT),
        (replace(QUEUED, klass=Klass.SENSITIVE), 2 * HOUR, Rung.SECOND_TRIAGE),
        (replace(QUEUED, klass=Klass.SENSITIVE), 4 * HOUR, Rung.SECOND_TRIAGE | Rung.LATE_TRIAGE),
        (replace(LOOKED, klass=Klass.SENSITIVE), 24 * HOUR, Rung.SECOND_CONTACT | Rung.LATE_CONTACT),
        (HANDED, 2 * HOUR - MINUTE, NOTHING),
        (HANDED, 2 * HOUR, Rung.LATE_PRACTICE),
        (replace(HANDED, practice_due_at=None), 90 * DAY, NOTHING),
        (OVER, DAY, Rung.DAY),
        (OVER, 7 * DAY, Rung.DAY | Rung.WEEK | Rung.LATE_REVIEW),
        (replace(OVER, check_ins=False), 7 * DAY, Rung.LATE_REVIEW),
        (replace(OVER, klass=Klass.URGENT), 90 * DAY, NOTHING),
        (replace(OVER, klass=Klass.URGENT, missed=True), 7 * DAY, Rung.LATE_REVIEW),
        (CARD, 7 * DAY - MINUTE, NOTHING),
        (CARD, 7 * DAY, Rung.CARD_OVER),
        (Standing(State.CONTACTED, Klass.EMERGENCY, T0, T0), 90 * DAY, NOTHING),
        (replace(OVER, state=State.REVIEWED), 90 * DAY, NOTHING),
    ],
)
def test_each_rung_has_its_moment(one: Standing, after: timedelta, wanted: Rung) -> None:
    assert told(one, after) == wanted


@pytest.mark.parametrize("one", [QUEUED, LOOKED, HANDED, OVER, CARD])
def test_what_was_told_is_not_told_again_and_nothing_is_left_out(one: Standing) -> None:
    """Looked at often, or once after a year: the same rungs, each once."""
    fired, times = NOTHING, 0
    for minutes in range(0, 8 * 24 * 60, 1):
        fresh = told(replace(one, fired=fired), minutes * MINUTE)
        assert not fresh & fired
        times += bin(fresh).count("1")
        fired |= fresh
    assert fired == told(one, 365 * DAY)
    assert times == bin(fired).count("1")
    assert next_at(shipped(), replace(one, fired=fired)) is None


@pytest.mark.parametrize("one", [QUEUED, LOOKED, HANDED, OVER, CARD])
def test_the_next_moment_is_the_first_at_which_something_is_due(one: Standing) -> None:
    moment = next_at(shipped(), one)
    assert moment is not None
    assert due(shipped(), one, at=moment)
    assert not due(shipped(), one, at=moment - timedelta(microseconds=1))


@pytest.mark.parametrize("klass", [Klass.EMERGENCY, Klass.SELF_HARM])
def test_a_clock_set_back_by_an_hour_delays_none_of_the_gravest(klass: Klass) -> None:
    """T0 lies ahead then: what it began is due at once, rather than an hour late."""
    one = replace(QUEUED, klass=klass)
    for minutes in range(59):
        at = T0 + minutes * MINUTE - HOUR
        assert due(shipped(), one, at=at) == Rung.SECOND_TRIAGE | Rung.LATE_TRIAGE


def test_a_clock_set_back_wakes_nobody_for_what_waits_days() -> None:
    assert due(shipped(), OVER, at=T0 - 3 * HOUR) == NOTHING


def test_a_clock_put_forward_by_an_hour_tells_early_and_once() -> None:
    early = told(QUEUED, HOUR)
    assert early == Rung.SECOND_TRIAGE | Rung.LATE_TRIAGE
    assert told(replace(QUEUED, fired=early), timedelta(0)) == NOTHING


def test_the_numbers_of_the_rungs_stay_since_rows_hold_them() -> None:
    assert {rung.name: rung.value for rung in Rung} == {
        "CARD_OVER": 1, "SECOND_TRIAGE": 2, "LATE_TRIAGE": 4, "SECOND_CONTACT": 8, "LATE_CONTACT": 16,
        "LATE_PRACTICE": 32, "DAY": 64, "WEEK": 128, "LATE_REVIEW": 256,
    }  # fmt: skip


def test_every_clock_of_the_table_has_a_half_and_a_full_rung() -> None:
    for state, klass in shipped().within:
        one = Standing(State.TRIAGED, klass, T0, T0, triaged=state is State.CONTACTED)
        (_, half), (_, full) = rungs(shipped(), one)
        assert (half - T0) * 2 == full - T0 == shipped().within[state, klass]
