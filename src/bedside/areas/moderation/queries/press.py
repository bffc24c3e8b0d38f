"""One press at the desk, which whoever made it can take back for a while."""

from datetime import timedelta
from typing import Final

from bedside.areas.moderation.models import Act, Appeal
from bedside.areas.moderation.queries.hands import SEEN_BY_ROLE, hand_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.moderation.acts import handles

UNDO_WITHIN: Final = timedelta(hours=24)


def undoable(viewer: Viewer, batch_id: int) -> int:
    """Return how many acts one of the viewer's own presses made that can be taken back now; raise NotHere for none."""
    return len(undoable_rows(viewer, batch_id))


def undoable_rows(viewer: Viewer, batch_id: int) -> list[Act]:
    """Return these acts. Raises NotHere for the press of somebody else, for one that is older than a day, and where an
    appeal was made meanwhile: that is answered by another person.
    """
    with as_system(SEEN_BY_ROLE):
        rows = list(Act.objects.filter(batch_id=batch_id, lifted_at=None).order_by("id"))
        fresh = rows and rows[0].by_account == viewer.account_id and now() < rows[0].done_at + UNDO_WITHIN
        if not fresh or not handles(hand_of(viewer, rows[0])):
            raise NotHere
        if Appeal.objects.filter(act_id__in=[row.id for row in rows]).exists():
            raise NotHere
    return rows
