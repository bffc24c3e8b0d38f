"""Opening a room to students, and closing it to them again."""

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.models import Space
from bedside.kit.errors import NotHere
from bedside.kit.ids import new_id
from bedside.policy import permissions
from bedside.policy.space_kinds import OPENED_TO_STUDENTS


@transaction.atomic
def open_to_students(*, by: Viewer, space: Space, opened: bool) -> None:
    """Let checked students in from now on, or no longer; NotHere for all but stewards, and where students never come.

    What was begun before the opening stays with clinicians; after a closing students read nothing here, at once.
    """
    if space.kind not in OPENED_TO_STUDENTS:
        raise NotHere
    steps.steward_with("open the room to students", by=by, space=space)
    steps.hold(space)
    space.refresh_from_db(fields=["students_from"])
    if opened == (space.students_from is not None):
        return
    space.students_from = new_id() if opened else None
    space.save(update_fields=["students_from"])
    action = "space.open_to_students" if opened else "space.close_to_students"
    steps.note_down(action, by=by, space=space, role=permissions.STEWARD)
