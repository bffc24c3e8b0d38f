"""Reading the audit log. Who may see what of it is decided by the areas above, which ask for subjects by their ids."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q

from bedside.areas.audit.chain import CANONICAL
from bedside.areas.audit.models import AuditCheckpoint, AuditEntry, AuditSeal
from bedside.kit.clock import now

SEALED_WITHIN: Final = timedelta(seconds=5)

CHAIN = f"""
COPY (SELECT encode(s.hash, 'hex'), encode(s.prev, 'hex'), s.chain_no, {CANONICAL}
      FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id ORDER BY s.chain_no) TO STDOUT
"""  # noqa: S608  # our own constants
WAITING = """
SELECT count(*) FROM audit_entry e
WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) AND e.at < %s
"""


def chain_lines() -> Iterator[bytes]:
    """Yield every sealed row in the order of its number: hash, the hash before, number, canonical row; tabs between."""
    with connection.cursor() as cursor, cursor.copy(CHAIN) as copy:
        for line in copy:
            yield bytes(line)[:-1]


def waiting() -> int:
    """Return how many entries have waited longer than five seconds for their seal: more than none is a fault."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [now() - SEALED_WITHIN])
        return int(cursor.fetchone()[0])


def sealed() -> int:
    """Return how many entries are sealed."""
    last = AuditSeal.objects.order_by("-chain_no").values_list("chain_no", flat=True).first()
    return last or 0


def notes() -> list[str]:
    """Return the checkpoints that the site itself keeps, oldest first. Who owns the database can change them."""
    return list(AuditCheckpoint.objects.order_by("size").values_list("note", flat=True))


def looks(
    subjects: Iterable[int], *, untold: Iterable[int] = (), before: int | None = None, limit: int
) -> Sequence[AuditEntry]:
    """Return who looked at the data of these personas, newest first: reads with a purpose, and none by themselves.

    `untold` are ids of emergency accesses of which the owner is not to hear yet.
    """
    whose, hidden = list(subjects), list(untold)
    rows = AuditEntry.objects.filter(subject_id__in=whose, outcome="allow").exclude(purpose="")
    rows = rows.exclude(actor_id__in=whose)
    if hidden:  # a row without the key compares as unknown, so it is named here
        rows = rows.filter(Q(detail__access__isnull=True) | ~Q(detail__access__in=hidden))
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def looks_under(access_id: int) -> Sequence[AuditEntry]:
    """Return everything that was read under one emergency access, oldest first: for its review."""
    return list(AuditEntry.objects.filter(purpose="break_glass", detail__access=access_id).order_by("id"))


def done_to(subjects: Iterable[int], *, actions: Iterable[str], limit: int) -> list[tuple[str, datetime]]:
    """Return which of these actions were done to these personas, and when, newest first."""
    rows = AuditEntry.objects.filter(subject_id__in=list(subjects), action__in=list(actions), outcome="allow")
    return list(rows.order_by("-id").values_list("action", "at")[:limit])
