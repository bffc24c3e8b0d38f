"""Every write to contacts."""

from bedside.areas.contacts.actions.blocking import block, mute, unblock, unmute
from bedside.areas.contacts.actions.following import accept_follower, follow, remove_follower, unfollow

__all__ = ["accept_follower", "block", "follow", "mute", "remove_follower", "unblock", "unfollow", "unmute"]
