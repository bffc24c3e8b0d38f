"""Every write to contacts."""

from bedside.areas.contacts.actions.blocking import block, mute, unblock, unmute
from bedside.areas.contacts.actions.choosing import choose_first_contact
from bedside.areas.contacts.actions.connecting import Connection, accept_connection, connect, take_back_asking
from bedside.areas.contacts.actions.following import accept_follower, follow, remove_follower, unfollow
from bedside.areas.contacts.actions.keeping_away import keep_away, let_see
from bedside.areas.contacts.actions.looking_up import drop_look_up, look_up

__all__ = [
    "Connection",
    "accept_connection",
    "accept_follower",
    "block",
    "choose_first_contact",
    "connect",
    "drop_look_up",
    "follow",
    "keep_away",
    "let_see",
    "look_up",
    "mute",
    "remove_follower",
    "take_back_asking",
    "unblock",
    "unfollow",
    "unmute",
]
