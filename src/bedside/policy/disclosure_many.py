"""`disclosure.visible` for very many tables of one shape at once, as arrays: the same answer, for the nightly build.

One row is one published page, one column one cell. What stands in `disclosure.visible` is the rule; what stands here is
that rule again, step by step and in the same order, so that a tie is decided alike. Tests hold the two against each
other on random tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bedside.policy.disclosure import FLOOR, NARROWEST

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_NO_LIMIT: Final = 10**12
_LAST: Final = np.iinfo(np.int64).max
"""More than any count: what may not be chosen as the smallest."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and the parts that add up to it, as places of columns."""

    whole: int
    parts: tuple[int, ...]


def visible_many(counts: Ints, sums: Sequence[Sum]) -> Bools:
    """Say of each cell of each page whether it may be shown: two arrays of shape (pages, cells).

    Raises ValueError when the parts of a sum do not add up to its whole on every page.
    """
    for one in sums:
        if np.any(counts[:, one.parts].sum(axis=1) != counts[:, one.whole]):
            raise ValueError("The parts of a sum do not add up to it on every page.")
    hidden: Bools = counts < FLOOR
    active = np.flatnonzero(((counts > 0) & hidden).any(axis=1))  # where only empty cells are hidden, nothing follows
    while active.size:
        some, closed = counts[active], hidden[active]
        changed = _hide_neighbours(some, sums, closed)
        still = np.flatnonzero(~changed)
        if still.size:
            beside = closed[still]
            changed[still] = _hide_beside_exposed(some[still], sums, beside)
            closed[still] = beside
        hidden[active] = closed
        active = active[changed]
    return ~hidden


def _smallest(counts: Ints, columns: Sequence[int], may_be: Bools) -> tuple[Ints, Bools]:
    """The column of the smallest of those that may be chosen, the first of equal ones; and whether there is any."""
    place = np.where(may_be, counts[:, columns], _LAST).argmin(axis=1)
    is_any: Bools = np.any(may_be, axis=1)
    return np.asarray(columns, np.int64)[place], is_any


def _hide_neighbours(counts: Ints, sums: Sequence[Sum], hidden: Bools) -> Bools:
    """As in `disclosure`: changes `hidden`, and says on which pages."""
    changed = np.zeros(len(counts), bool)
    for one in sums:
        parts, shut = counts[:, one.parts], hidden[:, one.parts]
        closed = shut & (parts > 0)
        number, people = closed.sum(axis=1), (parts * closed).sum(axis=1)
        gives_away = np.where(hidden[:, one.whole], number == 0, (number == 1) | ((number > 0) & (people < FLOOR)))
        column, is_any = _smallest(counts, one.parts, ~shut & (parts > 0))
        rows = np.flatnonzero(gives_away & is_any)
        hidden[rows, column[rows]] = True
        changed[rows] = True
    return changed


def _hide_beside_exposed(counts: Ints, sums: Sequence[Sum], hidden: Bools) -> Bools:
    """As in `disclosure`: on each page the first exposed cell beside which something is left to hide."""
    low, high = _ranges(counts, sums, hidden)
    exposed = hidden & (counts > 0) & (((low > 0) & (high < FLOOR)) | (high - low < NARROWEST))
    done = np.zeros(len(counts), bool)
    for cell in np.flatnonzero(exposed.any(axis=0)):
        beside = [one for one in sums if cell == one.whole or cell in one.parts]
        for columns in ([part for one in beside for part in one.parts], [one.whole for one in beside]):
            wanted = np.flatnonzero(exposed[:, cell] & ~done)
            if not (columns and wanted.size):
                continue
            column, is_any = _smallest(counts[wanted], columns, ~hidden[wanted][:, columns])
            rows = wanted[is_any]
            hidden[rows, column[is_any]] = True
            done[rows] = True
    return done


def _ranges(counts: Ints, sums: Sequence[Sum], hidden: Bools) -> tuple[Ints, Ints]:
    about = np.maximum(15, 5 * ((counts + 2) // 5))  # to the nearest 5: `disclosure.shown`
    low = np.where(hidden, 0, np.where(about == 15, FLOOR, about - 2))
    high = np.where(hidden, np.where(counts > 0, _NO_LIMIT, 0), about + 2)
    rows = np.arange(len(counts))
    while rows.size:
        least, most = low[rows], high[rows]
        for one in sums:
            _narrow(least, most, one)
        moved = ((least != low[rows]) | (most != high[rows])).any(axis=1)
        low[rows], high[rows] = least, most
        rows = rows[moved]
    return low, high


def _narrow(low: Ints, high: Ints, one: Sum) -> None:
    parts = list(one.parts)
    lows, highs = low[:, parts], high[:, parts]
    all_low, all_high = lows.sum(axis=1), highs.sum(axis=1)
    low[:, one.whole] = np.maximum(all_low, low[:, one.whole])
    high[:, one.whole] = np.minimum(all_high, high[:, one.whole])
    low[:, parts] = np.maximum(lows, low[:, [one.whole]] - (all_high[:, None] - highs))
    high[:, parts] = np.minimum(highs, high[:, [one.whole]] - (all_low[:, None] - lows))
