"""News about spaces. Ids only; `ask_id` and `let_in_id` tell two askings of the same persona apart."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class JoinAsked(Event):
    """A persona asked to come in and waits for a steward."""

    space_id: int
    persona_id: int
    ask_id: int


@dataclass(frozen=True)
class LetIn(Event):
    """A steward let an asker in. `Joined` is published beside it."""

    space_id: int
    persona_id: int
    by_id: int
    let_in_id: int


@dataclass(frozen=True)
class Joined(Event):
    """A persona is in the space from now on."""

    space_id: int
    persona_id: int


@dataclass(frozen=True)
class Left(Event):
    """A persona is no longer in the space: it left, or it was banned."""

    space_id: int
    persona_id: int
