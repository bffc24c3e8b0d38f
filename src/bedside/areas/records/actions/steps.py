"""Steps that the actions on records share."""

from django.db import connection

from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotAllowed

EVERY_LEDGER = "every ledger"


def hold_source(source: str) -> None:
    """Let one import or build of a source follow the other, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"records {source}"])


def hold_ledger(owner_id: int) -> None:
    """Let one line of an owner's ledger follow the other, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [f"records {EVERY_LEDGER}"])
    hold_source(f"ledger of {owner_id}")


def hold_all_ledgers() -> None:
    """Let nobody else add a line to any ledger until the commit. One lock: the database has room for thousands."""
    hold_source(EVERY_LEDGER)


def confirmed_only(by: Viewer) -> None:
    """Raise NotAllowed for who has not confirmed her mail address: she could not come back to what she keeps."""
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
