"""A moment by which everything must be done, however the other side drips."""

import time

from bedside.kit.fetch.errors import NotFetched


class Deadline:
    """So many seconds from now, by a clock that nobody sets."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, *, at_most: float | None = None) -> float:
        """Return the seconds that are left, no more than `at_most`; raise NotFetched when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise NotFetched("time")
        return left if at_most is None else min(left, at_most)
