"""Finding out whether the ledgers of consents are what they were: each hash anew, and against the audit log."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from bedside.areas.records.models import LedgerEntry
from bedside.kit.viewing import as_system
from bedside.policy.sharing import Entry, fault_in

# A line that the audit log tells of, of somebody who is still here: another one, or none at all.
NOT_AS_TOLD = """
SELECT a.object_id FROM audit_entry a JOIN people_persona p ON p.id = a.actor_id
LEFT JOIN records_ledger l ON l.id = a.object_id
WHERE a.object_kind = 'ledger' AND a.action LIKE 'sharing.%%'
  AND (l.id IS NULL OR encode(l.hash, 'hex') <> a.detail->>'hash') LIMIT 1
"""


@dataclass(frozen=True)
class LedgerVerdict:
    """What was found: how many lines there are, and the first fault as a sentence, or ""."""

    entries: int
    fault: str


@as_system("every ledger is looked through")
def verify_ledgers() -> LedgerVerdict:
    """Check every line of every ledger. It names no owner and no audience: only the number of a line."""
    chains: dict[int, list[tuple[Entry, bytes, bytes]]] = defaultdict(list)
    count = 0
    for row in LedgerEntry.objects.order_by("owner_id", "seq").iterator():
        chains[row.owner_id].append((row.entry(), bytes(row.prev), bytes(row.hash)))
        count += 1
    for owner, chain in chains.items():
        fault = fault_in(owner, chain)
        if fault:
            return LedgerVerdict(count, f"In the ledger that begins with row {chain[0][0].number}, {fault}.")
    with connection.cursor() as cursor:
        cursor.execute(NOT_AS_TOLD)
        cut = cursor.fetchone()
    return LedgerVerdict(count, f"Row {cut[0]} is not as the audit log tells of it, or is gone." if cut else "")
