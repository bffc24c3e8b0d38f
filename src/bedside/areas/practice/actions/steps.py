"""What every change of a practice begins and ends with."""

from typing import Any

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.models import Practice
from bedside.areas.practice.queries.seat import Seat, seat_in
from bedside.kit.errors import NotAllowed
from bedside.policy.practice.roles import Right


def seated(by: Viewer, practice_id: int, right: Right) -> Seat:
    """Return the seat of `by`, the practice locked; raise NotHere off the team, NotAllowed without the right."""
    here = seat_in(by, practice_id)
    if not here.may(right):
        raise NotAllowed("Your role in this practice does not include that.", do="Ask the owner of the practice.")
    Practice.objects.select_for_update(no_key=True).get(space_id=practice_id)
    return here


def note_down(action: str, *, by: Viewer, here: Seat, subject: int | None = None, **detail: Any) -> None:
    """Write the audit row of a change at a practice."""
    about = ("practice", here.practice.space_id)
    record(action, by=by.persona_id, role=here.role, about=about, subject=subject or by.persona_id, **detail)
