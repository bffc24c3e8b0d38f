"""What may be said of how long people stay on a treatment, and why they stopped (`evidence.md` sections 3 and 6).

Everybody who started is in it: who went silent counts as on the treatment up to the last confirmation, and no longer.
Drawn is not the curve, each step of which is one person, but the share still on the treatment at five times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bedside.policy.disclosure import FLOOR, Estimate, Partition, rounded, visible
from bedside.policy.evidence.survival import (
    Curve,
    Floats,
    Spells,
    at_risk_after,
    spells,
    time_on_treatment,
    why_stopped,
)
from bedside.policy.evidence.units import CourseRow

GRID: dict[str, int] = {"w2": 14, "m3": 91, "m6": 183, "m12": 365, "m24": 730}
"""The only times at which anything is shown, in days from the start."""
SAME_DAY = 0.5
"""Days that a course lasted which was stopped on the day it was begun."""


class Why(StrEnum):
    """Reasons to stop in five groups. `BETTER` is no failure of the treatment and is drawn apart."""

    NO_EFFECT = "no_effect"
    SIDE_EFFECTS = "side_effects"
    COST_OR_BURDEN = "cost_or_burden"
    BETTER = "better_or_finished"
    OTHER = "other"


GROUPS: dict[str, Why] = {
    "no_effect": Why.NO_EFFECT,
    "side_effects": Why.SIDE_EFFECTS,
    "cost": Why.COST_OR_BURDEN,
    "burden": Why.COST_OR_BURDEN,
    "supply_or_insurance": Why.COST_OR_BURDEN,
    "got_better": Why.BETTER,
    "course_finished": Why.BETTER,
}
"""The group of a main reason (`records.md` section 2); all others, and none given, are `OTHER`."""
NUMBER: dict[Why, int] = {why: number for number, why in enumerate(Why, start=1)}


def cause_of(row: CourseRow, *, main_reason: str = "") -> int:
    """The number of the group a course was stopped for, from 1; 0 for one that nobody has said to have ended."""
    return NUMBER[GROUPS.get(main_reason, Why.OTHER)] if row.is_stopped else 0


def under_observation(courses: Iterable[tuple[CourseRow, str]]) -> Spells:
    """Courses, each with its main reason to stop, as days since their start.

    A remembered course, and one that had ended by the day it was declared, was never under observation and counts
    nowhere in the curve. A stop without a date counts at the last confirmation.
    """
    kept = [(row, reason) for row, reason in courses if not row.is_remembered]
    ends = [row.stopped or row.last_confirmed for row, _ in kept]
    leave = [float((end - row.started).days) for (row, _), end in zip(kept, ends, strict=True)]
    entry = [float(max(0, (row.declared - row.started).days)) for row, _ in kept]
    leave = [SAME_DAY if left == came == 0 else left for came, left in zip(entry, leave, strict=True)]
    return spells(entry, leave, [cause_of(row, main_reason=reason) for row, reason in kept])


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is shown of one time of `GRID`: whole per cent, to 5 points, the ends of the interval outwards.

    `stopped` holds the share who had stopped for a reason by then; a reason that may not be shown is absent.
    """

    after: str
    still_on: int
    low: int
    high: int
    stopped: dict[Why, int]


def shown_points(courses: Spells) -> tuple[Point, ...]:
    """The times of `GRID` of which something may be said, with what may be said; empty when it is nothing.

    A time needs 11 people still at risk then, and 11 at risk whenever somebody stopped before it: where people come
    into the curve late, its beginning may stand on two or three. And nobody may learn that 1 to 10 people stopped,
    for whatever reason, by then or since the time before. That is decided as for every published table, by
    `disclosure.visible`. The number of people in the curve is not shown: beside the number who started it would give
    away how many of them never came under observation.
    """
    curve = time_on_treatment(courses)
    usable = [name for name, days in GRID.items() if stands_on_enough(courses, curve, days)]
    counts, tables = counted(courses, usable)
    seen = visible(counts, tables)
    by_reason = why_stopped(courses, causes=len(Why))
    return tuple(point(name, curve, by_reason, seen) for name in usable if (name, "all") in seen)


def stands_on_enough(courses: Spells, curve: Curve, days: int) -> bool:
    """Say whether 11 people were at risk then, and whenever somebody stopped before."""
    before = curve.at_risk[: curve.place(days) + 1]
    return at_risk_after(courses, days) >= FLOOR and bool(np.all(before >= FLOOR))


Cell = tuple[str, ...]


def counted(courses: Spells, names: list[str]) -> tuple[dict[Cell, int], list[Partition[Cell]]]:
    """How many had stopped by each time and since the one before, in all and by reason; and what adds up to what."""
    counts: dict[Cell, int] = {}
    tables: list[Partition[Cell]] = []
    for i, name in enumerate(names):
        _count_column(counts, tables, (name,), _stopped_between(courses, 0, GRID[name]))
        if i:
            since = (names[i - 1], name)
            _count_column(counts, tables, since, _stopped_between(courses, GRID[names[i - 1]], GRID[name]))
            rows = ["all", *Why]
            tables += [Partition(whole=(name, row), parts=((names[i - 1], row), (*since, row))) for row in rows]
    return counts, tables


def _count_column(
    counts: dict[Cell, int], tables: list[Partition[Cell]], column: Cell, by_reason: dict[Why, int]
) -> None:
    counts[*column, "all"] = sum(by_reason.values())
    counts.update({(*column, why): people for why, people in by_reason.items()})
    tables.append(Partition(whole=(*column, "all"), parts=tuple((*column, why) for why in Why)))


def _stopped_between(courses: Spells, after: float, until: float) -> dict[Why, int]:
    inside = (courses.leave > max(after, 0)) & (courses.leave <= until) & (courses.leave > courses.entry)
    return {why: int(np.sum(inside & (courses.cause == number))) for why, number in NUMBER.items()}


def point(name: str, curve: Curve, by_reason: Floats, seen: frozenset[Cell]) -> Point:
    """Round what is shown of one time."""
    share, low, high = curve.at(GRID[name])
    band = rounded(Estimate(share=share, low=low, high=high, prior=share), people=FLOOR)
    where = curve.place(GRID[name])
    reasons = {
        why: rounded(Estimate(share=part, low=part, high=part, prior=part), people=FLOOR).percent
        for why, part in zip(Why, map(float, by_reason[:, where]), strict=True)
        if (name, why) in seen
    }
    return Point(after=name, still_on=band.percent, low=band.low, high=band.high, stopped=reasons)
