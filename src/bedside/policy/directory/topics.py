"""Which hashtags are somebody's topics: used often enough, lately, and not taken out by their owner."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from bedside.policy.directory.words import folded

LEAST_USES: Final = 3
WITHIN: Final = timedelta(days=90)
MOST: Final = 12


def topics(uses: Mapping[str, int], *, dropped: Iterable[str] = ()) -> dict[str, int]:
    """Return the topics among the hashtags of the last 90 days, with their uses, the most used first."""
    out = frozenset(dropped)
    kept = [(tag, times) for tag, times in uses.items() if times >= LEAST_USES and tag not in out]
    return dict(sorted(kept, key=lambda one: (-one[1], one[0]))[:MOST])


def compared(tag: str) -> str:
    """Return a hashtag (without "#") in the form in which topics are compared."""
    return folded(tag).replace(" ", "")
