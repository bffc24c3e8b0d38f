"""Making a row of the table stricter, and taking that back. Nothing here can loosen the table."""

from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.boundaries.models import LONGEST_REASON, Change
from bedside.areas.boundaries.queries import RIGHT, forget_tightened
from bedside.areas.people.names import clean_line
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import Refused
from bedside.policy import boundaries, permissions


@transaction.atomic
def tighten(*, by: Viewer, row_id: str, decision: str, reason: str) -> None:
    """Turn a row into "hold" or "deny" on this site, from now on; everybody can read the reason.

    Raises NotHere without the right, and Refused for a row that is fixed, for a decision that is not stricter or not
    one that the row can have, and without a reason. Pressing twice changes nothing.
    """
    require(RIGHT, by=by)
    words = boundaries.words_of(row_id) if row_id in boundaries.table().rows else None
    if words is None:
        raise Refused("There is no such row.", do="Choose one from the list.", code="no_row", field="row")
    if not words.may:
        raise Refused("This row can't be changed.", do=words.fixed, code="fixed", field="row")
    if decision not in words.may:
        do = "Choose another answer, or another row."
        raise Refused("This row can't have this answer.", do=do, code="not_stricter", field="decision")
    if _change(by=by, row_id=row_id, decision=decision, reason=reason):
        record("boundary.tighten", by=by.persona_id, role=permissions.ADMINISTRATOR, row=row_id, decision=decision)


@transaction.atomic
def back_to_table(*, by: Viewer, row_id: str, reason: str) -> None:
    """Let the table's own decision hold again. Raises NotHere without the right, Refused where nothing was stricter."""
    require(RIGHT, by=by)
    if not _change(by=by, row_id=row_id, decision="", reason=reason):
        raise Refused("This row is as the table says.", do="Choose another.", code="not_tightened", field="row")
    record("boundary.back", by=by.persona_id, role=permissions.ADMINISTRATOR, row=row_id)


def _change(*, by: Viewer, row_id: str, decision: str, reason: str) -> bool:
    """Write the change down; say whether it was one. One change of a row follows the other."""
    words = clean_line(reason, field="reason", longest=LONGEST_REASON)
    if not words:
        do = "Everybody who asks why can read it."
        raise Refused("Say why this site does so.", do=do, code="no_reason", field="reason")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["boundaries"])
    before = Change.objects.filter(row=row_id).order_by("-id").first()
    if decision == (before.decision if before is not None else ""):
        return False
    Change.objects.create(row=row_id, decision=decision, reason=words, changed_by=by.persona_id)
    transaction.on_commit(forget_tightened)
    return True
