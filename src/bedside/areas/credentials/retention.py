"""What of this area has its time: see `actions.clocks`."""

from bedside.areas.credentials.actions import clocks

__all__ = ["clocks"]
