"""The one trend of a visit sheet as points on a plane, so that paper and page draw the same. Gaps stay gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bedside.policy.visits.facts import LONGEST_TREND, Trend

GAP: Final = 14  # days without an answer after which the line is broken


@dataclass(frozen=True, slots=True)
class Curve:
    """Runs of points, each (x, y) within 0 to 1:

    x from the first to the last day, y from the scale's low to its high end.
    """

    runs: tuple[tuple[tuple[float, float], ...], ...]
    first: date
    last: date


def curve(trend: Trend) -> Curve | None:
    """Return the curve of the last twelve months of a trend; None for fewer than two days, which are no trend.

    Raises ValueError for a scale without length, or a value outside of it.
    """
    if not trend.low < trend.high:
        raise ValueError("A scale goes from low to high.")
    points = _last_year(sorted(trend.points))
    if any(not trend.low <= value <= trend.high for _day, value in points):
        raise ValueError("A value lies outside of its scale.")
    if len({on for on, _value in points}) < 2:
        return None
    first, last = points[0][0], points[-1][0]
    length, height = (last - first).days, trend.high - trend.low
    placed = [((on - first).days / length, (value - trend.low) / height) for on, value in points]
    return Curve(tuple(tuple(run) for run in _runs(placed, GAP / length)), first, last)


def _last_year(points: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    return [one for one in points if (points[-1][0] - one[0]).days < LONGEST_TREND]


def _runs(placed: Sequence[tuple[float, float]], gap: float) -> list[list[tuple[float, float]]]:
    runs = [[placed[0]]]
    for point in placed[1:]:
        if point[0] - runs[-1][-1][0] > gap + 1e-12:
            runs.append([])
        runs[-1].append(point)
    return runs
