"""What of this area has its time: see `actions.codes`."""

from bedside.areas.messaging.actions import codes

__all__ = ["codes"]
