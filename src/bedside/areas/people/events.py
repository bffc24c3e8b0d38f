"""News about people."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class GrownUp(Event):
    """A persona of a member who is 18 from now on."""

    persona_id: int
