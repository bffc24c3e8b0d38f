"""What of this area has its time: see `actions.lapsing`."""

from bedside.areas.moderation.actions import lapsing

__all__ = ["lapsing"]
