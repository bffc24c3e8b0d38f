"""Taking in the file of a register: all of it or nothing (spec clinicians.md 1.4)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.registers.actions.merging import Merge, Merged
from bedside.areas.registers.actions.staging import empty, stage
from bedside.areas.registers.actions.steps import (
    File,
    Imported,
    alone,
    known_day,
    recorded,
    require_few_rejected,
    too_many,
)
from bedside.areas.registers.events import RegisterChanged
from bedside.areas.registers.models import Import
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.registers.model import Register, Row, RowProblem

ENOUGH_REJECTED: Final = 20_000  # more than 0.1 % of the largest register there is: the rest need not be read
MOST_MISSING: Final = 20  # a full file may lack one active number in so many (5 %)


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
    alone()
    already = known_day(register, file)
    if already is not None:
        return Imported(already=already)
    _require_newer(register, file)
    result, spared = Imported(), list[str]()
    _bring(register, rows, result, _noting(reject, spared), tell)
    merge = Merge(register.KEY, file_date=file.day, spared=spared)
    result.doubled = merge.one_each(many_rows=register.MANY_ROWS)
    gone = _missing(merge, result, accept_missing=accept_missing) if file.kind == "full" else 0
    _note(result, merge.merge(), gone)
    empty()
    _record(register, file, result, by)
    return result


def _require_newer(register: Register, file: File) -> None:
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
    require_few_rejected(result)


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
            raise too_many(result)


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
    row = recorded(register, file, result, by)
    publish(RegisterChanged(register=register.KEY, import_id=row.id))
