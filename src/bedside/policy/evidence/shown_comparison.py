"""What may be shown of a matched comparison, and that it is never shown without what it cannot see (`evidence.md` 7).

A `ShownComparison` can't be made without its E-value, and what a page prints of it ends with the sentence of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from bedside.policy.disclosure import FLOOR, shown
from bedside.policy.evidence.matching import Comparison, Effect
from bedside.policy.evidence.sensitivity import EValue

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Treated less controls in points of the score, more is better: to a tenth, the ends outwards."""

    points: float
    low: float
    high: float

    @property
    def is_different(self) -> bool:
        """Say whether "no difference" lies outside."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComparison:
    """A comparison as it is printed. Raises ValueError for E-values that are none: they are 1 or more."""

    people: int
    """The rounded number of those who took it and had three others like them."""
    dropped: int | None
    """The rounded number of those who had not; None for nobody, and for fewer than 11."""
    naive: Difference
    matched: Difference
    corrected: Difference
    distance: float
    """The mean area between the curves before the start, in points times months."""
    slopes: tuple[float, float, float]
    """The change a month before the start: of who took it, of all others, of the others chosen."""
    sensitivity: EValue

    def __post_init__(self) -> None:
        if not min(self.sensitivity.estimate, self.sensitivity.interval) >= 1:
            raise ValueError("A comparison is shown with what it cannot see, or not at all.")


def shown_comparison(found: Comparison) -> ShownComparison | None:
    """What may be shown; None where fewer than 30 treated people have others like them."""
    if not found.may_be_shown:
        return None
    matched, seen = _difference(found.matched), found.sensitivity
    return ShownComparison(
        people=shown(found.kept),
        dropped=shown(found.dropped) if found.dropped >= FLOOR else None,
        naive=_difference(found.naive),
        matched=matched,
        corrected=_difference(found.corrected),
        distance=_tenth(found.mean_distance),
        slopes=(_tenth(found.slopes[0]), _tenth(found.slopes[1]), _tenth(found.slopes[2])),
        sensitivity=seen if matched.is_different else EValue(estimate=seen.estimate, interval=1.0),
    )


def pack(said: ShownComparison) -> dict[str, Any]:
    """As JSON holds it."""
    return {
        "people": said.people,
        "dropped": said.dropped,
        **{name: _ends(getattr(said, name)) for name in ("naive", "matched", "corrected")},
        "distance": said.distance,
        "slopes": list(said.slopes),
        "e_value": [round(said.sensitivity.estimate, 3), round(said.sensitivity.interval, 3)],
    }


def unpack(packed: Mapping[str, Any]) -> ShownComparison | None:
    """What `pack` made; None where its E-values are missing, or are none."""
    try:
        estimate, interval = packed["e_value"]
        return ShownComparison(
            people=packed["people"],
            dropped=packed["dropped"],
            naive=_from_ends(packed["naive"]),
            matched=_from_ends(packed["matched"]),
            corrected=_from_ends(packed["corrected"]),
            distance=packed["distance"],
            slopes=(packed["slopes"][0], packed["slopes"][1], packed["slopes"][2]),
            sensitivity=EValue(estimate=estimate, interval=interval),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _ends(one: Difference) -> list[float]:
    return [one.points, one.low, one.high]


def _from_ends(ends: list[float]) -> Difference:
    return Difference(points=ends[0], low=ends[1], high=ends[2])


def _difference(effect: Effect) -> Difference:
    low, high = floor(effect.low * 10 + _EPSILON) / 10, ceil(effect.high * 10 - _EPSILON) / 10
    return Difference(points=_tenth(effect.difference), low=low + 0.0, high=high + 0.0)  # and no "-0.0"


def _tenth(value: float) -> float:
    return floor(value * 10 + 0.5) / 10
