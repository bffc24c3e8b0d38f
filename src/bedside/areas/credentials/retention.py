"""What of this area has its time: see `actions.clocks` and `actions.vouching`."""

from bedside.areas.credentials.actions import clocks, vouching

__all__ = ["clocks", "vouching"]
