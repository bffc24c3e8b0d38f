"""What is done here when a member changes what may be compared of her record."""

from bedside.areas.likeme.actions import forget
from bedside.areas.records.events import UseChanged
from bedside.areas.records.queries.research import fields_of
from bedside.kit.outbox import listen
from bedside.policy.sharing import MATCHING


@listen(UseChanged)
def on_use_changed(event: UseChanged) -> None:
    """Forget who ended it on another page, or whose year is over."""
    if event.audience == MATCHING and not fields_of(event.account_id, MATCHING):
        forget(event.account_id)
