"""News about emergency accesses."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class EmergencyOpened(Event):
    """What `persona_id` wrote could be read under this access, and the persona is now to hear of it."""

    access_id: int
    persona_id: int
