"""What of this area has its time: see `actions.introducing`."""

from bedside.areas.likeme.actions import introducing

__all__ = ["introducing"]
