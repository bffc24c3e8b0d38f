"""Everything that is published of members, as a reader of all of it at once has it, and what she could conclude.

`policy.disclosure_audit` plays the reader. She is told one thing more than she could know: which cells nobody is in. It
comes from what the build remembers, and makes her stronger, not weaker.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bedside.areas.records.cells import ShownCell, from_columns
from bedside.areas.records.facts import Vector
from bedside.areas.records.measured import unpack_measures
from bedside.areas.records.models import MEMBERS, Cell, FigureTable
from bedside.areas.records.queries.memory import build_memory
from bedside.areas.records.showing import unpack_figure
from bedside.kit.viewing import as_system
from bedside.policy.disclosure import FLOOR, Figure, Partition
from bedside.policy.disclosure_audit import Fault, Finding, Published, audit, audit_figure

Place = tuple[str, ...]
UNPRINTED: Final = ("everybody", "unanswered", "unmeasured")
STANDINGS: Final = ("still_on", "stopped", "silent")


@dataclass(frozen=True)
class Audited:
    """What an audit read, and what it found: places with what is wrong there."""

    tables: int
    figures: int
    faults: tuple[tuple[Place, Fault], ...]


@as_system("all that is published, beside what the build remembers; nothing of anybody is in either")
def audited() -> Audited:
    """Read all published tables of members' figures at once, and try to work out what they hide."""
    memory = {place: known.vector for place, known in (build_memory() or {}).items()}
    cells = {(row.purpose_slug, row.treatment_slug): _cell(row) for row in Cell.objects.filter(source=MEMBERS)}
    rows = FigureTable.objects.order_by("cube", "place").values_list("cube", "place", "shown")
    return read_at_once(cells, list(rows), memory)


def read_at_once(
    cells: Mapping[tuple[str, str], ShownCell], others: Iterable[tuple[str, str, Any]], memory: Mapping[str, Vector]
) -> Audited:
    """Read cells, and other tables as (cube, place, what is shown), with the counts that the build remembers."""
    tables: list[Published[Place]] = []
    figures: list[tuple[Place, Figure]] = []
    for key, cell in cells.items():
        tables.append(_page(key, cell, memory.get("|".join(("cell", *key)), {})))
        figures += _figures(key, cell)
    for cube, at, shown in others:
        vector = memory.get(f"{cube}|{at}", {})
        if cube == "c01":
            tables.append(_illness(at, shown, vector))
        elif cube == "c11":
            tables.append(_purposes(at, shown, vector, cells))
        else:
            bars = [((at, kind, line), bar) for kind, bars in shown.items() for line, bar in bars.items()]
            figures += [(place, unpack_figure(packed)) for place, packed in bars]
    faults = [(found.cell, found.fault) for found in audit(tables) if _counts(found)]
    faults += [(place, fault) for place, figure in figures if (fault := audit_figure(figure))]
    return Audited(tables=len(tables), figures=len(figures), faults=tuple(faults))


def _counts(found: Finding[Place]) -> bool:
    """A sum that is nowhere printed hides nothing: to know it is a fault only where it is small itself."""
    if found.fault is not Fault.EXPOSED or found.cell[-1] not in UNPRINTED:
        return True
    return found.low > 0 and found.high < FLOOR


def _cell(row: Cell) -> ShownCell:
    return from_columns(purpose=row.purpose, treatment=row.treatment, tier=row.tier, people=row.people, shown=row.shown)


def _figures(key: Place, cell: ShownCell) -> Iterator[tuple[Place, Figure]]:
    yield key, cell.figure
    if "moderate" in cell.more:
        yield (*key, "moderate"), unpack_figure(cell.more["moderate"])
    for name, levels in cell.more.get("splits", {}).items():
        for level, packed in levels:
            yield (*key, name, level), unpack_figure(packed)


def _page(key: Place, cell: ShownCell, vector: Vector) -> Published[Place]:
    """All tables of one treatment for one condition."""
    stand = vector.get("standing", {})
    started, everybody = sum(stand.get(name, 0) for name in STANDINGS), sum(stand.values())
    answered = sum(vector.get("people", {}).values())
    exact = {name: stand.get(name, 0) for name in (*STANDINGS, "remembered")}
    exact |= {"started": started, "everybody": everybody, "answered": answered, "unanswered": everybody - answered}
    printed: dict[str, int | None] = {**cell.headline, "answered": cell.figure.people}
    made: dict[Place, int | None] = {(*key, name): printed.get(name) for name, people in exact.items() if people}
    sums = [
        _sum(key, "everybody", ("answered", "unanswered")),
        _sum(key, "everybody", ("started", "remembered")),
        _sum(key, "started", STANDINGS),
    ]
    for name, shown in _partitions(cell):
        parts = {level: shown.get(level) for level, people in vector.get(name, {}).items() if people}
        made |= {(*key, name, level): about for level, about in parts.items()}
        whole = "stopped" if name == "reasons" else "answered"
        sums.append(Partition(whole=(*key, whole), parts=tuple((*key, name, level) for level in parts)))
    for figure, people in _measured(cell):
        named, rest = (*key, figure), (*key, figure, "unmeasured")
        made |= {named: people, rest: None}
        sums.append(Partition(whole=(*key, "everybody"), parts=(named, rest)))
    return Published(cells=made, sums=sums)


def _measured(cell: ShownCell) -> Iterator[tuple[str, int]]:
    """How many are named beside the scores: of each, the rest of all who started is printed nowhere."""
    for one in unpack_measures(cell.more):
        if one.people is not None:
            yield f"change {one.instrument}", one.people
        if one.comparison:
            yield f"compared {one.instrument}", one.comparison.people


def _partitions(cell: ShownCell) -> Iterator[tuple[str, dict[str, int]]]:
    """The tables of which a reader knows that the parts make the whole, with what is printed of each part."""
    if "reasons" in cell.more:
        yield "reasons", cell.more["reasons"]
    for name, levels in cell.more.get("splits", {}).items():
        yield name, {level: packed[1] for level, packed in levels}


def _sum(key: Place, whole: str, parts: tuple[str, ...]) -> Partition[Place]:
    return Partition(whole=(*key, whole), parts=tuple((*key, part) for part in parts))


def _illness(place: str, shown: Mapping[str, Any], vector: Vector) -> Published[Place]:
    parts = {name: shown["sure"].get(name) for name, people in vector.get("people", {}).items() if people}
    made: dict[Place, int | None] = {("c01", place): shown["people"]}
    made |= {("c01", place, name): about for name, about in parts.items()}
    whole = Partition(whole=("c01", place), parts=tuple(("c01", place, name) for name in parts))
    return Published(cells=made, sums=[whole])


def _purposes(
    treatment: str, shown: Mapping[str, Any], vector: Vector, cells: Mapping[tuple[str, str], ShownCell]
) -> Published[Place]:
    """The purposes of a treatment are the cells that stand: the same people under the same name."""
    made: dict[Place, int | None] = {("c11", treatment): shown["people"]}
    parts = [(purpose, treatment) for purpose, people in vector.get("people", {}).items() if people]
    for part in parts:
        made[*part, "answered"] = cells[part].figure.people if part in cells else None
    whole = Partition(whole=("c11", treatment), parts=tuple((*part, "answered") for part in parts))
    return Published(cells=made, sums=[whole])
