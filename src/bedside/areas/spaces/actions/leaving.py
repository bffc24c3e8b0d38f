"""Going away: at once, everywhere."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.events import Left
from bedside.areas.spaces.models import Membership, MembershipRole, MembershipState, Space
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish


@transaction.atomic
def leave(*, by: Viewer, space: Space) -> None:
    """Leave the space, or withdraw the asking; nothing of it is kept but the audit row.

    Raises NotHere for who does not take part, and Refused `last_steward` for the last steward of a space with members.
    """
    steps.hold(space)
    row = steps.row_of(by.persona_id, space)
    if row is None:
        raise NotHere
    if row.state == MembershipState.BANNED:
        _stop_waiting(row, by=by, space=space)
        return
    _leave_no_members_alone(row, space)
    row.delete()
    steps.drop_invitations(by.persona_id, space)
    if row.state == MembershipState.JOINED:
        publish(Left(space_id=space.id, persona_id=by.persona_id))
    steps.note_down("space.leave", by=by, space=space)


def _leave_no_members_alone(row: Membership, space: Space) -> None:
    is_steward = row.state == MembershipState.JOINED and row.role == MembershipRole.STEWARD
    if is_steward and not steps.other_stewards(row.persona_id, space) and steps.others(row.persona_id, space):
        raise Refused(
            "You are the last steward here.",
            do="Name another steward on the page of members first. Then you can leave.",
            code="last_steward",
        )


def _stop_waiting(row: Membership, *, by: Viewer, space: Space) -> None:
    if not row.told_waiting:
        raise NotHere
    Membership.objects.filter(persona_id=row.persona_id, space=space).update(told_waiting=False)
    steps.note_down("space.leave", by=by, space=space)


def end_stays() -> int:
    """Take those out whose stay has come to its end (B40), and return how many there were.

    They have read nothing since that moment: each read asks for the end itself.
    """
    over = Membership.objects.filter(ends_at__lte=now()).values_list("persona_id", "space_id")
    return sum(_end_stay(persona_id, space_id) for persona_id, space_id in over)


@transaction.atomic
def _end_stay(persona_id: int, space_id: int) -> bool:
    space = Space.objects.select_for_update(no_key=True).filter(id=space_id).first()
    rows = Membership.objects.filter(persona_id=persona_id, space_id=space_id, ends_at__lte=now())
    if space is None or not rows.delete()[0]:
        return False  # it was asked again in between, or it has left
    publish(Left(space_id=space_id, persona_id=persona_id))
    record("space.stay_over", by=None, about=("space", space_id), subject=persona_id)
    return True
