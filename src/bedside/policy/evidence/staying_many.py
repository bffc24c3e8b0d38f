"""`staying.shown_points` for very many treatments at once, for the nightly build: the same answers.

What is counted of all of them is counted together, and what may be shown is decided together for those of one shape.
The curve itself is worked out one by one, and only where 11 people were still at risk at one of the times.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bedside.policy.disclosure import FLOOR
from bedside.policy.disclosure_many import Sum, visible_many
from bedside.policy.evidence.staying import GRID, NUMBER, Point, Why, counted, point, stands_on_enough
from bedside.policy.evidence.survival import Curve, Spells, spells, time_on_treatment, why_stopped

Ints = NDArray[np.int64]
NOBODY: Final = spells([], [], [])
Times = tuple[str, ...]


def shown_points_many(courses: Sequence[Spells]) -> list[tuple[Point, ...]]:
    """`staying.shown_points` of each of `courses`, in their order."""
    made: list[tuple[Point, ...]] = [()] * len(courses)
    if not courses:
        return made
    stopped, at_risk = _counts(courses)
    curves: dict[int, Curve] = {}
    alike: dict[Times, list[int]] = defaultdict(list)
    for page in np.flatnonzero((at_risk >= FLOOR).any(axis=1)).tolist():
        curve = curves[page] = time_on_treatment(courses[page])
        alike[tuple(name for name, days in GRID.items() if stands_on_enough(courses[page], curve, days))].append(page)
    for names, pages in alike.items():
        for page, seen in zip(pages, _seen(names, stopped[pages]), strict=True):
            if any((name, "all") in seen for name in names):
                by_reason = why_stopped(courses[page], causes=len(Why))
                usable = [name for name in names if (name, "all") in seen]
                made[page] = tuple(point(name, curves[page], by_reason, seen) for name in usable)
    return made


def _counts(courses: Sequence[Spells]) -> tuple[Ints, Ints]:
    """By page, how many had stopped by each time of the grid for each cause; and how many were at risk then."""
    page = np.repeat(np.arange(len(courses)), [len(one.leave) for one in courses])
    entry, leave = (np.concatenate([getattr(one, name) for one in courses]) for name in ("entry", "leave"))
    cause = np.concatenate([one.cause for one in courses])
    days = np.array(list(GRID.values()), float)
    shape = (len(courses), len(days) + 1, len(Why) + 1)
    kept = (leave > 0) & (leave > entry) & (cause <= len(Why))
    places = np.ravel_multi_index((page[kept], np.searchsorted(days, leave[kept], side="left"), cause[kept]), shape)
    stopped = np.bincount(places, minlength=int(np.prod(shape))).reshape(shape).cumsum(axis=1)[:, :-1, 1:]
    there = [np.bincount(page[(entry <= day) & (leave > day)], minlength=len(courses)) for day in days]
    return stopped.astype(np.int64), np.stack(there, axis=1).astype(np.int64)


def _seen(names: Times, stopped: Ints) -> list[frozenset[tuple[str, ...]]]:
    """What may be shown on each of the pages that have the same usable times."""
    shape, tables = counted(NOBODY, list(names))
    cells = list(shape)
    place = {cell: i for i, cell in enumerate(cells)}
    found = visible_many(
        np.stack([_column(cell, stopped) for cell in cells], axis=1)
        if cells
        else np.zeros((len(stopped), 0), np.int64),
        [Sum(place[one.whole], tuple(place[part] for part in one.parts)) for one in tables],
    )
    return [frozenset(cell for cell, shown in zip(cells, row, strict=True) if shown) for row in found.tolist()]


def _column(cell: tuple[str, ...], stopped: Ints) -> Ints:
    *times, row = cell
    until = {name: stopped[:, i] for i, name in enumerate(GRID)}
    counts = until[times[-1]] if len(times) == 1 else until[times[1]] - until[times[0]]
    return np.asarray(counts.sum(axis=1) if row == "all" else counts[:, NUMBER[Why(row)] - 1], np.int64)
