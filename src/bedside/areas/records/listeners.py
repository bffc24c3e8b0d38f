"""What follows in records from news of contacts."""

from bedside.areas.contacts.events import Blocked
from bedside.areas.records.actions.telling import end_tellings_between
from bedside.kit.outbox import listen


@listen(Blocked)
def end_tellings(event: Blocked) -> None:
    """Who is blocked is told nothing any more, also when the block is lifted."""
    end_tellings_between(one_id=event.owner_id, other_id=event.target_id)
