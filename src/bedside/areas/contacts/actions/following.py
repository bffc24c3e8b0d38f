"""Following, and letting oneself be followed."""

from django.db import transaction

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.contacts.actions import steps
from bedside.areas.contacts.events import FollowAccepted, FollowAsked, Followed, Unfollowed
from bedside.areas.contacts.models import Follow
from bedside.areas.contacts.queries import reachable
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere
from bedside.kit.outbox.actions import publish
from bedside.policy.boundaries import Facts
from bedside.policy.following import waits


@transaction.atomic
def follow(*, by: Viewer, target_id: int, own_patient: str = "") -> str:
    """Follow a persona, or ask it, and return "following" or "asked". Pressing twice changes nothing.

    `own_patient` is a clinician's answer, "yes" or "no", to whether this is a patient of theirs (B13): without a "no"
    there is no follow. The answer is written nowhere. Raises NotHere, alike for unknown, hidden, blocked either way and
    personal personas, and Refused `boundary.deny` where the kinds of the two personas forbid it.
    """
    steps.check_actor(by, target_id)
    steps.hold_pair(by.persona_id, target_id)
    target = reachable(by, target_id)
    facts = Facts(own_patient="no" if own_patient == "no" else "yes" if own_patient == "yes" else "")
    boundaries.require(by, space="square", action="follow", target=target.kind, facts=facts)
    return put_follow(by, target)


def put_follow(by: Viewer, target: Persona) -> str:
    """Write the follow that `by` may make, and return "following" or "asked"."""
    accepted = not waits(target=target.kind, asks_first=target.asks_first)
    row, is_new = Follow.objects.get_or_create(
        owner_id=by.persona_id, target_id=target.id, defaults={"accepted": accepted}
    )
    if is_new:
        event = Followed if accepted else FollowAsked
        publish(event(owner_id=by.persona_id, target_id=target.id))
        steps.note_down("contacts.follow" if accepted else "contacts.ask", by=by, target_id=target.id)
    return "following" if row.accepted else "asked"


@transaction.atomic
def unfollow(*, by: Viewer, target_id: int) -> None:
    """Follow no more, or withdraw the asking. Where nothing was, nothing changes."""
    steps.hold_pair(by.persona_id, target_id)
    if Follow.objects.filter(owner_id=by.persona_id, target_id=target_id).delete()[0]:
        publish(Unfollowed(owner_id=by.persona_id, target_id=target_id))
        steps.note_down("contacts.unfollow", by=by, target_id=target_id)


@transaction.atomic
def accept_follower(*, by: Viewer, target_id: int) -> None:
    """Let `target_id` follow `by`. Raises NotHere when it did not ask; pressing twice changes nothing."""
    steps.check_actor(by, target_id)
    steps.hold_pair(by.persona_id, target_id)
    reachable(by, target_id)
    row = Follow.objects.filter(owner_id=target_id, target_id=by.persona_id).first()
    if row is None:
        raise NotHere
    if row.accepted:
        return
    Follow.objects.filter(owner_id=target_id, target_id=by.persona_id).update(accepted=True)
    publish(FollowAccepted(owner_id=target_id, target_id=by.persona_id))
    steps.note_down("contacts.accept", by=by, target_id=target_id)


@transaction.atomic
def remove_follower(*, by: Viewer, target_id: int) -> None:
    """Let `target_id` follow `by` no more, or refuse its asking; it is not told. Where nothing was, nothing changes."""
    steps.hold_pair(by.persona_id, target_id)
    if Follow.objects.filter(owner_id=target_id, target_id=by.persona_id).delete()[0]:
        publish(Unfollowed(owner_id=target_id, target_id=by.persona_id))
        steps.note_down("contacts.remove", by=by, target_id=target_id)
