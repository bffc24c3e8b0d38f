"""The sealer: numbers the entries that were committed, hashes them into one chain, and signs checkpoints of it.

An entry is written without a number, in the transaction of what it tells of. The sealer numbers what it finds
committed, without gaps; what commits later gets a later number. Who seals holds an advisory lock for one short
transaction, so that two sealers only take turns. Seals and checkpoints are added, never changed: the application's role
has no right to change them.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from django.db import connection, transaction

from bedside.areas.audit import files
from bedside.areas.audit.chain import CANONICAL, FIRST, hash_of, numbered
from bedside.areas.audit.models import AuditCheckpoint, AuditSeal
from bedside.areas.audit.signing import origin, signing_key
from bedside.kit.checkpoints import Checkpoint
from bedside.kit.clock import now
from bedside.kit.copying import copy_rows
from bedside.kit.tree import Tree

EVERY: Final = 1_000  # entries between two checkpoints
LATEST: Final = timedelta(seconds=60)  # when there is at least one new entry

SEAL: Final = ("chain_no", "entry_id", "prev", "hash")
LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('bedside audit sealer'))"
# All transactions before this one are over, and what they wrote can be seen.
FLOOR = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# No transaction has got this number yet. Only rows that a backup brought from another server can have a higher one.
CEILING = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
ANY_NUMBER: Final = 2**62
WAITING = f"""
COPY (SELECT e.transaction, {CANONICAL} FROM audit_entry e
      WHERE e.transaction >= %s AND e.transaction < %s
      AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
      ORDER BY e.transaction, e.id LIMIT %s) TO STDOUT
"""  # noqa: S608  # our own constants


class Sealer:
    """Seals in rounds. It remembers up to where everything is sealed; a new one looks through the whole table once."""

    def __init__(self) -> None:
        self._floor = 0
        self._looked_through = False

    def round(self) -> int:
        """Seal up to 1,000 waiting entries, sign a checkpoint if one is due, and return how many were sealed."""
        with transaction.atomic():
            if not _scalar(LOCK):
                return 0  # another sealer is at work
            last = AuditSeal.objects.order_by("-chain_no").first()
            size = last.chain_no if last else 0
            signed = AuditCheckpoint.objects.order_by("-size").first()
            room = EVERY - (size - (signed.size if signed else 0))
            # The floor is read first: whatever those transactions wrote is seen by the statement after it.
            floor = _scalar(FLOOR)
            rows = _waiting(self._floor, _scalar(CEILING) if self._looked_through else ANY_NUMBER, room)
            if rows:
                copy_rows("audit_seal", SEAL, _seals(rows, size, bytes(last.hash) if last else FIRST))
            note = _sign(signed, size + len(rows))
        # Of a full batch some of the last transaction's entries may have been left.
        self._floor = min(floor, rows[-1][0]) if len(rows) == room else floor
        self._looked_through = self._looked_through or len(rows) < room
        if note:
            files.append(note, at=now())
        return len(rows)


def _scalar(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _waiting(floor: int, ceiling: int, limit: int) -> list[tuple[int, bytes]]:
    """Return (transaction, canonical row) of entries without a seal, in the order in which they are to be sealed."""
    with connection.cursor() as cursor, cursor.copy(WAITING, [floor, ceiling, limit]) as copy:
        lines = b"".join(copy).split(b"\n")[:-1]
    parts = (line.split(b"\t", 1) for line in lines)
    return [(int(number), row) for number, row in parts]


def _seals(rows: Iterable[tuple[int, bytes]], size: int, prev: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield the rows of `audit_seal`, in the order of SEAL."""
    for chain_no, (_transaction, row) in enumerate(rows, start=size + 1):
        digest = hash_of(prev, numbered(chain_no, row))
        yield chain_no, int(row.split(b"\t", 1)[0]), prev, digest
        prev = digest


def _sign(signed: AuditCheckpoint | None, size: int) -> str:
    """Sign a checkpoint of the first `size` entries if one is due, and return its text, else ""."""
    before = signed.size if signed else 0
    due = size - before >= EVERY or (size > before and (signed is None or now() - signed.at >= LATEST))
    if not due:
        return ""
    tree = Tree(before, bytes(signed.frontier) if signed else b"")
    hashes = AuditSeal.objects.filter(chain_no__gt=before, chain_no__lte=size).order_by("chain_no")
    for digest in hashes.values_list("hash", flat=True):
        tree.add(bytes(digest))
    note = Checkpoint(origin(), size, tree.root()).signed(signing_key())
    AuditCheckpoint.objects.create(size=size, frontier=tree.frontier, note=note)
    return note
