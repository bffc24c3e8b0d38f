"""What of this area has its time: see `actions.upkeep`."""

from bedside.areas.escalations.actions import upkeep

__all__ = ["upkeep"]
