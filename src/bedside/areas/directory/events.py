"""News of the list of clinicians: ids only."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class HandleProved(Event):
    """A member has shown that a listed handle is theirs."""

    listing_id: int
    persona_id: int
