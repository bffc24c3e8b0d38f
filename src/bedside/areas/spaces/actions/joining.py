"""Coming in, or asking to."""

from django.db import transaction

from bedside.areas.people.names import clean_line
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.events import JoinAsked
from bedside.areas.spaces.models import Membership, MembershipState, Space
from bedside.areas.spaces.queries import kind_of, knows
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import publish


@transaction.atomic
def join(*, by: Viewer, space: Space, consent: bool = False, listed: bool = False, note: str = "") -> str:
    """Join the space, or ask its stewards, and return the state as `by` is told it: "joined" or "asked".

    A banned persona gets the answer of one who waits. Pressing twice changes nothing. Raises NotHere for a space that
    `by` may not know of, NotAllowed without a door, Refused `consent_needed`, and for the note `too_long` or
    `hidden_characters`.
    """
    if not knows(by, space):
        raise NotHere
    found = steps.way_in(by, space, consent=consent, invited=steps.is_invited(by, space))
    note = clean_line(note, field="note", longest=steps.LONGEST_NOTE)
    steps.hold(space)
    row = steps.row_of(by.persona_id, space)
    if row is not None and row.state in (MembershipState.JOINED, MembershipState.ASKED):
        return row.state
    if row is not None and row.state == MembershipState.BANNED:
        return _let_wait(row, by=by, space=space)
    if row is not None or (found.at_once and not space.approves):
        role = row.role if row is not None else found.role  # invited ones come in as what they were invited to be
        steps.put_in(by.persona_id, space, role=role, listed=listed, consented=kind_of(space).consent)
        steps.note_down("space.join", by=by, space=space)
        return MembershipState.JOINED.value
    return _ask(by=by, space=space, role=found.role, listed=listed, note=note)


@transaction.atomic
def set_listed(*, by: Viewer, space: Space, listed: bool) -> None:
    """Choose whether the members' list names `by`. Raises NotHere for who is not in the space."""
    rows = Membership.objects.filter(persona_id=by.persona_id, space=space, state=MembershipState.JOINED)
    if not rows.update(listed=listed):
        raise NotHere
    steps.note_down("space.listed" if listed else "space.unlisted", by=by, space=space)


def _ask(*, by: Viewer, space: Space, role: str, listed: bool, note: str) -> str:
    Membership.objects.create(
        persona_id=by.persona_id,
        space=space,
        state=MembershipState.ASKED,
        role=role,
        listed=listed,
        note=note,
        consented_at=now() if kind_of(space).consent else None,
    )
    publish(JoinAsked(space_id=space.id, persona_id=by.persona_id, ask_id=new_id()))
    steps.note_down("space.ask", by=by, space=space)
    return MembershipState.ASKED.value


def _let_wait(row: Membership, *, by: Viewer, space: Space) -> str:
    """Nobody is asked: the ban was the answer. The banned persona is not told so."""
    row.told_waiting = True
    row.save(update_fields=["told_waiting"])
    steps.note_down("space.ask", by=by, space=space)
    return MembershipState.ASKED.value
