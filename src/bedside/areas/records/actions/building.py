"""Making the figures of a source: read, count, decide what may be shown, publish whole or not at all."""

import hashlib
import json
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import transaction

from bedside import __version__
from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.counting import imported_facts
from bedside.areas.records.actions.republishing import Fresh, decided
from bedside.areas.records.actions.sharing import note_uses
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.cells import Key, shown_cells, to_columns
from bedside.areas.records.facts import Facts, Vector
from bedside.areas.records.models import MEMBERS, Build, Cell, FigureTable
from bedside.areas.records.queries.consented import consented_owners, used_by_owner
from bedside.areas.records.tables import illness_table, line_table, line_vector, purpose_total, purposes
from bedside.kit.clock import now
from bedside.kit.collecting import undisturbed
from bedside.policy.disclosure import FLOOR
from bedside.policy.evidence.false_alarms import alarms_of
from bedside.policy.evidence.purpose import Count

if TYPE_CHECKING:
    from bedside.areas.records.cubes.measuring import Measures

CELL = "cell"
Columns = dict[str, Any]
"""The fields of a row of `Cell`, but its place."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a build did."""

    source: str
    rows_read: int
    cells_shown: int
    duration_ms: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """All that is published of one source."""

    cells: dict[Key, Columns]
    tables: dict[tuple[str, str], Any]
    rows: int
    alarms: tuple[int, int] | None = None
    """Pseudo-treatments that were tried, and how many of them were called different; None where nothing was tried."""
    matched: tuple[int, int] = (0, 0)
    """The same of the comparison with who did not take a treatment (`negative_controls`)."""


@transaction.atomic
def build(*, source: str = MEMBERS, by: Viewer | None = None) -> Report:
    """Make and publish all figures of `source`. If it fails, yesterday's figures stay as they were, with their date."""
    if source != MEMBERS:
        return _build(source, by=by)
    report = publish_members(by=by)
    note_uses(used_by_owner())
    return report


def publish_members(*, by: Viewer | None) -> Report:
    """Make and publish members' figures, without writing down whose items were counted: a step of `build`."""
    return _build(MEMBERS, by=by)


def _build(source: str, *, by: Viewer | None) -> Report:
    started = monotonic()
    hold_source(source)
    with undisturbed():
        made = _members() if source == MEMBERS else _imported(source)
        _publish(source, made)
    report = Report(
        source=source,
        rows_read=made.rows,
        cells_shown=len(made.cells),
        duration_ms=round((monotonic() - started) * 1000),
        digest=_digest(made),
    )
    _note_down(report, made, by=by)
    return report


def _imported(source: str) -> Made:
    facts, rows = imported_facts(source)
    return Made(cells={key: to_columns(cell) for key, cell in shown_cells(facts).items()}, tables={}, rows=rows)


def _members() -> Made:
    from bedside.areas.records.cubes import counting, measuring  # here, because only a build needs its engines

    night = counting.count(consented_owners(), today=now().date())
    matched = _add_measures(night.pairs, measuring.measure())
    fresh = _fresh_cells(night.pairs)
    for condition, counts in night.illnesses.items():
        vector: Vector = {"people": counts}
        fresh[f"c01|{condition}"] = Fresh(vector=vector, people=sum(counts.values()), payload=illness_table(counts))
    for condition, kinds in night.lines.items():
        people = sum(count.people for lines in kinds.values() for count in lines.values())
        fresh[f"c15|{condition}"] = Fresh(vector=line_vector(kinds), people=people, payload=line_table(kinds))
    printed = {key for key, cell in fresh.items() if cell.payload is not None}
    for treatment, totals in purposes(night.pairs).items():
        shows = frozenset(purpose for purpose in totals if f"{CELL}|{purpose}|{treatment}" in printed)
        if len(shows) > 1:
            payload = purpose_total(totals, shows)
            fresh[f"c11|{treatment}"] = Fresh(vector={"people": totals}, people=sum(totals.values()), payload=payload)
    rows, alarms = night.rows, _alarms(night.pairs)
    del night  # the exact counts are done with, and there is much of them
    return _placed(decided(fresh, _standing()), rows=rows, alarms=alarms, matched=matched)


def _add_measures(pairs: dict[Key, Facts], found: "Measures") -> tuple[int, int]:
    """Put what scores tell beside what was counted of the same pair; give how often their method was wrong."""
    for key in found.pairs.keys() & pairs.keys():
        pairs[key] = replace(pairs[key], measured=found.pairs[key])
    return found.runs, found.alarms


def _fresh_cells(pairs: dict[Key, Facts]) -> dict[str, Fresh]:
    shown = shown_cells(pairs)
    return {
        "|".join((CELL, *key)): Fresh(
            vector=facts.vector(), people=facts.people, payload=to_columns(shown[key]) if key in shown else None
        )
        for key, facts in pairs.items()
    }


def _standing() -> dict[str, Any]:
    """What is published now."""
    names = ("purpose", "treatment", "tier", "people", "shown")
    found: dict[str, Any] = {
        f"{CELL}|{row.purpose_slug}|{row.treatment_slug}": {name: getattr(row, name) for name in names}
        for row in Cell.objects.filter(source=MEMBERS)
    }
    return found | {f"{row.cube}|{row.place}": row.shown for row in FigureTable.objects.all()}


def _placed(chosen: dict[str, Any], *, rows: int, alarms: tuple[int, int] | None, matched: tuple[int, int]) -> Made:
    cells: dict[Key, Columns] = {}
    tables: dict[tuple[str, str], Any] = {}
    for place, payload in chosen.items():
        kind, *names = place.split("|")
        if kind == CELL:
            cells[names[0], names[1]] = payload
        else:
            tables[kind, names[0]] = payload
    return Made(cells=cells, tables=tables, rows=rows, alarms=alarms, matched=matched)


def _alarms(pairs: dict[Key, Facts]) -> tuple[int, int] | None:
    by_condition: dict[str, list[Count]] = {}
    for (condition, _treatment), facts in pairs.items():
        if facts.people >= FLOOR:
            by_condition.setdefault(condition, []).append(Count(facts.people, facts.helped))
    return alarms_of(list(by_condition.values()))


def _publish(source: str, made: Made) -> None:
    Cell.objects.filter(source=source).delete()
    rows = [
        Cell(source=source, purpose_slug=purpose, treatment_slug=treatment, **columns)
        for (purpose, treatment), columns in sorted(made.cells.items())
    ]
    Cell.objects.bulk_create(rows, batch_size=500)
    if source == MEMBERS:
        FigureTable.objects.all().delete()
        tables = [
            FigureTable(cube=cube, place=place, shown=said) for (cube, place), said in sorted(made.tables.items())
        ]
        FigureTable.objects.bulk_create(tables, batch_size=500)


def _digest(made: Made) -> str:
    said = [[*key, columns] for key, columns in sorted(made.cells.items())]
    said += [[*key, shown] for key, shown in sorted(made.tables.items())]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _note_down(report: Report, made: Made, *, by: Viewer | None) -> None:
    """Keep the build's row. What goes to the audit log has no count of people in it."""
    runs, alarms = made.alarms or (0, 0)
    row = Build.objects.create(
        source=report.source,
        code_version=__version__,
        rows_read=report.rows_read,
        cells_shown=report.cells_shown,
        duration_ms=report.duration_ms,
        digest=report.digest,
        runs=runs,
        alarms=alarms,
        matched_runs=made.matched[0],
        matched_alarms=made.matched[1],
    )
    record("records.build", by=by.persona_id if by else None, about=("build", row.id), source=report.source)
