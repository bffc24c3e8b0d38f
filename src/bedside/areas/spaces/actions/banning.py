"""Keeping somebody out of one space."""

from django.db import transaction

from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.events import Left
from bedside.areas.spaces.models import Membership, MembershipRole, MembershipState, Space
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish


@transaction.atomic
def ban(*, by: Viewer, space: Space, persona_id: int) -> None:
    """Keep a persona out of the space from now on, whether it was in it or not; it is not told.

    Raises NotHere for all but stewards and for nobody, and Refused `is_steward` for a steward: the
    site's staff settle that.
    """
    steps.steward_with("ban from the space", by=by, space=space)
    steps.hold(space)
    row = steps.row_of(persona_id, space)
    if row is None and not Persona.objects.filter(id=persona_id).exists():
        raise NotHere
    was = row.state if row is not None else ""
    if row is not None and was == MembershipState.JOINED and row.role == MembershipRole.STEWARD:
        raise Refused("A steward can't be banned.", do="Ask the people who run this site for help.", code="is_steward")
    waits = was == MembershipState.ASKED or (row is not None and row.told_waiting)
    fields = {"state": MembershipState.BANNED, "role": MembershipRole.MEMBER, "note": "", "told_waiting": waits}
    Membership.objects.update_or_create(persona_id=persona_id, space=space, defaults=fields)
    if was == MembershipState.JOINED:
        publish(Left(space_id=space.id, persona_id=persona_id))
    steps.note_down("space.ban", by=by, space=space, subject=persona_id, role="steward")


@transaction.atomic
def unban(*, by: Viewer, space: Space, persona_id: int) -> None:
    """End a ban: the persona may join or ask again. Raises NotHere for all but stewards and where there is no ban."""
    steps.steward_with("ban from the space", by=by, space=space)
    steps.hold(space)
    if not Membership.objects.filter(persona_id=persona_id, space=space, state=MembershipState.BANNED).delete()[0]:
        raise NotHere
    steps.note_down("space.unban", by=by, space=space, subject=persona_id, role="steward")
