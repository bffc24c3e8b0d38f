"""What of this area has its time: see `actions.upkeep`."""

from bedside.areas.spaces.actions import upkeep

__all__ = ["upkeep"]
