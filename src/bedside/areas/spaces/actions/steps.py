"""Steps that several of the actions take."""

from datetime import datetime

from bedside.areas.audit.actions import record
from bedside.areas.people import actions as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.entering import Entry, entry, fits_age
from bedside.areas.spaces.events import Joined
from bedside.areas.spaces.models import Invitation, Membership, MembershipRole, MembershipState, Space
from bedside.areas.spaces.queries import as_steward, kind_of
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.policy import permissions
from bedside.policy.boundaries import Ruling

LONGEST_NOTE = 300


def hold(space: Space) -> None:
    """Let one change of a space's people follow the other: the row of the space is locked until the commit."""
    Space.objects.select_for_update(no_key=True).get(id=space.id)


def row_of(persona_id: int, space: Space) -> Membership | None:
    """Return the persona's row in the space."""
    return Membership.objects.filter(persona_id=persona_id, space=space).first()


def is_invited(by: Viewer, space: Space) -> bool:
    """Say whether `by` was named for coming in, and has not answered."""
    row = row_of(by.persona_id, space)
    return row is not None and row.state == MembershipState.INVITED


def steward_with(right: str, *, by: Viewer, space: Space) -> None:
    """Raise NotHere unless `by` is a steward of the space, with this right of `policy.permissions`."""
    as_steward(by, space)
    if not permissions.may(right, roles=frozenset({permissions.STEWARD})):
        raise NotHere


def way_in(by: Viewer, space: Space, *, consent: bool, invited: bool = False) -> Entry:
    """Return by which door `by` comes in, as the gate allows it.

    Raises NotHere where the space may not be known, NotAllowed without a way in or while the mail address is not
    confirmed, and Refused `consent_needed` where joining tells something about one's health and nobody agreed to that.
    """
    found = entry(by, space, invited=invited)
    if found.door is None:
        check_age(by, space, invited=invited)
        raise no_door(space, found.ruling)
    if not by.confirmed:
        raise NotAllowed(
            "Your mail address is not confirmed yet.", do="Confirm it first. Then you can join.", code="confirm_mail"
        )
    if kind_of(space).consent and not consent:
        raise _consent_needed(entry(by, space, agreed=False, invited=invited).ruling)
    return found


def check_age(by: Viewer, space: Space, *, invited: bool) -> None:
    """Raise NotAllowed where a teen would come among adults, or an adult who is not asked among teens (row B43)."""
    if fits_age(by, space, invited=invited):
        return
    if by.teen:
        what, do = "This community is for adults.", "Look in the list of spaces for one of people of your age."
    else:
        what, do = "This community is for people under 18.", "Its stewards ask the adults who help there."
    raise NotAllowed(what, do=do, code="no_door")


def no_door(space: Space, ruling: Ruling) -> Refused:
    """Return the refusal for a persona that this kind of space does not take in, or this site does not."""
    if ruling.secret:
        return NotHere()
    what, do = ruling.what, ruling.do
    if space.kind == "square":
        what = "Nobody joins the square. Anyone can read it, and every member can write in it."
        do = "Go back, or speak as another of your personas."
    return NotAllowed(what, do=do, code="no_door", row=ruling.row.id, rules=ruling.row.rules)


def _consent_needed(ruling: Ruling) -> Refused:
    return Refused(
        "Joining needs your clear yes.",
        do="Read what others will know about you. Tick the box if you agree.",
        code="consent_needed",
        field="consent",
        row=ruling.row.id,
        rules=ruling.row.rules,
    )


def put_in(
    persona_id: int, space: Space, *, role: str, listed: bool, consented: bool, until: datetime | None = None
) -> Membership:
    """Make the persona a member from now on, whatever was before, and publish `Joined`; `until`: to that moment."""
    fields = {
        "state": MembershipState.JOINED,
        "role": role,
        "listed": listed,
        "note": "",
        "told_waiting": False,
        "since": now(),
        "ends_at": until,
        "consented_at": now() if consented else None,
    }
    row, _ = Membership.objects.update_or_create(persona_id=persona_id, space=space, defaults=fields)
    if role == MembershipRole.STEWARD:
        people.note_steward(persona_id)
    publish(Joined(space_id=space.id, persona_id=persona_id))
    return row


def drop_invitations(persona_id: int, space: Space) -> None:
    """End the invitations of a persona that is no steward any more."""
    Invitation.objects.filter(inviter_id=persona_id, space=space).delete()


def other_stewards(persona_id: int, space: Space) -> bool:
    """Say whether the space has a steward besides this persona."""
    rows = Membership.objects.filter(space=space, state=MembershipState.JOINED, role=MembershipRole.STEWARD)
    return rows.exclude(persona_id=persona_id).exists()


def others(persona_id: int, space: Space) -> bool:
    """Say whether anybody besides this persona is in the space."""
    return Membership.objects.filter(space=space, state=MembershipState.JOINED).exclude(persona_id=persona_id).exists()


def note_down(action: str, *, by: Viewer, space: Space, subject: int | None = None, role: str = "") -> None:
    """Write the audit row of a change in a space."""
    about_whom = by.persona_id if subject is None else subject
    record(action, by=by.persona_id, role=role, about=("space", space.id), subject=about_whom)
