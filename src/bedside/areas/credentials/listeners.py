"""What follows from news of registers."""

from bedside.areas.credentials.actions.holding import register_changed
from bedside.areas.registers.events import RegisterChanged
from bedside.kit.outbox import listen


@listen(RegisterChanged)
def on_register(event: RegisterChanged) -> None:
    """Numbers may have ended: what was granted on them is suspended at once."""
    register_changed(event.register)
