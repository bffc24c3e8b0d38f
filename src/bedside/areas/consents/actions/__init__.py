"""Every write to permissions, one verb a file."""

from bedside.areas.consents.actions.asking import ask, take_back
from bedside.areas.consents.actions.ending import end, tick
from bedside.areas.consents.actions.holding import held_live, not_in_force
from bedside.areas.consents.actions.showing import note_shown
from bedside.areas.consents.actions.signing import AlreadyAnswered, decline, sign

__all__ = [
    "AlreadyAnswered",
    "ask",
    "decline",
    "end",
    "held_live",
    "not_in_force",
    "note_shown",
    "sign",
    "take_back",
    "tick",
]
