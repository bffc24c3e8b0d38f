"""News of records. What it is about stands in the record alone."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class QuestionWaits(Event):
    """A question about a member's own record waits for her; `again` for the one reminder."""

    question_id: int
    persona_id: int
    again: bool


@dataclass(frozen=True)
class UseChanged(Event):
    """A member began, changed or ended a use of her record that nobody reads (`policy.sharing.RESEARCH`)."""

    account_id: int
    audience: str


@dataclass(frozen=True)
class TellingAsked(Event):
    """`persona_id` asks `person_id` whether she may be told something, at some time. What, stands on its page."""

    told_id: int
    persona_id: int
    person_id: int


@dataclass(frozen=True)
class CrashTold(Event):
    """`person_id` is to be told that `persona_id` has a hard time, or that it is over. Nothing of what it is."""

    crash_id: int
    persona_id: int
    person_id: int
    over: bool


@dataclass(frozen=True)
class CrashWasNone(Event):
    """What was told of a crash was a slip of the finger: those who have not read it need not."""

    crash_id: int
