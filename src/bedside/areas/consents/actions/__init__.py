"""Every write to permissions and grants, one verb a file."""

from bedside.areas.consents.actions.asking import ask, take_back
from bedside.areas.consents.actions.ending import end, end_again, tick
from bedside.areas.consents.actions.granting import (
    Wish,
    accept,
    ask_reviews,
    end_between,
    go_on,
    held_grant,
    offer,
    stop,
)
from bedside.areas.consents.actions.holding import held_live, not_in_force
from bedside.areas.consents.actions.showing import note_shown
from bedside.areas.consents.actions.signing import AlreadyAnswered, Signing, decline, sign

__all__ = [
    "AlreadyAnswered",
    "Signing",
    "Wish",
    "accept",
    "ask",
    "ask_reviews",
    "decline",
    "end",
    "end_again",
    "end_between",
    "go_on",
    "held_grant",
    "held_live",
    "not_in_force",
    "note_shown",
    "offer",
    "sign",
    "stop",
    "take_back",
    "tick",
]
