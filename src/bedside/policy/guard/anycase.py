"""Patterns that are matched in any case, at a fraction of the cost of `re.IGNORECASE`.

The engine compares letter by letter when case is ignored, and tries every word of a long alternation. In small letters
it skips at once the words that begin otherwise, so the text is read in small letters wherever that is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

# Letters that the engine takes for "i", "s" or "k" when case is ignored and that have another small form, or two.
_ODD = re.compile("[\u0130\u0131\u017f\u212a]")


class AnyCase:
    """One pattern, written in small letters. The words of a match may be in small letters, its places never differ."""

    def __init__(self, source: str) -> None:
        """Compile `source`, which may hold no capital letters to be matched."""
        self._source = source
        self._small = re.compile(source)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Give the first match, None if there is none."""
        return self._small.search(text.lower()) if is_plain(text) else self._any.search(text)

    def search_in(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Give the first match from `start` up to `end`, which may look at the one character before and at none behind.

        The places of the match are counted from that character (from `start` if there is none).
        """
        first = max(0, start - 1)
        part = text[first:end]
        if is_plain(part):
            return self._small.search(part.lower(), start - first)
        return self._any.search(part, start - first)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give the matches in the order of the text."""
        return self._small.finditer(text.lower()) if is_plain(text) else self._any.finditer(text)


def is_plain(text: str) -> bool:
    """Say whether the small letters of a text stand where its letters stand, and match what these match."""
    return text.isascii() or _ODD.search(text) is None
