"""What follows from news of registers."""

from bedside.areas.credentials.actions import drawing, rosters, sending
from bedside.areas.credentials.actions.holding import exclusions_changed, register_changed
from bedside.areas.credentials.events import ClaimMoved
from bedside.areas.registers.events import ExclusionsChanged, RegisterChanged
from bedside.kit.outbox import listen


@listen(RegisterChanged)
def on_register(event: RegisterChanged) -> None:
    """Numbers may have ended: what was granted on them is suspended at once."""
    register_changed(event.register)


@listen(ExclusionsChanged)
def on_exclusions(event: ExclusionsChanged) -> None:
    """Somebody may be excluded now: what was granted on such a number is suspended at once."""
    exclusions_changed(event.register)


@listen(ClaimMoved)
def on_claim_moved(event: ClaimMoved) -> None:
    """Give a claim that needs people to reviewers, and take it from them when it needs them no more.

    What was sent for a claim that is withdrawn, or that is to be sent again, is destroyed now. While it was suspended
    its owner may have come onto an employer's list of staff, or left it.
    """
    drawing.give_out(event.claim_id)
    if event.reason == "cleared":
        rosters.settle_again(event.claim_id)
    if event.state == "withdrawn" or event.reason == "asked_again":
        sending.destroy_of(event.claim_id, state=event.state)
