"""What the pages of a build will ask, worked out for all of them together: it is the same answer, sooner.

A page of members' figures asks up to six times which counts may stand beside each other (where people stand; with the
reasons to stop; with who answered, by sex, by age and by severity; with how many spoke of side effects), and once for
its curve.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from bedside.areas.records.facts import Facts
from bedside.areas.records.showing import (
    HELPED,
    LEVELS,
    NOT,
    SPOKE,
    WHOLE,
    Cell,
    Sum,
    base,
    few_stopped,
    known_levels,
    split_counts,
    split_sums,
    spoke,
)
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

    def with_table(self, rows: Ints, table: "_Table") -> "_Group":
        """These of its pages with one more table; `rows` are places among its own."""
        new = [i for i, cell in enumerate(table.cells) if cell not in self.cells]
        both = np.concatenate([self.counts[rows], table.counts[self.rows[rows]][:, new]], axis=1)
        cells = (*self.cells, *(table.cells[i] for i in new))
        return _Group(self.rows[rows], cells, both, (*self.sums, *table.sums))

    def parted(self, table: "_Table") -> tuple["_Group", list["_Group"]]:
        """Its pages that ask for a table, with it; and all its pages as they go on: with it where it may stand."""
        asks = np.flatnonzero(table.asked[self.rows])
        after = self.with_table(asks, table)
        kept = ~(self.seen[asks] & ~after.seen[:, : len(self.cells)]).any(axis=1)
        without = np.ones(len(self.rows), bool)
        without[asks[kept]] = False
        on = [after.only(np.flatnonzero(kept)), self.only(np.flatnonzero(without))]
        return after, [group for group in on if group.rows.size]

    def only(self, rows: Ints) -> "_Group":
        """Some of its pages as they are."""
        made = copy(self)
        made.rows, made.counts, made.seen = self.rows[rows], self.counts[rows], self.seen[rows]
        return made


@dataclass(frozen=True, slots=True)
class _Table:
    """One more table of all pages: its cells, the counts of each page in them, what adds up, and who asks for it."""

    cells: tuple[Cell, ...]
    counts: Ints
    sums: tuple[Sum, ...]
    asked: Bools


def _seen(pages: Sequence[Facts]) -> list[dict[tuple[Cell, ...], frozenset[Cell]]]:
    tables = [base(facts) for facts in pages]
    cells, sums = tuple(tables[0][0]), tuple(tables[0][1])
    counts = np.array([list(table.values()) for table, _ in tables], np.int64)
    first = _Group(np.arange(len(pages)), cells, counts, sums)
    groups = [first]
    going = [first]
    for table in (_reasons(pages, counts[:, cells.index(STOPPED)]), *_splits(pages), _spoken(pages)):
        parts = [group.parted(table) for group in going]
        groups += [after for after, _on in parts]
        going = [one for _after, on in parts for one in on]
    found: list[dict[tuple[Cell, ...], frozenset[Cell]]] = [{} for _ in pages]
    for group in groups:
        _note(found, group)
    return found


def _reasons(pages: Sequence[Facts], stopped: Ints) -> _Table:
    reasons = np.array([[facts.reasons.get(int(n), 0) for _, n in REASONS] for facts in pages], np.int64)
    asked = (reasons.sum(axis=1) == stopped) & (stopped > 0)
    return _Table(REASONS, reasons, (OF_REASONS,), asked)


def _spoken(pages: Sequence[Facts]) -> _Table:
    spoken = np.array([list(spoke(facts).values()) for facts in pages], np.int64)
    return _Table(SPOKE, spoken, (OF_SPOKE,), spoken[:, 0] >= FLOOR)


def _splits(pages: Sequence[Facts]) -> Iterator[_Table]:
    """Who answered: one table each by sex, age and severity, of the pages that know something of it."""
    for name, order in LEVELS.items():
        known = [known_levels(facts, name) for facts in pages]
        asked = np.array([bool(levels) for levels in known])
        if not asked.any():
            continue
        cells: list[Cell] = [HELPED, NOT]
        for level in order:
            cells += [(name, level), (name, level, *HELPED), (name, level, *NOT)]
        counts = np.zeros((len(pages), len(cells)), np.int64)
        for row in np.flatnonzero(asked).tolist():
            made = split_counts(pages[row], name, known[row])
            counts[row] = [made.get(cell, 0) for cell in cells]
        yield _Table(tuple(cells), counts, tuple(split_sums(name, order)), asked)


def _note(found: list[dict[tuple[Cell, ...], frozenset[Cell]]], group: _Group) -> None:
    """Note by the cells that a page names: reasons that nobody gave, and levels of nobody, are not among them."""
    place = {cell: i for i, cell in enumerate(group.cells)}
    of = [place[cell[:2]] if cell[0] in LEVELS else place[cell] for cell in group.cells]  # a level with its two halves
    always = np.array([cell[0] != "reason" and cell[0] not in LEVELS for cell in group.cells])
    asked = (group.counts[:, of] > 0) | always
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
