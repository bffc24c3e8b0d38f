"""What of this area has its time: see `actions.looking_up`."""

from bedside.areas.contacts.actions import looking_up

__all__ = ["looking_up"]
