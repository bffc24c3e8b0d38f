"""What escalations tell: to people on duty, to administrators, to the author. Ids and codes only."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class DutyCalled(Event):
    """These people are asked to look at the board. `why` is "new", "second", "late", "review" or "answer".

    `call_id` is this call's own number, so that a job that runs twice tells once.
    """

    call_id: int
    escalation_id: int
    people: list[int]
    why: str


@dataclass(frozen=True)
class AuthorWritten(Event):
    """There is a message for the author in her private thread."""

    message_id: int
    escalation_id: int
    author_id: int


@dataclass(frozen=True)
class GlassTold(Event):
    """The author is told that two people passed words on to protect her."""

    glass_id: int
    escalation_id: int
    author_id: int


@dataclass(frozen=True)
class ReviewAsked(Event):
    """A patient member is asked to read what the safety lead learned."""

    escalation_id: int
    member_id: int


@dataclass(frozen=True)
class ShiftOffered(Event):
    """A colleague is asked to take a shift over."""

    shift_id: int
    persona_id: int
