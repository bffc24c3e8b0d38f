"""Every write to contacts."""

from bedside.areas.contacts.actions.blocking import block, mute, unblock, unmute
from bedside.areas.contacts.actions.following import accept_follower, follow, remove_follower, unfollow
from bedside.areas.contacts.actions.keeping_away import keep_away, let_see

__all__ = [
    "accept_follower",
    "block",
    "follow",
    "keep_away",
    "let_see",
    "mute",
    "remove_follower",
    "unblock",
    "unfollow",
    "unmute",
]
