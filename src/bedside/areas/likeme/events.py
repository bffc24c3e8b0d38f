"""What this area tells the others. Who asks is in neither: the name is told on the page, once both said yes."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class MeetingAsked(Event):
    """Somebody asks to be introduced to the member behind `persona_id`."""

    introduction_id: int
    persona_id: int


@dataclass(frozen=True)
class MeetingAgreed(Event):
    """The other side said yes to what the member behind `persona_id` asked."""

    introduction_id: int
    persona_id: int
