"""Facts about single words, worked out once and kept: people use the same few thousand words again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST = 8_192


class Kept(dict[K, V]):
    """What `work_out` gives for each key that was asked for. When there are `most`, all are forgotten.

    Asking costs half of what a function with `lru_cache` costs. `work_out` gives the same for the same key.
    """

    def __init__(self, work_out: Callable[[K], V], *, most: int = MOST) -> None:
        """Keep what `work_out` gives."""
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, key: K) -> V:
        """Work out what is asked for the first time."""
        value = self._work_out(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
