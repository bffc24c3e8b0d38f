"""What of this area has its time: see `actions.codes` and `actions.keeping`."""

from bedside.areas.messaging.actions import codes, keeping

__all__ = ["codes", "keeping"]
