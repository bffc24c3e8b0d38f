"""The published tables that are not of one treatment: what may be shown of each (cubes c01, c11 and c15)."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from bedside.areas.records.cells import Key
from bedside.areas.records.facts import Facts, Vector
from bedside.areas.records.showing import pack_figure
from bedside.policy.disclosure import FLOOR, Partition, shown, visible
from bedside.policy.evidence.lines import Line, both_bars
from bedside.policy.evidence.purpose import Count
from bedside.policy.evidence.purposes import WHOLE

NO_COUNT: Final = Count(people=0, helped=0)
Lines = Mapping[str, Mapping[Line, Count]]
"""By kind of treatment and line."""


def illness_table(counts: Mapping[str, int]) -> dict[str, Any] | None:
    """c01: how many keep the illness in their record, and how sure they are of it; None where nothing may be said."""
    people = sum(counts.values())
    cells = {WHOLE: people, **counts}
    seen = visible(cells, [Partition(whole=WHOLE, parts=tuple(counts))])
    if people < FLOOR or WHOLE not in seen:
        return None
    return {"people": shown(people), "sure": {name: shown(n) for name, n in counts.items() if name in seen}}


def line_table(kinds: Lines) -> dict[str, Any] | None:
    """c15: for each kind of treatment, who it helped as the first thing tried and as a later one: both or none."""
    made = {}
    for kind, counts in kinds.items():
        others = {line: {name: of.get(line, NO_COUNT) for name, of in kinds.items() if name != kind} for line in Line}
        bars = both_bars(counts, others)
        if bars:
            made[kind] = {line.value: pack_figure(figure) for line, figure in bars.items()}
    return made or None


def line_vector(kinds: Lines) -> Vector:
    """What was counted for `line_table`, for the comparison of two builds."""
    return {
        f"{kind} {line}": {"yes": count.helped, "no": count.people - count.helped}
        for kind, counts in kinds.items()
        for line, count in counts.items()
    }


def purposes(pairs: Mapping[Key, Facts]) -> dict[str, dict[str, int]]:
    """For each treatment, how many people said what it did, by what they take it for."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (purpose, treatment), facts in pairs.items():
        if facts.people:
            found[treatment][purpose] = facts.people
    return dict(found)


def purpose_total(counts: Mapping[str, int], printed: frozenset[str]) -> dict[str, int] | None:
    """c11: for how many purposes' reports a treatment has in all; None where that would tell of a hidden purpose.

    The purposes themselves are the cells that stand (`printed`), so that no number is printed twice. It is the whole
    that gives way and not one more purpose: a page of many people does not vanish for the sake of a sum.
    """
    cells = {WHOLE: sum(counts.values()), **counts}
    seen = visible(cells, [Partition(whole=WHOLE, parts=tuple(counts))])
    shows_all = printed <= seen and WHOLE in seen and len(printed) > 1
    return {"people": shown(cells[WHOLE])} if shows_all and cells[WHOLE] >= FLOOR else None
