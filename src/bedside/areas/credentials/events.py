"""News about claims and credentials."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class ClaimMoved(Event):
    """A claim took a step: it stands in `state` now, for `reason`. In review, people are needed."""

    claim_id: int
    persona_id: int
    state: str
    reason: str


@dataclass(frozen=True)
class ClaimEnds(Event):
    """What a claim gave ends in so many days (60, 30 or 7)."""

    claim_id: int
    persona_id: int
    days: int


@dataclass(frozen=True)
class NumberClaimedAgain(Event):
    """Somebody else claims the number of this granted claim; its owner keeps the badge until it is settled."""

    claim_id: int
    persona_id: int
    other_id: int
