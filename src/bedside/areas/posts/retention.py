"""What of this area has its time: see `actions.upkeep`."""

from bedside.areas.posts.actions import answering_first, upkeep

__all__ = ["answering_first", "upkeep"]
