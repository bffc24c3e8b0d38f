"""Links into one space: made by a steward, used a few times, dead after some days."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces import codes
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.models import Invitation, MembershipRole, MembershipState, Space
from bedside.areas.spaces.queries import invitation_ends, invited_space, kind_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system

MOST_USES = 50
MOST_DAYS = 30


@transaction.atomic
def invite(*, by: Viewer, space: Space, uses: int = 1, days: int = 7) -> str:
    """Return the code of a new invitation, which nobody can be shown again: only its hash is kept.

    It opens exactly this space, `uses` times (1 to 50) within `days` (1 to 30), while `by` stays a steward. Raises
    NotHere for all but stewards, Refused `out_of_range`.
    """
    steps.steward_with("invite", by=by, space=space)
    _check_range(uses, most=MOST_USES, field="uses")
    _check_range(days, most=MOST_DAYS, field="days")
    code = codes.fresh()
    Invitation.objects.create(
        code_hash=codes.hashed(code),
        space=space,
        inviter_id=by.persona_id,
        uses_left=uses,
        expires_at=now() + timedelta(days=days),
    )
    record("space.invite", by=by.persona_id, role="steward", about=("space", space.id), uses=uses, days=days)
    return code


@transaction.atomic
def redeem(*, by: Viewer, code: str, consent: bool = False, listed: bool = False) -> Space:
    """Come in by an invitation, and return its space. Who is in already comes in again without using it up.

    Raises NotHere alike for a code that is wrong, used up, too old or orphaned, for a banned persona and for a kind of
    persona that has no door there; Refused `consent_needed`.
    """
    space, ends = invited_space(by, code), invitation_ends(by, code)
    found = steps.way_in(by, space, consent=consent, invited=True)
    steps.hold(space)
    row = steps.row_of(by.persona_id, space)
    if row is not None and row.state == MembershipState.JOINED and row.ends_at in (None, ends):
        return space  # a stay that ends with another day is begun anew: asked again, one stays longer
    if row is not None and row.state == MembershipState.BANNED:
        raise NotHere  # banned between the look and the lock
    _use_up(code)
    was_named = row is not None and row.state == MembershipState.INVITED and row.role == MembershipRole.STEWARD
    role = MembershipRole.STEWARD if was_named else found.role
    until = ends if found.door is not None and found.door.reads_only else None  # B40: as long as it is asked for
    steps.put_in(by.persona_id, space, role=role, listed=listed, consented=kind_of(space).consent, until=until)
    steps.note_down("space.redeem", by=by, space=space)
    return space


@as_system("a use of somebody else's invitation")
def _use_up(code: str) -> None:
    """Take one use. The row is locked, so that many at once get exactly as many as there are."""
    live = Invitation.objects.select_for_update().filter(code_hash=codes.hashed(code))
    invitation = live.filter(uses_left__gt=0, expires_at__gt=now()).first()
    if invitation is None:
        raise NotHere
    Invitation.objects.filter(code_hash=invitation.code_hash).update(uses_left=F("uses_left") - 1)


def _check_range(number: int, *, most: int, field: str) -> None:
    if not 1 <= number <= most:
        raise Refused("This number does not fit.", do=f"Choose 1 to {most}.", code="out_of_range", field=field)
