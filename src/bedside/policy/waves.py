"""When somebody who let us ask how it goes is asked: two weeks, three, six and twelve months after the start.

Everybody who started is asked, also those who stopped: who hears only of those who go on hears only good
(spec/records.md, section 2). Each is asked once and reminded once; then silence is kept as silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bedside.policy.crash import Span
from bedside.policy.dates import DatePart
from bedside.policy.zones import day_in

AFTER: Final = {"w2": 14, "m3": 91, "m6": 182, "m12": 365}
"""Days after the start."""
EARLY: Final = timedelta(days=3)
LATE: Final = timedelta(days=21)
REMINDED_AFTER: Final = timedelta(days=10)


class State(StrEnum):
    """How a question stands."""

    AHEAD = "ahead"
    OPEN = "open"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    CRASH = "crash"
    """Closed, and not asked: all its days lay in a crash. It is never read as silence."""


class Step(StrEnum):
    """What the clock does about a question today."""

    NOTHING = "nothing"
    ASK = "ask"
    REMIND = "remind"


@dataclass(frozen=True)
class Window:
    """One question: from the day it opens to the last day on which it can be answered, both included."""

    wave: str
    opens: date
    closes: date


def windows(start: DatePart, *, declared: date) -> tuple[Window, ...]:
    """Return the questions about a course that began at `start` and was told of on `declared`: those still ahead.

    Of a start of which the month or the year alone is known, the last day that it can be counts, up to the day on which
    it was told of. Of a start that nobody is sure of nothing is asked.
    """
    if start.lo is None or start.hi is None:
        return ()
    begun = start.hi if start.lo > declared else min(start.hi, declared)
    days = {wave: begun + timedelta(days=after) for wave, after in AFTER.items()}
    return tuple(Window(wave, day - EARLY, day + LATE) for wave, day in days.items() if day >= declared)


def rested(window: Window, spans: Iterable[Span], *, zone: str, at: datetime) -> bool:
    """Say whether every day on which a question was open, on the calendar of `zone`, lay in crashes.

    Two crashes that follow each other without a free day between them count as one.
    """
    free = window.opens
    for began, ended in sorted((day_in(zone, at=one.began), day_in(zone, at=one.ended or at)) for one in spans):
        if began <= free <= ended:
            free = ended + timedelta(days=1)
    return free > window.closes


def state(window: Window, *, answered: bool, today: date, rested: bool = False) -> State:
    """Return how a question stands. An answer after the window is not taken; one before it closed stays.

    `rested`: all its days lay in a crash, so that its closing is no silence.
    """
    if answered:
        return State.ANSWERED
    if today < window.opens:
        return State.AHEAD
    if today <= window.closes:
        return State.OPEN
    return State.CRASH if rested else State.NO_ANSWER


def step(window: Window, *, told: date | None, reminded: bool, answered: bool, today: date) -> Step:
    """Return what is due today: the question once, one reminder ten days later, and nothing more."""
    if state(window, answered=answered, today=today) is not State.OPEN or reminded:
        return Step.NOTHING
    if told is None:
        return Step.ASK
    return Step.REMIND if today >= told + REMINDED_AFTER else Step.NOTHING
