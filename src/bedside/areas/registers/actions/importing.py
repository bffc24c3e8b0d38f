"""Taking in the file of a register: all of it or nothing (spec clinicians.md 1.4)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers.actions.merging import Merge, Merged
from bedside.areas.registers.actions.staging import empty, stage
from bedside.areas.registers.events import RegisterChanged
from bedside.areas.registers.models import Import
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.registers.model import Register, Row, RowProblem

MOST_REJECTED: Final = 1_000  # one row in so many may be rejected (0.1 %)
ENOUGH_REJECTED: Final = 20_000  # more than 0.1 % of the largest register there is: the rest need not be read
MOST_MISSING: Final = 20  # a full file may lack one active number in so many (5 %)
MEMORY: Final = "SET LOCAL work_mem = '64MB'"  # the merge compares whole registers
LOCK: Final = "SELECT pg_try_advisory_xact_lock(hashtextextended('registers import', 0))"

Kind = Literal["full", "weekly", "deactivated"]


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


@transaction.atomic
def import_register(
    *,
    register: Register,
    file: File,
    rows: Iterable[tuple[int, Row] | RowProblem],
    by: Viewer | None = None,
    accept_missing: bool = False,
    reject: Callable[[RowProblem], None] = lambda problem: None,
    tell: Callable[[int], None] = lambda read: None,
) -> Imported:
    """Take in a file, whole or not at all; the newer row of a number wins, and the same file twice does nothing.

    `reject` is called with every row that is not taken, `tell` with the number of rows read, now and then. Raises
    `Refused` for too many rejected rows, for a full file that lacks too much of the register (unless
    `accept_missing`) or is older than the last one, and while another import runs.
    """
    _alone()
    before = Import.objects.filter(register=register.KEY, file_hash=file.sha256, kind=file.kind).first()
    if before is not None:
        return Imported(already=before.imported_at.date())
    _require_sensible_day(register, file)
    result, spared = Imported(), list[str]()
    _bring(register, rows, result, _noting(reject, spared), tell)
    merge = Merge(register.KEY, file_date=file.day, spared=spared)
    result.doubled = merge.one_each(many_rows=register.MANY_ROWS)
    gone = _missing(merge, result, accept_missing=accept_missing) if file.kind == "full" else 0
    _note(result, merge.merge(), gone)
    empty()
    _record(register, file, result, by)
    return result


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        if not cursor.fetchone()[0]:
            raise Refused("Another import runs.", do="Wait for its end.", code="import_runs")
        cursor.execute(MEMORY)


def _require_sensible_day(register: Register, file: File) -> None:
    if file.day > now().date():
        raise Refused(f"{file.day} is not yet over.", do="Give the day of the file with --date.", code="file_date")
    newest = Import.objects.filter(register=register.KEY, kind="full").order_by("-file_date").first()
    if newest is not None and file.kind == "full" and file.day < newest.file_date:
        what = f"The file is of {file.day}; that of {newest.file_date} was taken in already. Nothing was changed."
        raise Refused(what, do="Fetch a newer file.", code="older_file")


def _noting(reject: Callable[[RowProblem], None], spared: list[str]) -> Callable[[RowProblem], None]:
    """Also remember whose a rejected row was: it is not missing from the file."""

    def note(problem: RowProblem) -> None:
        if problem.number:
            spared.append(problem.number)
        reject(problem)

    return note


def _bring(
    register: Register,
    rows: Iterable[tuple[int, Row] | RowProblem],
    result: Imported,
    reject: Callable[[RowProblem], None],
    tell: Callable[[int], None],
) -> None:
    empty()
    for count in stage(register, _good(rows, result, reject)):
        result.read += count
        tell(result.read + result.rejected)
    result.read += result.rejected
    if result.read == 0:
        raise Refused("The file has no rows. Nothing was changed.", do="Fetch it again.", code="no_rows")
    if result.rejected * MOST_REJECTED > result.read:
        raise _too_many(result)


def _good(
    rows: Iterable[tuple[int, Row] | RowProblem], result: Imported, reject: Callable[[RowProblem], None]
) -> Iterator[tuple[int, Row]]:
    for row in rows:
        if not isinstance(row, RowProblem):
            yield row
            continue
        result.rejected += 1
        reject(row)
        if result.rejected > ENOUGH_REJECTED:
            raise _too_many(result)


def _too_many(result: Imported) -> Refused:
    what = f"{result.rejected} rows were rejected, more than one in {MOST_REJECTED}. Nothing was changed."
    do = "Look at the rejected rows: the file may be damaged, or of another register."
    return Refused(what, do=do, code="too_many_rejected")


def _missing(merge: Merge, result: Imported, *, accept_missing: bool) -> int:
    found = merge.missing()
    result.missing = found.missing
    if found.missing * MOST_MISSING > found.active and not accept_missing:
        what = f"The file lacks {found.missing} of {found.active} numbers of the register. Nothing was changed."
        do = "A part of the register is taken in with --weekly. If it really shrank, add --accept-missing."
        raise Refused(what, do=do, code="too_many_missing")
    return merge.mark_missing()


def _note(result: Imported, merged: Merged, gone: int) -> None:
    result.added, result.changed, result.unchanged = merged.added, merged.changed, merged.unchanged
    result.ended = merged.ended + gone


def _record(register: Register, file: File, result: Imported, by: Viewer | None) -> None:
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
    publish(RegisterChanged(register=register.KEY, import_id=row.id))
