"""Whether a word that gives a number its meaning stands near it.

The text is searched once, when the first number asks, however many numbers follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property


class Near:
    """The places of all matches of one pattern in one text."""

    def __init__(self, pattern: re.Pattern[str], norm: str) -> None:
        """Remember what to look for."""
        self._pattern = pattern
        self._norm = norm

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        spans = [match.span() for match in self._pattern.finditer(self._norm)]
        return [start for start, _end in spans], [end for _start, end in spans]

    def has(self, start: int, end: int, *, before: int, behind: int = 0) -> bool:
        """Say whether a match lies wholly within `before` characters before `start` and `behind` after `end`."""
        starts, ends = self._spans
        place = bisect_left(starts, start - before)
        return place < len(starts) and ends[place] <= end + behind
