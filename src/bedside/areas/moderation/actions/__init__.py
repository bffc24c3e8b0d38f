"""Every write of moderation, and every read under an emergency access: no look without its line in the log."""

from bedside.areas.moderation.actions.answering import allow, decline, tell_due
from bedside.areas.moderation.actions.asking import ask
from bedside.areas.moderation.actions.reading import EmergencyPage, EmergencyPost, open_list, open_post
from bedside.areas.moderation.actions.reviewing import review

__all__ = [
    "EmergencyPage",
    "EmergencyPost",
    "allow",
    "ask",
    "decline",
    "open_list",
    "open_post",
    "review",
    "tell_due",
]
