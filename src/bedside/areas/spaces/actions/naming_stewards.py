"""Making somebody a steward."""

from django.db import transaction

from bedside.areas.credentials.queries import level_of
from bedside.areas.people import actions as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.entering import entry
from bedside.areas.spaces.models import Membership, MembershipRole, MembershipState, Space
from bedside.areas.spaces.queries import standing
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.space_kinds import KINDS


@transaction.atomic
def name_steward(*, by: Viewer, space: Space, persona_id: int) -> None:
    """Make somebody a steward of the space (right "name stewards"; for others NotHere).

    A student can't be one in a room: Refused `no_steward`. A steward names a member: Refused `not_member` for anybody
    else. An administrator names anybody who could join:
    a member is steward at once, others are invited, and the administrator is not told which, for that would tell who
    is in the space. Refused `no_door` for a persona that could not join.
    """
    is_steward = standing(by, space).is_steward
    roles = by.staff | ({permissions.STEWARD} if is_steward else set())
    if not permissions.may("name stewards", roles=roles):
        raise NotHere
    steps.hold(space)
    if not is_steward:
        _invite_as_steward(persona_id, space)
    elif not _promote(persona_id, space):
        raise Refused(
            "Only a member can be a steward.", do="Ask them to join first.", code="not_member", field="handle"
        )
    role = permissions.STEWARD if is_steward else permissions.ADMINISTRATOR
    steps.note_down("space.name_steward", by=by, space=space, subject=persona_id, role=role)


def _promote(persona_id: int, space: Space) -> bool:
    joined = Membership.objects.filter(persona_id=persona_id, space=space, state=MembershipState.JOINED)
    if KINDS[space.kind].reads_with is not None and joined.filter(persona__kind="student").exists():
        raise Refused("A student can't be a steward here.", do="Name a clinician.", code="no_steward", field="handle")
    if any(_reads_only(kind, space) for kind in joined.values_list("persona__kind", flat=True)):
        raise Refused("Who reads only can't be a steward.", do="Name a member.", code="no_steward", field="handle")
    promoted = bool(joined.update(role=MembershipRole.STEWARD))
    if promoted:
        people.note_steward(persona_id)
    return promoted


@as_system("an administrator names a steward without being told who is in the space")
def _invite_as_steward(persona_id: int, space: Space) -> None:
    persona = Persona.objects.filter(id=persona_id, hidden=False).first()
    if persona is None:
        raise NotHere
    named = Viewer(persona_id=persona.id, kind=persona.kind, level=level_of(persona.id), confirmed=True)
    found = entry(named, space, invited=True)
    if found.door is None or found.door.reads_only:
        raise steps.no_door(space, found.ruling)
    is_banned = Membership.objects.filter(persona=persona, space=space, state=MembershipState.BANNED).exists()
    if not is_banned and not _promote(persona_id, space):  # whom the stewards keep out, they let in again themselves
        fields = {"state": MembershipState.INVITED, "role": MembershipRole.STEWARD}
        Membership.objects.update_or_create(persona=persona, space=space, defaults=fields)


def _reads_only(kind: str, space: Space) -> bool:
    door = KINDS[space.kind].door_for(kind=kind, level="V0")
    return door is not None and door.reads_only
