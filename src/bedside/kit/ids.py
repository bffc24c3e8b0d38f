"""Ids: 64-bit, ordered by time, made in Python.

Layout, high to low: 1 bit zero, 41 bits milliseconds since 2024-01-01 UTC (until 2093), 22 random bits.
Within one process ids only rise; between processes two ids of one millisecond collide once in four million.
"""

import secrets
import threading
import time
from datetime import UTC, datetime

EPOCH_MS = 1_704_067_200_000
RANDOM_BITS = 22

LARGEST = 2**63 - 1  # what a column of ids holds
DIGITS = len(str(LARGEST))

_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """Return a fresh id, larger than every id this process made before."""
    global _last
    candidate = first_id_at_ms(time.time_ns() // 1_000_000) | secrets.randbits(RANDOM_BITS)
    with _lock:
        _last = max(candidate, _last + 1)
        return _last


def first_id_at_ms(unix_ms: int) -> int:
    """Return the smallest id that a thing made at `unix_ms` (milliseconds since 1970) can have."""
    return max(unix_ms - EPOCH_MS, 0) << RANDOM_BITS


def id_at(moment: datetime) -> int:
    """Return a fresh id as if made at `moment` (aware): used by seeds that tell of the past."""
    return first_id_at_ms(int(moment.timestamp() * 1000)) | secrets.randbits(RANDOM_BITS)


def read(text: str) -> int | None:
    """Return the id that `text` is, as an address or a form holds it; None for what can't be one."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        return None
    return int(text) if int(text) <= LARGEST else None


def made_at(an_id: int) -> datetime:
    """Return when `an_id` was made, to the millisecond, in UTC."""
    return datetime.fromtimestamp(((an_id >> RANDOM_BITS) + EPOCH_MS) / 1000, tz=UTC)
