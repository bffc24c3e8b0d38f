"""Taking in a list of excluded persons: the newest list stands in place of the one before."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.registers.actions.steps import File, Imported, alone, known_day, recorded, require_few_rejected
from bedside.areas.registers.events import ExclusionsChanged
from bedside.areas.registers.models import Exclusion, Import
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.registers.model import Register, Row, RowProblem


@transaction.atomic
def import_exclusions(
    *,
    register: Register,
    file: File,
    rows: Iterable[tuple[int, Row] | RowProblem],
    by: Viewer | None = None,
    reject: Callable[[RowProblem], None] = lambda problem: None,
) -> Imported:
    """Take in a whole list, or nothing of it; `changed` counts numbers that left the list.

    Raises `Refused` as `import_register` does, for an older list than the last too.
    """
    alone()
    already = known_day(register, file)
    if already is not None:
        return Imported(already=already)
    newest = Import.objects.filter(register=register.KEY, kind="exclusions").order_by("-file_date").first()
    if newest is not None and file.day < newest.file_date:
        what = f"The list is of {file.day}; that of {newest.file_date} was taken in already. Nothing was changed."
        raise Refused(what, do="Fetch a newer list.", code="older_file")
    result, found = _read(rows, reject)
    before = set(Exclusion.objects.filter(register=register.KEY).values_list("number", flat=True))
    Exclusion.objects.filter(register=register.KEY).delete()
    Exclusion.objects.bulk_create(
        (Exclusion(register=register.KEY, number=number, since=since) for number, since in found.items()),
        batch_size=5_000,
    )
    result.added, result.changed = len(found.keys() - before), len(before - found.keys())
    result.unchanged = len(found) - result.added
    row = recorded(register, file, result, by)
    publish(ExclusionsChanged(register=register.KEY, import_id=row.id))
    return result


def _read(
    rows: Iterable[tuple[int, Row] | RowProblem], reject: Callable[[RowProblem], None]
) -> tuple[Imported, dict[str, date]]:
    result, found = Imported(), dict[str, date]()
    for row in rows:
        result.read += 1
        if isinstance(row, RowProblem):
            result.rejected += 1
            reject(row)
        else:
            found[row[1].number] = row[1].updated
    require_few_rejected(result)
    return result, found
