"""An auditor who knows all published tables, and which cells are empty, tries to work out the hidden ones."""

import math

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bedside.policy.disclosure import Partition, shown, visible

Cell = tuple[object, object]
Range = tuple[float, float]


def published_range(people: int, *, is_visible: bool) -> Range:
    """What one cell says of itself, written down apart from the code under test."""
    if people == 0:
        return 0, 0
    if not is_visible:
        return 0, math.inf
    behind = [n for n in range(11, people + 10) if shown(n) == shown(people)]
    return min(behind), max(behind)


def concluded(ranges: dict[Cell, Range], tables: list[Partition[Cell]]) -> dict[Cell, Range]:
    """Narrow all ranges by "the parts add up to the whole" until nothing changes."""
    known = dict(ranges)
    while True:
        before = dict(known)
        for table in tables:
            terms = [(table.whole, -1), *((part, 1) for part in table.parts)]
            for cell, sign in terms:
                others = [(known[c], s * -sign) for c, s in terms if c != cell]
                low = sum(r[0] if s > 0 else -r[1] for r, s in others)
                high = sum(r[1] if s > 0 else -r[0] for r, s in others)
                known[cell] = (max(known[cell][0], low), min(known[cell][1], high))
        if known == before:
            return known


def two_way(rows: list[list[int]]) -> tuple[dict[Cell, int], list[Partition[Cell]]]:
    """Counts of a table with its row sums, column sums and total, and what adds up to what."""
    names, columns = range(len(rows)), range(len(rows[0]))
    counts: dict[Cell, int] = {(i, j): rows[i][j] for i in names for j in columns}
    tables: list[Partition[Cell]] = []
    for i in names:
        counts[i, "all"] = sum(rows[i])
        tables.append(Partition(whole=(i, "all"), parts=tuple((i, j) for j in columns)))
    for j in columns:
        counts["all", j] = sum(row[j] for row in rows)
        tables.append(Partition(whole=("all", j), parts=tuple((i, j) for i in names)))
    counts["all", "all"] = sum(map(sum, rows))
    tables.append(Partition(whole=("all", "all"), parts=tuple((i, "all") for i in names)))
    tables.append(Partition(whole=("all", "all"), parts=tuple(("all", j) for j in columns)))
    return counts, tables


people = st.one_of(st.integers(0, 12), st.integers(0, 80), st.just(0))
grids = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(st.lists(people, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


@settings(max_examples=50, deadline=None)
@given(grids)
@example([[6, 6, 26], [0, 49, 0]])
@example([[41, 12, 7]])
@example([[27, 7, 3], [0, 46, 0], [6, 0, 17]])
def test_no_hidden_cell_can_be_worked_out(rows: list[list[int]]) -> None:
    counts, tables = two_way(rows)
    seen = visible(counts, tables)
    ranges = {cell: published_range(n, is_visible=cell in seen) for cell, n in counts.items()}
    known = concluded(ranges, tables)
    for cell in (c for c, n in counts.items() if n > 0 and c not in seen):
        low, high = known[cell]
        assert low == 0 or high >= 11
        assert high - low >= 5


@settings(max_examples=25, deadline=None)
@given(grids)
def test_no_visible_cell_is_small(rows: list[list[int]]) -> None:
    counts, tables = two_way(rows)
    assert all(counts[cell] >= 11 for cell in visible(counts, tables))


def test_the_auditor_finds_a_cell_that_only_rounding_protects() -> None:
    """60 = 53 + 7 with the 7 left out: the auditor must say 1 to 9, or it would prove nothing."""
    counts, tables = two_way([[53, 7]])
    ranges = {cell: published_range(n, is_visible=n >= 11) for cell, n in counts.items()}
    assert concluded(ranges, tables)[0, 1] == (1, 9)
