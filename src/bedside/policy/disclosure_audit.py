"""An auditor of what was published: somebody who reads every table at once and tries to work out the hidden cells.

It knows nothing but what is printed, and which cells exist (`evidence.md` section 6.4). It asks of each printed figure
whether it may stand as it does, of each hidden cell whether it can be narrowed down to 1 to 10 people, and of two
builds whether what changed between them gives somebody away. It finds what `disclosure` was asked to prevent, and
shares no code with `disclosure.visible`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import Generic, TypeVar

from bedside.policy.disclosure import (
    FEWEST_CHANGES,
    FINE_FROM,
    FLOOR,
    NARROWEST,
    SHARE_FLOOR,
    Figure,
    Partition,
    Tier,
    highest_behind,
    lowest_behind,
    shown,
)

K = TypeVar("K", bound=Hashable)
Range = tuple[float, float]


class Fault(StrEnum):
    """What is wrong with a cell."""

    SMALL = "small"
    """A printed count that stands for 10 people or fewer, or for an exact number."""
    EXPOSED = "exposed"
    """A hidden cell that can be narrowed down to 1 to 10 people, or to fewer than 5 numbers."""
    TWO_ANSWERS = "two_answers"
    """One cell that is printed differently in two tables, or printed in one and hidden in another."""
    IMPOSSIBLE = "impossible"
    """Printed counts that cannot all be true: something was counted or rounded by other rules."""
    MOVED = "moved"
    """A cell that changed between two builds although fewer than 5 of its people did."""


@dataclass(frozen=True, slots=True)
class Finding(Generic[K]):
    """A cell, what is wrong with it, and the fewest and most people that a reader can conclude."""

    fault: Fault
    cell: K
    low: float = 0
    high: float = inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Generic[K]):
    """One table as it was printed: rounded counts, None for a cell that says "too few to say".

    A cell without people is left out. `sums` says which parts make which whole: a reader knows that from the headings.
    """

    cells: Mapping[K, int | None]
    sums: Sequence[Partition[K]] = field(default_factory=tuple)


def audit(tables: Iterable[Published[K]]) -> list[Finding[K]]:
    """All faults in tables that are published at the same time. Cells of the same name are the same people."""
    read = list(tables)
    printed: dict[K, set[int | None]] = defaultdict(set)
    for table in read:
        for cell, count in table.cells.items():
            printed[cell].add(count)
    found = [Finding(Fault.TWO_ANSWERS, cell) for cell, counts in printed.items() if len(counts) > 1]
    counts = {cell: max(said, key=lambda one: one or 0) for cell, said in printed.items()}
    found += [Finding(Fault.SMALL, cell) for cell, count in counts.items() if not _is_rounded(count)]
    if found:
        return found
    return _concluded(counts, [one for table in read for one in table.sums])


def _is_rounded(count: int | None) -> bool:
    return count is None or (count >= FLOOR and shown(count) == count)


def _concluded(counts: Mapping[K, int | None], sums: Sequence[Partition[K]]) -> list[Finding[K]]:
    known = narrowed({cell: _range(count) for cell, count in counts.items()}, sums)
    found = []
    for cell, (low, high) in known.items():
        if low > high:
            found.append(Finding(Fault.IMPOSSIBLE, cell, low, high))
        elif counts.get(cell) is None and is_exposed(low, high):
            found.append(Finding(Fault.EXPOSED, cell, low, high))
    return found


def is_exposed(low: float, high: float) -> bool:
    """Say whether a hidden number of people known to lie from `low` to `high` is given away."""
    return (low > 0 and high < FLOOR) or high - low < NARROWEST


def _range(count: int | None) -> Range:
    return (0, inf) if count is None else (lowest_behind(count), highest_behind(count))


def narrowed(ranges: Mapping[K, Range], sums: Sequence[Partition[K]]) -> dict[K, Range]:
    """Narrow all ranges by "the parts make the whole" until nothing changes. A cell that is not named has no people.

    Stops at the first cell for which no number is left: what follows from a contradiction says nothing.
    """
    known = dict(ranges)
    lines = [_terms(one, known) for one in sums if one.whole in known]
    moved = True
    while moved and all(low <= high for low, high in known.values()):
        moved = False
        for terms in lines:
            for cell, _ in terms:
                before = known[cell]
                known[cell] = _within(cell, terms, known)
                moved = moved or known[cell] != before
    return known


def _terms(one: Partition[K], known: Mapping[K, Range]) -> list[tuple[K, int]]:
    """The equation: the parts less the whole are 0."""
    return [(one.whole, -1), *((part, 1) for part in one.parts if part in known)]


def _within(cell: K, terms: Sequence[tuple[K, int]], known: Mapping[K, Range]) -> Range:
    sign = next(s for c, s in terms if c == cell)
    others = [(known[c], -s * sign) for c, s in terms if c != cell]
    low = sum(r[0] if s > 0 else -r[1] for r, s in others)
    high = sum(r[1] if s > 0 else -r[0] for r, s in others)
    return max(known[cell][0], low), min(known[cell][1], high)


def audit_figure(figure: Figure) -> Fault | None:
    """Say what is wrong with one printed figure, taken by itself."""
    if figure.tier is Tier.NONE:
        return Fault.SMALL if (figure.people, figure.share, figure.bound) != (None, None, None) else None
    if figure.people is None or not _is_rounded(figure.people):
        return Fault.SMALL
    if figure.tier is not Tier.COUNT and highest_behind(figure.people) < SHARE_FLOOR:
        return Fault.SMALL
    return _audit_share(figure, highest_behind(figure.people))


def _audit_share(figure: Figure, most: int) -> Fault | None:
    """A share in points, not in exact fractions; nothing but the share where there is one."""
    given = {Tier.COUNT: (False, False), Tier.SHARE: (True, False)}.get(figure.tier, (False, True))
    if (figure.share is not None, figure.bound is not None) != given:
        return Fault.IMPOSSIBLE
    step = 1 if most >= FINE_FROM else 5
    points = [figure.bound or 0]
    if figure.share:
        points = [figure.share.percent, figure.share.low, figure.share.high]
        if not 0 <= figure.share.low <= figure.share.percent <= figure.share.high <= 100:
            return Fault.IMPOSSIBLE
    return Fault.SMALL if any(point % step for point in points) else None


def audit_builds(
    before: Mapping[K, object], after: Mapping[K, object], *, changed: Mapping[K, int], people: Mapping[K, int]
) -> list[Finding[K]]:
    """Cells whose printed bytes differ between two builds although fewer than 5 of their people changed.

    `changed` counts those who joined, left or answered otherwise since the cell was last published; a withdrawal that
    has waited 30 days is counted in by the caller as five. A cell may always be hidden when it falls below 11 people.
    """
    found = []
    for cell in {**before, **after}:
        is_hidden_now = cell not in after and people.get(cell, 0) < FLOOR
        is_same = cell in before and cell in after and before[cell] == after[cell]
        if not (is_same or is_hidden_now) and changed.get(cell, 0) < FEWEST_CHANGES:
            found.append(Finding(Fault.MOVED, cell))
    return found
