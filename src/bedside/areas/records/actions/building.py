"""Making the figures of a source: read, count, decide what may be shown, publish whole or not at all."""

import hashlib
import json
from dataclasses import dataclass
from time import monotonic

from django.db import transaction

from bedside import __version__
from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.counting import imported_facts, member_facts, member_units
from bedside.areas.records.actions.republishing import decided
from bedside.areas.records.actions.sharing import note_uses
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.cells import Key, ShownCell, shown_cells, to_columns
from bedside.areas.records.models import MEMBERS, Build, Cell
from bedside.kit.clock import now


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a build did."""

    source: str
    rows_read: int
    cells_shown: int
    duration_ms: int
    digest: str


@transaction.atomic
def build(*, source: str = MEMBERS, by: Viewer | None = None) -> Report:
    """Make and publish all figures of `source`. If it fails, yesterday's figures stay as they were, with their date."""
    started = monotonic()
    hold_source(source)
    cells, rows_read = _member_cells() if source == MEMBERS else _imported_cells(source)
    _publish(source, cells)
    report = Report(
        source=source,
        rows_read=rows_read,
        cells_shown=len(cells),
        duration_ms=round((monotonic() - started) * 1000),
        digest=_digest(cells),
    )
    _note_down(report, by=by)
    return report


def _imported_cells(source: str) -> tuple[dict[Key, ShownCell], int]:
    facts, rows_read = imported_facts(source)
    return shown_cells(facts), rows_read


def _member_cells() -> tuple[dict[Key, ShownCell], int]:
    today = now().date()
    units = member_units()
    note_uses(unit.person for people in units.values() for unit in people)
    facts = {key: member_facts(people, today=today) for key, people in units.items()}
    return decided(units, shown_cells(facts), today=today), sum(len(people) for people in units.values())


def _publish(source: str, cells: dict[Key, ShownCell]) -> None:
    Cell.objects.filter(source=source).delete()
    rows = [
        Cell(source=source, purpose_slug=purpose, treatment_slug=treatment, **to_columns(cell))
        for (purpose, treatment), cell in sorted(cells.items())
    ]
    Cell.objects.bulk_create(rows, batch_size=500)


def _digest(cells: dict[Key, ShownCell]) -> str:
    text = json.dumps([[*key, to_columns(cell)] for key, cell in sorted(cells.items())], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _note_down(report: Report, *, by: Viewer | None) -> None:
    """Keep the build's row. What goes to the audit log has no count of people in it."""
    row = Build.objects.create(
        source=report.source,
        code_version=__version__,
        rows_read=report.rows_read,
        cells_shown=report.cells_shown,
        duration_ms=report.duration_ms,
        digest=report.digest,
    )
    record("records.build", by=by.persona_id if by else None, about=("build", row.id), source=report.source)
