"""Steps that the imports share: what a file and its outcome are, one at a time, and the record of it."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db import connection

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers.models import Import
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.registers.model import Register

MOST_REJECTED: Final = 1_000  # one row in so many may be rejected (0.1 %)
MEMORY: Final = "SET LOCAL work_mem = '64MB'"  # the merge compares whole registers
LOCK: Final = "SELECT pg_try_advisory_xact_lock(hashtextextended('registers import', 0))"

Kind = Literal["full", "weekly", "deactivated", "exclusions"]


@dataclass(frozen=True)
class File:
    """A file that is taken in: the SHA-256 of its bytes, the day that it is of, and what it holds.

    "full" is the whole register: a number that two such files in a row lack is gone. "weekly" holds what changed,
    "deactivated" the numbers that have ended.
    """

    sha256: str
    day: date
    kind: Kind


@dataclass
class Imported:
    """What became of a file. `already` is the day on which the same file was taken in before; then nothing was done."""

    read: int = 0
    rejected: int = 0
    doubled: int = 0  # numbers that stood in the file more than once
    missing: int = 0  # active numbers that a full file lacks
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    already: date | None = None


def alone() -> None:
    """Let no other import run until the commit; raise `Refused` while one does."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        if not cursor.fetchone()[0]:
            raise Refused("Another import runs.", do="Wait for its end.", code="import_runs")
        cursor.execute(MEMORY)


def known_day(register: Register, file: File) -> date | None:
    """Return on which day this very file was taken in before, None for a new one; `Refused` for a day to come."""
    if file.day > now().date():
        raise Refused(f"{file.day} is not yet over.", do="Give the day of the file with --date.", code="file_date")
    before = Import.objects.filter(register=register.KEY, file_hash=file.sha256, kind=file.kind).first()
    return before.imported_at.date() if before is not None else None


def require_few_rejected(result: Imported) -> None:
    """Raise `Refused` when more than one row in `MOST_REJECTED` was rejected, or when there was none at all."""
    if result.read == 0:
        raise Refused("The file has no rows. Nothing was changed.", do="Fetch it again.", code="no_rows")
    if result.rejected * MOST_REJECTED > result.read:
        raise too_many(result)


def too_many(result: Imported) -> Refused:
    """Return the refusal of a file of which too many rows were rejected."""
    what = f"{result.rejected} rows were rejected, more than one in {MOST_REJECTED}. Nothing was changed."
    do = "Look at the rejected rows: the file may be damaged, or of another register."
    return Refused(what, do=do, code="too_many_rejected")


def recorded(register: Register, file: File, result: Imported, by: Viewer | None) -> Import:
    """Write down which file was taken in, for everybody and in the audit log."""
    row = Import.objects.create(
        register=register.KEY,
        kind=file.kind,
        file_hash=file.sha256,
        file_date=file.day,
        read=result.read,
        added=result.added,
        changed=result.changed,
        unchanged=result.unchanged,
        ended=result.ended,
        rejected=result.rejected,
        imported_by=by.persona_id if by else None,
    )
    record(
        "registers.import",
        by=row.imported_by,
        about=("register import", row.id),
        register=register.KEY,
        kind=file.kind,
        sha256=file.sha256,
        day=str(file.day),
        read=result.read,
        added=result.added,
        changed=result.changed,
        ended=result.ended,
        rejected=result.rejected,
    )
    return row
