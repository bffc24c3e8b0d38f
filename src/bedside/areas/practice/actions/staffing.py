"""Who is on a team, and as what. A team always has an owner; who leaves sees nothing more from that moment on."""

from typing import Any

from django.db import transaction

from bedside.areas.people.queries import persona_by_handle
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.actions import steps
from bedside.areas.practice.events import LeftTeam
from bedside.areas.practice.models import TeamMember, TeamShift
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.practice.roles import Right, Role

STAFF_KINDS = frozenset({"clinician", "organisation"})


@transaction.atomic
def add_member(*, by: Viewer, practice_id: int, handle: str, role: str) -> TeamMember:
    """Give somebody a role on the team; one that she has already stays as it is.

    Raises NotHere, NotAllowed, Refused for a handle that is nobody's, a role that is none, or a patient's persona:
    who works at a practice is public, and a patient's persona must not be.
    """
    here = steps.seated(by, practice_id, Right.TEAM)
    if role not in set(Role):
        raise Refused("Choose a role.", do="Pick one from the list.", code="role", field="role")
    try:
        persona = persona_by_handle(by, handle)
    except NotHere as error:
        do = "Look at the handle. It stands on their page, after the @."
        raise Refused("Nobody here has this handle.", do=do, code="no_such_handle", field="handle") from error
    if persona.kind not in STAFF_KINDS:
        do = "Ask them for the handle of the persona with which they work."
        raise Refused("This is not a persona for work.", do=do, code="not_staff", field="handle")
    wanted: dict[str, Any] = {"practice_id": practice_id, "persona": persona, "role": role, "ended_at": None}
    row, is_new = TeamMember.objects.get_or_create(**wanted)
    if is_new:
        steps.note_down("practice.member_added", by=by, here=here, subject=persona.id, of=role)
    return row


@transaction.atomic
def end_role(*, by: Viewer, practice_id: int, member_id: int) -> None:
    """Take a role away; with the last one goes everything that somebody had to do there.

    Raises NotHere, NotAllowed, and Refused for the last owner: somebody has to answer for the practice.
    """
    here = steps.seated(by, practice_id, Right.TEAM)
    row = TeamMember.objects.filter(id=member_id, practice_id=practice_id, ended_at=None).first()
    if row is None:
        raise NotHere
    live = TeamMember.objects.filter(practice_id=practice_id, ended_at=None)
    if row.role == Role.OWNER and not live.filter(role=Role.OWNER.value).exclude(id=row.id).exists():
        do = "Make somebody else an owner first."
        raise Refused("A practice needs an owner.", do=do, code="last_owner")
    row.ended_at = now()
    row.save(update_fields=["ended_at"])
    if not live.filter(persona_id=row.persona_id).exists():
        TeamShift.objects.filter(practice_id=practice_id, persona_id=row.persona_id, ends_at__gt=now()).delete()
        publish(LeftTeam(practice_id=practice_id, persona_id=row.persona_id))
    steps.note_down("practice.member_ended", by=by, here=here, subject=row.persona_id, of=row.role)
