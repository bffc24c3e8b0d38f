"""The first thing somebody tried, or a later one: two bars instead of one (`evidence.md` section 7).

What is tried after something else failed meets other people, so a treatment that is usually second looks better or
worse than it is. Shown are both bars or none.
"""

from collections.abc import Mapping
from enum import StrEnum

from bedside.policy.disclosure import FLOOR, Figure, Partition, visible
from bedside.policy.evidence.purpose import Count, figures


class Line(StrEnum):
    """Which thing tried for a purpose a course was, in three groups."""

    FIRST = "first"
    LATER = "later"
    UNSURE = "unsure"


BARS = (Line.FIRST, Line.LATER)


def line_of(said: str) -> Line:
    """The group of an answer: the second thing tried counts as later, and no answer as unsure."""
    return {"first": Line.FIRST, "second": Line.LATER, "later": Line.LATER}.get(said, Line.UNSURE)


def both_bars(counts: Mapping[Line, Count], others: Mapping[Line, Mapping[str, Count]]) -> dict[Line, Figure] | None:
    """The figures of first and later courses of one treatment; None unless both may stand beside the figure of all.

    `others` are the other treatments of the purpose, by line: towards their mean each bar is pulled. The bars must not
    give away how many were unsure, how many of them it helped, or how many it did not.
    """
    if not _may_stand(counts):
        return None
    return {line: figures({**others.get(line, {}), "": counts[line]})[""] for line in BARS}


def is_second_line(counts: Mapping[Line, Count]) -> bool | None:
    """Say whether most people took it after something else; None where 11 of each bar are not there to tell."""
    first, later = (counts.get(line, Count(0, 0)).people for line in BARS)
    if min(first, later) < FLOOR:
        return None
    return later > first


def _may_stand(counts: Mapping[Line, Count]) -> bool:
    cells: dict[tuple[str, str], int] = {}
    for line in Line:
        count = counts.get(line, Count(0, 0))
        cells |= {("people", line): count.people, ("helped", line): count.helped}
        cells["not", line] = count.people - count.helped
    tables: list[Partition[tuple[str, str]]] = [
        Partition(whole=("people", line), parts=(("helped", line), ("not", line))) for line in Line
    ]
    for row in ("people", "helped", "not"):
        cells[row, "all"] = sum(cells[row, line] for line in Line)
        tables.append(Partition(whole=(row, "all"), parts=tuple((row, line) for line in Line)))
    seen = visible(cells, tables)
    return all((row, line) in seen for row in ("people", "helped", "not") for line in (*BARS, "all"))
