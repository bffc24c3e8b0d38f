"""The life of a thread between a patient and a practice (spec clinicians.md 8).

One table says who may move a thread from where to where, and why; a step that is not in it is refused. Writing is a
step of its own: what a patient writes is never swallowed, whatever the state.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

REOPEN_WITHIN: Final = timedelta(days=14)
SNOOZE_AT_MOST: Final = timedelta(days=30)
AUTO_REPLY_EVERY: Final = timedelta(minutes=15)
REPLY_WINDOWS: Final = (1, 4, 8, 24)  # hours for which one reply may be written, where a team bounds it


class State(StrEnum):
    """Where a thread stands."""

    OPEN = "open"  # nobody has it yet
    ASSIGNED = "assigned"  # somebody of the team has it; the practice has to answer
    WAITING_PATIENT = "waiting_patient"  # answered; the patient may write, or it is closed
    CLOSED = "closed"


class Actor(StrEnum):
    """Who takes a step."""

    PATIENT = "patient"
    TEAM = "team"


class Move(StrEnum):
    """Why a step was taken; stands in the audit row of each."""

    WROTE = "wrote"  # the patient
    TAKEN = "taken"
    ASSIGNED = "assigned"
    HANDED_ON = "handed_on"
    ANSWERED = "answered"
    PUT_BACK = "put_back"  # to everybody, as when its owner leaves the team
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Step:
    """One allowed move."""

    source: State
    target: State
    actor: Actor
    move: Move


_LIVE: Final = (State.OPEN, State.ASSIGNED, State.WAITING_PATIENT)


def _from(sources: tuple[State, ...], target: State, actor: Actor, move: Move) -> tuple[Step, ...]:
    return tuple(Step(source, target, actor, move) for source in sources)


STEPS: Final[tuple[Step, ...]] = (
    # from    to    by whom    why
    Step(State.OPEN, State.OPEN, Actor.PATIENT, Move.WROTE),
    *_from((State.ASSIGNED, State.WAITING_PATIENT), State.ASSIGNED, Actor.PATIENT, Move.WROTE),
    Step(State.OPEN, State.ASSIGNED, Actor.TEAM, Move.TAKEN),
    Step(State.ASSIGNED, State.ASSIGNED, Actor.TEAM, Move.TAKEN),
    *_from((State.OPEN, State.ASSIGNED), State.ASSIGNED, Actor.TEAM, Move.ASSIGNED),
    *_from((State.OPEN, State.ASSIGNED), State.ASSIGNED, Actor.TEAM, Move.HANDED_ON),
    # A thread that was answered keeps waiting for its patient, whoever gets it.
    *(
        Step(State.WAITING_PATIENT, State.WAITING_PATIENT, Actor.TEAM, move)
        for move in (Move.TAKEN, Move.ASSIGNED, Move.HANDED_ON)
    ),
    *_from(_LIVE, State.WAITING_PATIENT, Actor.TEAM, Move.ANSWERED),
    *_from((State.ASSIGNED, State.WAITING_PATIENT), State.OPEN, Actor.TEAM, Move.PUT_BACK),
    *_from(_LIVE, State.CLOSED, Actor.TEAM, Move.CLOSED),
    *_from(_LIVE, State.CLOSED, Actor.PATIENT, Move.CLOSED),
    Step(State.CLOSED, State.OPEN, Actor.PATIENT, Move.REOPENED),
    Step(State.CLOSED, State.ASSIGNED, Actor.TEAM, Move.REOPENED),
)
_TARGETS: Final = {(one.source, one.actor, one.move): one.target for one in STEPS}


class NotAStep(ValueError):
    """A thread can't be moved like this."""


def step(source: State, *, actor: Actor, move: Move) -> State:
    """Return the state after a move; raise NotAStep for one that is not in the table."""
    target = _TARGETS.get((source, actor, move))
    if target is None:
        raise NotAStep(f"{actor} can't make it {move} while it is {source}")
    return target


def may_step(source: State, *, actor: Actor, move: Move) -> bool:
    """Say whether the table holds such a move."""
    return (source, actor, move) in _TARGETS


def may_reopen(*, closed_at: datetime, at: datetime) -> bool:
    """Say whether a closed thread may be opened again: within 14 days; later a new one is begun."""
    return at < closed_at + REOPEN_WITHIN


@dataclass(frozen=True)
class Snooze:
    """Why a thread can't be put off, or its answer bounded in time: a code and a plain sentence."""

    code: str
    what: str


URGENT: Final = Snooze("snooze_urgent", "An urgent thread can't be put off.")
OVER: Final = Snooze("snooze_closed", "This thread is closed.")
PAST: Final = Snooze("snooze_past", "That time has passed.")
FAR: Final = Snooze("snooze_far", "A thread can be put off for 30 days at most.")
PROMISED: Final = Snooze("snooze_promised", "The patient was promised an answer before then. Answer first.")


def snooze_problem(
    *, state: State, urgent: bool, due_at: datetime | None, until: datetime, at: datetime
) -> Snooze | None:
    """Return why a thread can't be put off until then, None when it may. `due_at`: what is promised and still owed."""
    if state is State.CLOSED:
        return OVER
    if urgent and state is not State.WAITING_PATIENT:
        return URGENT
    if until <= at:
        return PAST
    if until > at + SNOOZE_AT_MOST:
        return FAR
    return PROMISED if due_at is not None and due_at < until else None


WINDOW_URGENT: Final = Snooze("window_urgent", "In an urgent thread the patient may always write back.")
WINDOW_UNKNOWN: Final = Snooze("window_unknown", "There is no such time for writing back.")


def window_problem(hours: int, *, urgent: bool) -> Snooze | None:
    """Return why an answer can't be sent with a window of so many hours, None when it can. 0: without a window."""
    if hours == 0:
        return None
    if hours not in REPLY_WINDOWS:
        return WINDOW_UNKNOWN
    return WINDOW_URGENT if urgent else None


def reply_until(hours: int, *, at: datetime) -> datetime | None:
    """Return until when the patient may write back, once, to an answer of the moment `at`; None: at any time."""
    return at + timedelta(hours=hours) if hours else None


def may_write_back(until: datetime | None, *, at: datetime) -> bool:
    """Say whether the patient may write in a thread. Her one reply ends the window: `until` is its moment then."""
    return until is None or at < until


def may_auto_reply(*, last_at: datetime | None, at: datetime) -> bool:
    """Say whether an automatic answer may go into a channel again: at most one in 15 minutes."""
    return last_at is None or at >= last_at + AUTO_REPLY_EVERY
