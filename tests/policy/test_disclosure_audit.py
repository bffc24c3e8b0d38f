"""The auditor finds what must not be published, and nothing in what `disclosure` lets through."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bedside.policy.disclosure import TOO_FEW, Estimate, Figure, Partition, Share, Tier, figure, shown, visible
from bedside.policy.disclosure_audit import Fault, Finding, Published, audit, audit_builds, audit_figure

PARTS = Partition(whole="all", parts=("a", "b", "c"))


def table(**cells: int | None) -> Published[str]:
    return Published(cells=cells, sums=[PARTS])


def faults(*tables: Published[str]) -> list[tuple[Fault, str]]:
    return [(found.fault, found.cell) for found in audit(tables)]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        pytest.param({"all": 60, "a": 40, "b": None, "c": None}, [], id="two hidden beside one"),
        pytest.param({"all": 60, "a": 30, "b": 30}, [], id="the third is empty and left out"),
        pytest.param({"all": 60, "a": 55, "b": None}, [(Fault.EXPOSED, "b")], id="the attack by subtraction"),
        pytest.param({"all": 60, "a": 40, "b": 15, "c": None}, [], id="rounding hides it"),
        pytest.param({"all": 60, "a": 7, "b": None}, [(Fault.SMALL, "a")], id="a small count"),
        pytest.param({"all": 62, "a": 40, "b": None}, [(Fault.SMALL, "all")], id="a count that was not rounded"),
        pytest.param({"all": 10, "a": None}, [(Fault.SMALL, "all")], id="ten"),
        pytest.param({"all": 30, "a": 60, "b": None}, [(Fault.IMPOSSIBLE, "all")], id="a part above its whole"),
    ],
)
def test_one_table(printed: dict[str, int | None], found: list[tuple[Fault, str]]) -> None:
    kinds = {fault for fault, _ in faults(table(**printed))}
    assert kinds == {fault for fault, _ in found}
    assert set(found) <= set(faults(table(**printed)))


def test_the_range_of_an_exposed_cell_is_told() -> None:
    """60 stands for 58 to 62 and 55 for 53 to 57: one to nine are left."""
    assert audit([table(all=60, a=55, b=None)]) == [Finding(Fault.EXPOSED, "b", 1, 9)]


ROW = Published(cells={"row": 15, "a": 15, "x": None}, sums=[Partition(whole="row", parts=("a", "x"))])
COLUMN = Published(cells={"column": 60, "b": 50, "x": None}, sums=[Partition(whole="column", parts=("b", "x"))])


def test_two_tables_that_share_a_cell_are_read_together() -> None:
    """One leaves 0 to 6 people and the other 6 to 14: neither tells anything, and both together all."""
    assert audit([ROW]) == audit([COLUMN]) == []
    assert audit([ROW, COLUMN]) == [Finding(Fault.EXPOSED, "x", 6, 6)]


@pytest.mark.parametrize("other", [45, None])
def test_one_cell_has_one_answer_everywhere(other: int | None) -> None:
    assert faults(table(all=40), table(all=other)) == [(Fault.TWO_ANSWERS, "all")]


def test_a_difference_of_two_cells_that_are_printed_is_a_cell_too() -> None:
    """Of about 30 who started about 25 answered: the few who did not were never printed, and can be counted."""
    nested = Partition(whole="started", parts=("answered", "silent"))
    printed = Published(cells={"started": 30, "answered": 25, "silent": None}, sums=[nested])
    assert audit([printed]) == [Finding(Fault.EXPOSED, "silent", 1, 9)]


people = st.one_of(st.integers(0, 12), st.integers(0, 80), st.just(0))
grids = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(st.lists(people, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)
Cell = tuple[object, object]


def two_way(rows: list[list[int]]) -> tuple[dict[Cell, int], list[Partition[Cell]]]:
    """A table with row sums, column sums and total."""
    high, wide = range(len(rows)), range(len(rows[0]))
    counts: dict[Cell, int] = {(i, j): rows[i][j] for i in high for j in wide}
    counts |= {(i, "all"): sum(rows[i]) for i in high} | {("all", j): sum(row[j] for row in rows) for j in wide}
    counts["all", "all"] = sum(map(sum, rows))
    tables: list[Partition[Cell]] = [Partition(whole=(i, "all"), parts=tuple((i, j) for j in wide)) for i in high]
    tables += [Partition(whole=("all", j), parts=tuple((i, j) for i in high)) for j in wide]
    tables.append(Partition(whole=("all", "all"), parts=tuple((i, "all") for i in high)))
    tables.append(Partition(whole=("all", "all"), parts=tuple(("all", j) for j in wide)))
    return counts, tables


@settings(max_examples=50, deadline=None)
@given(grids)
@example([[6, 6, 26], [0, 49, 0]])
@example([[41, 12, 7]])
@example([[27, 7, 3], [0, 46, 0], [6, 0, 17]])
def test_nothing_is_found_in_what_disclosure_lets_through(rows: list[list[int]]) -> None:
    counts, sums = two_way(rows)
    seen = visible(counts, sums)
    cells = {cell: shown(n) if cell in seen else None for cell, n in counts.items() if n > 0}
    assert audit([Published(cells=cells, sums=sums)]) == []


@pytest.mark.parametrize("large", range(11, 41))
def test_a_small_cell_hidden_alone_is_found_when_it_can_be_told(large: int) -> None:
    """What a site that hides small cells and nothing else would print, against trying all numbers that look so."""
    sums = [Partition(whole="all", parts=("a", "b"))]
    for small in range(1, 11):
        cells = {"all": shown(large + small), "a": shown(large), "b": None}
        alike = [n for n in range(11, 60) if shown(n) == shown(large)]
        left = {b for b in range(60) for a in alike if a + b >= 11 and shown(a + b) == cells["all"]}
        told = bool(left) and ((min(left) > 0 and max(left) < 11) or max(left) - min(left) < 5)
        assert bool(audit([Published(cells=cells, sums=sums)])) is told


MIDDLE = Estimate(share=0.5, low=0.4, high=0.6, prior=0.5)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_each_figure_that_disclosure_makes_passes(counts: tuple[int, int]) -> None:
    assert audit_figure(figure(people=counts[0], helped=counts[1], estimate=MIDDLE)) is None


GOOD = figure(people=60, helped=30, estimate=MIDDLE)


@pytest.mark.parametrize(
    ("printed", "fault"),
    [
        pytest.param(replace(TOO_FEW, people=15), Fault.SMALL, id="too few, but about 15"),
        pytest.param(replace(TOO_FEW, bound=50), Fault.SMALL, id="too few, but a bound"),
        pytest.param(replace(GOOD, people=61), Fault.SMALL, id="an exact number of people"),
        pytest.param(replace(GOOD, people=None), Fault.SMALL, id="no number of people"),
        pytest.param(replace(GOOD, people=15), Fault.SMALL, id="a share of 15 people"),
        pytest.param(replace(GOOD, share=Share(percent=53, low=40, high=60, prior=50)), Fault.SMALL, id="53 of 60"),
        pytest.param(replace(GOOD, bound=50), Fault.IMPOSSIBLE, id="a share and a bound"),
        pytest.param(replace(GOOD, share=None), Fault.IMPOSSIBLE, id="no share"),
        pytest.param(replace(GOOD, share=Share(percent=70, low=40, high=60, prior=50)), Fault.IMPOSSIBLE, id="outside"),
        pytest.param(Figure(tier=Tier.COUNT, people=15, bound=30), Fault.IMPOSSIBLE, id="a count with a bound"),
        pytest.param(Figure(tier=Tier.AT_MOST, people=60, bound=17), Fault.SMALL, id="a bound from an exact count"),
    ],
)
def test_a_figure_that_says_too_much_is_found(printed: Figure, fault: Fault) -> None:
    assert audit_figure(printed) is fault


@pytest.mark.parametrize(
    ("before", "after", "changed", "people", "moved"),
    [
        pytest.param("15", "15", 1, 16, False, id="one joined, nothing moved"),
        pytest.param("15", "20", 1, 18, True, id="the attack by two builds: one person moved the figure"),
        pytest.param("15", "20", 5, 18, False, id="five joined"),
        pytest.param("15", None, 1, 10, False, id="hidden below eleven"),
        pytest.param("15", None, 1, 16, True, id="hidden for no reason"),
        pytest.param(None, "15", 1, 11, True, id="the eleventh person makes it appear"),
        pytest.param(None, "15", 11, 11, False, id="eleven joined"),
    ],
)
def test_two_builds(before: str | None, after: str | None, changed: int, people: int, moved: bool) -> None:
    old, new = ({} if printed is None else {"cell": printed} for printed in (before, after))
    found = audit_builds(old, new, changed={"cell": changed}, people={"cell": people})
    assert bool(found) is moved
