"""Rates with the interval they are sure within, and the small arithmetic of a measurement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z95 = 1.959964  # the 97.5 % point of the standard normal distribution


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Give the 95 % score interval of a proportion (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927). (0, 1) of nothing."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = hits / of, _Z95 * _Z95
    middle = share + z2 / (2 * of)
    half = _Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, (middle - half) / (1 + z2 / of)), min(1.0, (middle + half) / (1 + z2 / of))


@dataclass(slots=True)
class Rate:
    """How many of how many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        """Count one more."""
        self.of += 1
        self.hits += hit

    @property
    def share(self) -> float | None:
        """The proportion, or None of nothing."""
        return self.hits / self.of if self.of else None

    def to_dict(self) -> dict[str, float | int | None]:
        """Give the JSON form, with the 95 % interval."""
        low, high = wilson(self.hits, self.of)
        share = None if self.share is None else round(self.share, 4)
        return {"hits": self.hits, "of": self.of, "rate": share, "low": round(low, 4), "high": round(high, 4)}

    def __str__(self) -> str:
        if self.share is None:
            return "-"
        low, high = wilson(self.hits, self.of)
        return f"{self.share:.3f}  [{low:.3f}, {high:.3f}]  {self.hits} of {self.of}"


@dataclass(slots=True)
class Counts:
    """Hits, false alarms and misses of one thing."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def to_dict(self, *, beta: float) -> dict[str, float | dict[str, float | int | None]]:
        """Give precision and recall with their intervals, and F for `beta`."""
        return {
            "precision": self.precision.to_dict(),
            "recall": self.recall.to_dict(),
            f"f{beta:g}": round(self.f(beta), 4),
        }

    @property
    def precision(self) -> Rate:
        """How much of what was said is right."""
        return Rate(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Rate:
        """How much of what is there was said."""
        return Rate(self.right, self.right + self.missed)

    def f(self, beta: float) -> float:
        """Give F: the harmonic mean that counts recall `beta` times as much; 1 where nothing was there or said."""
        weight = beta * beta
        below = (1 + weight) * self.right + weight * self.missed + self.wrong
        return (1 + weight) * self.right / below if below else 1.0


def quantiles(values: Sequence[float]) -> dict[str, float]:
    """Give the median, the 95th and the 99th percentile, and the largest of `values` (nearest rank); all 0 of none."""
    ordered = sorted(values) or [0.0]
    ranks = {"p50": 0.50, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(ordered[math.ceil(rank * len(ordered)) - 1], 3) for name, rank in ranks.items()}
