"""News about teams."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class LeftTeam(Event):
    """`persona_id` has no role in the practice any more."""

    practice_id: int
    persona_id: int


@dataclass(frozen=True)
class WentAway(Event):
    """`persona_id` is away from the practice from now on; what she had goes to who stands in for her."""

    practice_id: int
    persona_id: int
