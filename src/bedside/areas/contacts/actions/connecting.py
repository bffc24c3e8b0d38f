"""Connecting: each follows the other, once both said yes. With a clinician it becomes a follow (B02)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.contacts import openness
from bedside.areas.contacts.actions import steps
from bedside.areas.contacts.actions.following import put_follow
from bedside.areas.contacts.events import ConnectAsked, FollowAccepted, Followed
from bedside.areas.contacts.models import Asking, Follow
from bedside.areas.contacts.queries import reachable
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.boundaries import Ruling
from bedside.policy.first_contact import takes


@dataclass(frozen=True)
class Connection:
    """What came of it: `state` is "connected", "asked", or "following" for a follow that it became.

    `ruling` has the words for what became something else, and the row that says why.
    """

    state: str
    ruling: Ruling


@transaction.atomic
def connect(*, by: Viewer, target_id: int) -> Connection:
    """Ask to connect, say yes to who asked first, or, where the table says so, follow instead and be told so.

    Nothing in the answer of a clinician's page depends on who is whose patient. Raises NotHere, alike for unknown,
    hidden, blocked and personal personas, and Refused where the table or the other one's own wish says no.
    """
    steps.check_actor(by, target_id)
    steps.hold_pair(by.persona_id, target_id)
    target = reachable(by, target_id)
    ruling = boundaries.ask(by, space="square", action="connect", target=target.kind)
    if ruling.became == "follow":
        return Connection(put_follow(by, target), ruling)
    if not ruling.allowed:
        raise boundaries.refusal(ruling)
    if Asking.objects.filter(owner_id=target_id, target_id=by.persona_id).exists():
        _join(by, target_id)
        return Connection("connected", ruling)
    if Follow.objects.filter(_either(by.persona_id, target_id), accepted=True).count() == 2:
        return Connection("connected", ruling)
    _ask(by, target_id)
    return Connection("asked", ruling)


def _ask(by: Viewer, target_id: int) -> None:
    follows = Follow.objects.filter(owner_id=target_id, target_id=by.persona_id, accepted=True).exists()
    if not takes(openness.of(target_id).connect, follows=follows):
        what = "They don't take this kind of request."
        raise Refused(what, do="You can read what they write in public.", code="takes_no_requests")
    if by.limited:
        what = "You can't ask new people for now."
        raise Refused(what, do="See why in Settings, under what was decided.", code="limited")
    if Asking.objects.get_or_create(owner_id=by.persona_id, target_id=target_id)[1]:
        publish(ConnectAsked(owner_id=by.persona_id, target_id=target_id))
        steps.note_down("contacts.connect", by=by, target_id=target_id)


@transaction.atomic
def accept_connection(*, by: Viewer, target_id: int) -> None:
    """Say yes to `target_id`, who asked: each follows the other. Raises NotHere when it did not ask."""
    steps.check_actor(by, target_id)
    steps.hold_pair(by.persona_id, target_id)
    target = reachable(by, target_id)
    if not Asking.objects.filter(owner_id=target_id, target_id=by.persona_id).exists():
        raise NotHere
    boundaries.require(by, space="square", action="connect", target=target.kind)
    _join(by, target_id)


@transaction.atomic
def take_back_asking(*, by: Viewer, target_id: int) -> None:
    """Ask no more, or say no to who asked, who is not told. Where nothing was, nothing changes."""
    steps.hold_pair(by.persona_id, target_id)
    if Asking.objects.filter(_either(by.persona_id, target_id)).delete()[0]:
        steps.note_down("contacts.connect_ended", by=by, target_id=target_id)


def _join(by: Viewer, target_id: int) -> None:
    # Both events tell the one who asked; who says yes knows.
    for owner, target, event in ((by.persona_id, target_id, Followed), (target_id, by.persona_id, FollowAccepted)):
        row, is_new = Follow.objects.get_or_create(owner_id=owner, target_id=target, defaults={"accepted": True})
        if is_new or not row.accepted:
            Follow.objects.filter(owner_id=owner, target_id=target).update(accepted=True)
            publish(event(owner_id=owner, target_id=target))
    Asking.objects.filter(_either(by.persona_id, target_id)).delete()
    steps.note_down("contacts.connected", by=by, target_id=target_id)


def _either(one: int, other: int) -> Q:
    return Q(owner_id=one, target_id=other) | Q(owner_id=other, target_id=one)
