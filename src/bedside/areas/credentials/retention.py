"""What of this area has its time: see `actions.clocks`, `actions.sending` and `actions.vouching`."""

from bedside.areas.credentials.actions import clocks, sending, vouching

__all__ = ["clocks", "sending", "vouching"]
