"""What of this area has its time: see `actions.forgetting`."""

from bedside.areas.consents.actions import forgetting

__all__ = ["forgetting"]
