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
