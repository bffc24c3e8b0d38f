"""What of this area has its time: see `actions.forgetting`."""

from bedside.areas.visits.actions import forgetting

__all__ = ["forgetting"]
