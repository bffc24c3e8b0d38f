"""What of this area has its time: see `actions.retention`."""

from bedside.areas.people.actions import retention

__all__ = ["retention"]
