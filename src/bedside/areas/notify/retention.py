"""What of this area has its time: see `actions`."""

from bedside.areas.notify import actions

__all__ = ["actions"]
