"""Keeping somebody away, and keeping somebody quiet."""

from django.db import transaction
from django.db.models import Q

from bedside.areas.consents import actions as consents
from bedside.areas.contacts.actions import steps
from bedside.areas.contacts.events import Blocked
from bedside.areas.contacts.models import Asking, Block, Follow, Mute
from bedside.areas.contacts.queries import persona_to_block, reachable
from bedside.areas.people.viewer import Viewer
from bedside.kit.outbox.actions import publish


@transaction.atomic
def block(*, by: Viewer, target_id: int) -> None:
    """Make `by` and the other persona not exist for each other, from now on and in both directions.

    Follows and askings between them are gone, and neither acts for the other any more. The other one is not told.
    Pressing twice changes nothing. Raises NotHere, alike for unknown and hidden personas and for one that blocked `by`
    first.
    """
    steps.check_actor(by, target_id)
    steps.hold_pair(by.persona_id, target_id)
    persona_to_block(by, target_id)
    _, is_new = Block.objects.get_or_create(owner_id=by.persona_id, target_id=target_id)
    if not is_new:
        return
    me = by.persona_id
    either = Q(owner_id=me, target_id=target_id) | Q(owner_id=target_id, target_id=me)
    Follow.objects.filter(either).delete()
    Asking.objects.filter(either).delete()
    consents.end_between(by=by, other_id=target_id)
    publish(Blocked(owner_id=me, target_id=target_id))
    steps.note_down("contacts.block", by=by, target_id=target_id)


@transaction.atomic
def unblock(*, by: Viewer, target_id: int) -> None:
    """Lift the block. What it removed does not come back. Where nothing was, nothing changes."""
    if Block.objects.filter(owner_id=by.persona_id, target_id=target_id).delete()[0]:
        steps.note_down("contacts.unblock", by=by, target_id=target_id)


@transaction.atomic
def mute(*, by: Viewer, target_id: int) -> None:
    """Leave a persona out of `by`'s timelines and notices. It is not told. Raises NotHere as `follow` does."""
    steps.check_actor(by, target_id)
    reachable(by, target_id)
    if Mute.objects.get_or_create(owner_id=by.persona_id, target_id=target_id)[1]:
        steps.note_down("contacts.mute", by=by, target_id=target_id)


@transaction.atomic
def unmute(*, by: Viewer, target_id: int) -> None:
    """Hear of the persona again. Where nothing was, nothing changes."""
    if Mute.objects.filter(owner_id=by.persona_id, target_id=target_id).delete()[0]:
        steps.note_down("contacts.unmute", by=by, target_id=target_id)
