"""Who may press what: every move of an escalation, from where to where, by whom, with the reason that is written down.

What is not here is refused. The pairs are those of the table's `transitions`; a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bedside.policy.escalation.table import Ack, Klass, State, Table, Trigger


class Who(StrEnum):
    """Who presses."""

    SOFTWARE = "software"
    AUTHOR = "author"  # whose post it is
    DUTY = "duty"  # who is on the rota now, or stands in for it
    TWO = "two"  # two trained people who agree
    REVIEW = "review"  # the safety lead with a patient member


class Choice(StrEnum):
    """What who looks first can say."""

    CONFIRM = "confirm"
    LOWER = "lower"
    RAISE = "raise"
    FALSE_ALARM = "false_alarm"


class To(StrEnum):
    """To whom an author wants to be handed on."""

    PRACTICE = "practice"
    CALL_BACK = "call_back"  # by the own practice, at a number that the author gives
    LINE = "line"
    NOBODY = "nobody"


class Stays(StrEnum):
    """What the author wants to become of the post."""

    KEEP = "keep"
    WITHOUT_DETAILS = "without_details"
    REMOVE = "remove"


# Why a reader or the author presses, and the class that it begins with.
FLAGS: Final[dict[str, Klass]] = {
    "urgent": Klass.URGENT,
    "self_harm": Klass.SELF_HARM,
    "sensitive": Klass.SENSITIVE,
    "tells_others": Klass.SENSITIVE,
}
# The guard's words for how urgent a text is (`policy.guard.urgency`).
HINTS: Final[dict[str, Klass]] = {
    "emergency": Klass.EMERGENCY,
    "selfharm": Klass.SELF_HARM,
    "urgent": Klass.URGENT,
    "sensitive": Klass.SENSITIVE,
    "routine": Klass.ROUTINE,
}
PAUSED: Final = frozenset({Klass.EMERGENCY, Klass.SELF_HARM})  # boosts, ranking and federation rest; the post never
GLASS: Final = frozenset({Klass.EMERGENCY, Klass.SELF_HARM})
ENDS: Final = frozenset({State.RESOLVED, State.REVIEWED})
_S = State


@dataclass(frozen=True)
class Move:
    """One allowed move."""

    source: State
    target: State
    who: Who
    reason: str


def _moves(source: State, target: State, who: Who, reasons: Iterable[str]) -> tuple[Move, ...]:
    return tuple(Move(source, target, who, reason) for reason in reasons)


_BY_AUTHOR: Final = ("author_safe", "in_care", "moved_private", "withdrew")
_BY_DUTY: Final = ("author_safe", "in_care", "lines_given_no_reply", "false_alarm", "moved_private", "withdrew")
MOVES: Final[tuple[Move, ...]] = (
    *_moves(_S.POSTED, _S.CARDED, Who.SOFTWARE, ("T1", "T2", "T3")),
    *_moves(_S.CARDED, _S.TRIAGED, Who.SOFTWARE, ("T1", "T2", "T3")),
    *_moves(_S.CARDED, _S.RESOLVED, Who.AUTHOR, _BY_AUTHOR),
    *_moves(_S.CARDED, _S.RESOLVED, Who.SOFTWARE, ("lines_given_no_reply", "withdrew")),
    *_moves(_S.TRIAGED, _S.CONTACTED, Who.DUTY, ("contact",)),
    *_moves(_S.TRIAGED, _S.RESOLVED, Who.DUTY, ("false_alarm",)),
    *_moves(_S.TRIAGED, _S.RESOLVED, Who.AUTHOR, _BY_AUTHOR),
    *_moves(_S.TRIAGED, _S.RESOLVED, Who.SOFTWARE, ("withdrew",)),
    *_moves(_S.CONTACTED, _S.HANDED, Who.AUTHOR, tuple(To)),
    *_moves(_S.CONTACTED, _S.GLASS, Who.TWO, ("plan", "imminent")),
    *_moves(_S.CONTACTED, _S.RESOLVED, Who.AUTHOR, _BY_AUTHOR),
    *_moves(_S.CONTACTED, _S.RESOLVED, Who.DUTY, _BY_DUTY),
    *_moves(_S.CONTACTED, _S.RESOLVED, Who.SOFTWARE, ("withdrew",)),
    *_moves(_S.HANDED, _S.RESOLVED, Who.AUTHOR, _BY_AUTHOR),
    *_moves(_S.HANDED, _S.RESOLVED, Who.DUTY, _BY_DUTY),
    *_moves(_S.HANDED, _S.RESOLVED, Who.SOFTWARE, ("withdrew",)),
    *_moves(_S.GLASS, _S.RESOLVED, Who.DUTY, _BY_DUTY),
    *_moves(_S.GLASS, _S.RESOLVED, Who.SOFTWARE, ("withdrew",)),
    *_moves(_S.RESOLVED, _S.REVIEWED, Who.REVIEW, ("reviewed",)),
)
_KNOWN: Final = frozenset(MOVES)


def may(source: State, target: State, *, who: Who, reason: str) -> bool:
    """Say whether `who` may take an escalation from `source` to `target` for `reason`."""
    return Move(source, target, who, reason) in _KNOWN


def graver(one: Klass, other: Klass) -> Klass:
    """Return the graver of two classes."""
    return min(one, other)


def queues(trigger: Trigger, *, sure: bool, klass: Klass) -> bool:
    """Say whether people have to look (E2): a plain hint shows a card and costs nobody's time.

    `sure` is a hint of high confidence. A routine question never waits for people, whoever pressed.
    """
    if klass is Klass.ROUTINE:
        return False
    return trigger is not Trigger.HINT or (sure and klass in PAUSED)


def after(choice: Choice, klass: Klass, *, to: Klass | None) -> Klass:
    """Return the class after who looked has chosen; raise ValueError where `to` does not fit the choice."""
    if choice in (Choice.CONFIRM, Choice.FALSE_ALARM):
        return klass
    fits = to is not None and (to < klass if choice is Choice.RAISE else to > klass)
    if to is None or not fits or to is Klass.ROUTINE:
        raise ValueError(f"{choice} from {klass} to {to}")
    return to


def refuses_practice(table: Table, klass: Klass, *, lines_shown: bool) -> str:
    """Say why an author of this class can't be handed on to a practice: "" where it may be.

    "call_now": nothing is queued while a life may be in danger. "lines_first": the lines have to be shown before.
    """
    ack, _ = table.acks.get(klass, (Ack.NEXT_WORKING_DAY, None))
    if ack is Ack.REFUSED:
        return "call_now"
    return "lines_first" if ack is Ack.NOT_ALONE and not lines_shown else ""


def may_break(klass: Klass, state: State) -> bool:
    """Say whether the glass may be broken at all: only for the two gravest, and only when the author was written to."""
    return klass in GLASS and state is State.CONTACTED


def needs_review(table: Table, klass: Klass, *, queued: bool, missed: bool) -> bool:
    """Say whether the safety lead and a patient member look at it afterwards; cards alone are no work for people."""
    return queued and (klass in table.reviewed or missed)
