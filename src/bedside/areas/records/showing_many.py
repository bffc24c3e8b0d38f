"""What the pages of a build will ask, worked out for all of them together: it is the same answer, sooner.

A page of members' figures asks up to three times which counts may stand beside each other (where people stand; with the
reasons to stop; with how many spoke of side effects), and once for its curve. What a page asks beyond that, because it
has splits by sex, age or severity, it asks by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from bedside.areas.records.facts import Facts
from bedside.areas.records.showing import SPOKE, WHOLE, Cell, Sum, base, few_stopped, spoke
from bedside.policy.disclosure import FLOOR, Partition
from bedside.policy.disclosure_many import Bools, Ints, visible_many
from bedside.policy.disclosure_many import Sum as Places
from bedside.policy.evidence.staying import NUMBER, Point
from bedside.policy.evidence.staying_many import shown_points_many

REASONS: Final = tuple(("reason", str(number)) for number in sorted(NUMBER.values()))
STOPPED: Final[Cell] = ("stopped",)
OF_REASONS: Final[Sum] = Partition(whole=STOPPED, parts=REASONS)
OF_SPOKE: Final[Sum] = Partition(whole=WHOLE, parts=SPOKE)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What was worked out for one page: what may be seen of the cells it will ask for, and its curve."""

    seen: dict[tuple[Cell, ...], frozenset[Cell]] = field(default_factory=dict)
    points: tuple[Point, ...] = ()


def foreseen(pages: Sequence[Facts]) -> list[Foreseen]:
    """Work out what each of these pages will ask. Pages of imported sets ask nothing that is hard."""
    made = [Foreseen() for _ in pages]
    own = [place for place, facts in enumerate(pages) if facts.headline is not None]
    if not own:
        return made
    curved = [place for place in own if not few_stopped(pages[place])]
    spells = [one for place in curved if (one := pages[place].spells) is not None]
    points = dict(zip(curved, shown_points_many(spells), strict=True))
    for place, seen in zip(own, _seen([pages[place] for place in own]), strict=True):
        made[place] = Foreseen(seen, points.get(place, ()))
    return made


class _Group:
    """Pages that have asked for the same cells so far."""

    def __init__(self, rows: Ints, cells: tuple[Cell, ...], counts: Ints, sums: tuple[Sum, ...]) -> None:
        self.rows, self.cells, self.counts, self.sums = rows, cells, counts, sums
        place = {cell: i for i, cell in enumerate(cells)}
        sums_at = [Places(place[one.whole], tuple(place[part] for part in one.parts)) for one in sums]
        self.seen: Bools = visible_many(counts, sums_at)

    def with_table(self, rows: Ints, counts: Ints, one: Sum) -> "_Group":
        """These of its pages with one more table; `rows` are places among its own."""
        both = np.concatenate([self.counts[rows], counts[rows]], axis=1)
        return _Group(self.rows[rows], (*self.cells, *one.parts), both, (*self.sums, one))

    def only(self, rows: Ints) -> "_Group":
        """Some of its pages as they are."""
        return _Group(self.rows[rows], self.cells, self.counts[rows], self.sums)


def _seen(pages: Sequence[Facts]) -> list[dict[tuple[Cell, ...], frozenset[Cell]]]:
    tables = [base(facts) for facts in pages]
    cells, sums = tuple(tables[0][0]), tuple(tables[0][1])
    counts = np.array([list(table.values()) for table, _ in tables], np.int64)
    first = _Group(np.arange(len(pages)), cells, counts, sums)
    reasons = np.array([[facts.reasons.get(int(n), 0) for _, n in REASONS] for facts in pages], np.int64)
    stopped = counts[:, cells.index(STOPPED)]
    has_reasons = (reasons.sum(axis=1) == stopped) & (stopped > 0)
    second = first.with_table(np.flatnonzero(has_reasons), reasons, OF_REASONS)
    kept = ~(first.seen[second.rows] & ~second.seen[:, : len(cells)]).any(axis=1)
    without = np.ones(len(pages), bool)
    without[second.rows[kept]] = False
    spoken = np.array([list(spoke(facts).values()) for facts in pages], np.int64)
    groups = [first, second]
    for before in (second.only(np.flatnonzero(kept)), first.only(np.flatnonzero(without))):
        some = np.flatnonzero(spoken[before.rows, 0] >= FLOOR)
        groups.append(before.with_table(some, spoken[before.rows], OF_SPOKE))
    found: list[dict[tuple[Cell, ...], frozenset[Cell]]] = [{} for _ in pages]
    for group in groups:
        _note(found, group)
    return found


def _note(found: list[dict[tuple[Cell, ...], frozenset[Cell]]], group: _Group) -> None:
    """Note by the cells that a page names: reasons that nobody gave are not among them."""
    always = np.array([cell[0] != "reason" for cell in group.cells])
    asked = (group.counts > 0) | always
    keys: dict[bytes, tuple[Cell, ...]] = {}
    sets: dict[bytes, frozenset[Cell]] = {}
    for row, names, seen in zip(group.rows.tolist(), asked, group.seen, strict=True):
        key, shown = names.tobytes(), seen.tobytes()
        if key not in keys:
            keys[key] = _chosen(group.cells, names)
        if shown not in sets:
            sets[shown] = frozenset(_chosen(group.cells, seen))
        found[row][keys[key]] = sets[shown]


def _chosen(cells: tuple[Cell, ...], wanted: Bools) -> tuple[Cell, ...]:
    return tuple(cell for cell, one in zip(cells, wanted.tolist(), strict=True) if one)
