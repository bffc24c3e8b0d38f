"""Steps that the actions on contacts share."""

from django.db import connection

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotAllowed, Refused


def hold_pair(one: int, other: int) -> None:
    """Let one change between two personas follow the other, until the commit: a follow can't slip past a block."""
    key = f"contacts {min(one, other)} {max(one, other)}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def check_actor(by: Viewer, target_id: int) -> None:
    """Raise NotAllowed before the mail address is confirmed, and Refused for an action on oneself."""
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
    if by.persona_id == target_id:
        raise Refused("This is you.", do="Choose somebody else.", code="yourself")


def note_down(action: str, *, by: Viewer, target_id: int) -> None:
    """Write the audit row. Its subject is the actor: the other one is not to find out from its own rows."""
    record(action, by=by.persona_id, about=("persona", target_id), subject=by.persona_id)
