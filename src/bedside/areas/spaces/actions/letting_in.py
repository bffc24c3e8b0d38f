"""What a steward answers to those who ask."""

from django.db import transaction

from bedside.areas.credentials.queries import level_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.entering import entry
from bedside.areas.spaces.events import Joined, LetIn
from bedside.areas.spaces.models import Membership, MembershipState, Space
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import publish


@transaction.atomic
def let_in(*, by: Viewer, space: Space, persona_id: int) -> None:
    """Let an asker in. Pressing twice changes nothing.

    Raises NotHere for all but stewards and for who did not ask, and Refused `no_door` when what opened the door (a
    credential) has lapsed since.
    """
    steps.steward_with("let people in", by=by, space=space)
    steps.hold(space)
    row = Membership.objects.filter(persona_id=persona_id, space=space).select_related("persona").first()
    if row is not None and row.state == MembershipState.JOINED:
        return
    if row is None or row.state != MembershipState.ASKED:
        raise NotHere
    _check_door(row, space)
    row.state, row.since, row.note = MembershipState.JOINED, now(), ""
    row.save(update_fields=["state", "since", "note"])
    publish(LetIn(space_id=space.id, persona_id=persona_id, by_id=by.persona_id, let_in_id=new_id()))
    publish(Joined(space_id=space.id, persona_id=persona_id))
    steps.note_down("space.let_in", by=by, space=space, subject=persona_id, role="steward")


@transaction.atomic
def turn_away(*, by: Viewer, space: Space, persona_id: int) -> None:
    """Answer no: the asking is gone, the asker is not told and may ask again.

    Raises NotHere for all but stewards and for who did not ask.
    """
    steps.steward_with("let people in", by=by, space=space)
    steps.hold(space)
    asked = Membership.objects.filter(persona_id=persona_id, space=space, state=MembershipState.ASKED)
    if not asked.delete()[0]:
        raise NotHere
    steps.note_down("space.turn_away", by=by, space=space, subject=persona_id, role="steward")


def _check_door(row: Membership, space: Space) -> None:
    asker = Viewer(persona_id=row.persona_id, kind=row.persona.kind, level=level_of(row.persona_id), confirmed=True)
    found = entry(asker, space, invited=True)
    if found.door is None:
        raise Refused(
            "This person can't come in any more: what was checked about them has lapsed.",
            do="Turn the request away, or wait until they are checked again.",
            code="no_door",
            row=found.ruling.row.id,
            rules=found.ruling.row.rules,
        )
