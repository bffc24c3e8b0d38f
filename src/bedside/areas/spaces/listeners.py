"""What news of other areas means for spaces."""

from bedside.areas.people.events import GrownUp
from bedside.areas.spaces.actions.growing import say_goodbye
from bedside.kit.outbox import listen


@listen(GrownUp)
def on_grown_up(event: GrownUp) -> None:
    """Who is 18 is no member of a community of teens for much longer."""
    say_goodbye(event.persona_id)
