"""What is a change: against one's own earlier score only, never against other people."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from bedside.policy.instruments.model import Instrument

RELIABLE = 1.96
"""|RC| above this happens by chance less than once in twenty (Jacobson and Truax 1991)."""


class Direction(StrEnum):
    """Where a score went, for the one who has it."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True)
class Point:
    """One's own score on one day; None where too much was missing for one."""

    day: date
    value: int | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """The change between two of one's own scores.

    `matters`: at least the smallest change that people notice; None where nobody has published one. `reliable`: more
    than the instrument varies by itself; None where no standard deviation and correlation with a source are known.
    """

    since: date
    difference: int
    direction: Direction
    matters: bool | None
    reliable: bool | None


def change(instrument: Instrument, earlier: Point, later: Point) -> Change | None:
    """Return what changed from `earlier` to `later`; None unless both have a score."""
    if earlier.value is None or later.value is None:
        return None
    difference = later.value - earlier.value
    least = instrument.minimal_change
    return Change(
        since=earlier.day,
        difference=difference,
        direction=_direction(difference, worse_up=instrument.higher_is_worse),
        matters=None if least is None else abs(difference) >= least,
        reliable=_reliable(instrument, difference),
    )


def last_scored(points: list[Point], *, before: date) -> Point | None:
    """Return the latest of one's own scores before a day; None for none."""
    scored = [point for point in points if point.value is not None and point.day < before]
    return max(scored, key=lambda point: point.day, default=None)


def runs(points: list[Point], *, gap_days: int) -> list[list[Point]]:
    """Return the points in runs that a line may join: a time without answers, or a day without a score, ends a run."""
    found: list[list[Point]] = []
    before: Point | None = None
    for point in sorted(points, key=lambda one: one.day):
        joins = before is not None and before.value is not None and (point.day - before.day).days <= gap_days
        if point.value is not None:
            if joins:
                found[-1].append(point)
            else:
                found.append([point])
        before = point
    return found


def _direction(difference: int, *, worse_up: bool) -> Direction:
    if difference == 0:
        return Direction.SAME
    return Direction.WORSE if (difference > 0) is worse_up else Direction.BETTER


def _reliable(instrument: Instrument, difference: int) -> bool | None:
    """RC = (x2 - x1) / (SD sqrt(2 (1 - r)))."""
    known = instrument.reliability
    if known is None:
        return None
    return abs(difference) / (known.sd * sqrt(2 * (1 - known.r))) > RELIABLE
