"""News of the list of clinicians: ids only."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class HandleProved(Event):
    """A member has shown that a listed handle is theirs."""

    listing_id: int
    persona_id: int


@dataclass(frozen=True)
class HandleMissed(Event):
    """The code of a claim was looked for and not found. `looked` is when, in seconds: each look is one."""

    claim_id: int
    persona_id: int
    looked: int


@dataclass(frozen=True)
class HandleClaimEnded(Event):
    """A claim ended without its owner: the entry is another's now, or is gone. Which of the two is not said."""

    claim_id: int
    persona_id: int
