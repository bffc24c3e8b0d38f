"""Counting tries (`policy/limits.py` has the numbers). The key of a try is a blind index: it tells nobody's address."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection

from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Attempt
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.policy.limits import LONGER, LONGEST_COUNTED, Limit, window_of

LOCK = "SELECT pg_advisory_xact_lock(%s)"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands with a limit after one more try. `row` is the counted try; 0 when it was refused."""

    limit: Limit
    left: int
    reset_at: datetime
    row: int

    @property
    def refused(self) -> bool:
        """Whether this try was one too many."""
        return self.row == 0

    @property
    def seconds(self) -> int:
        """How long until the next try, in whole seconds, at least one."""
        return max(1, ceil((self.reset_at - now()).total_seconds()))


_noted: ContextVar[list[Standing] | None] = ContextVar("limits noted", default=None)


@contextmanager
def noting() -> Iterator[list[Standing]]:
    """Collect the standings of what is done inside, as far as they may be told: never those of a mail address."""
    found: list[Standing] = []
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def note(standing: Standing) -> None:
    """Let the door know of a standing."""
    noted = _noted.get()
    if noted is not None:
        noted.append(standing)


def spend(limit: Limit, *, value: str) -> Standing:
    """Count one more try of `value` and say how it stands. A refused try is not counted: who waits gets in again."""
    key = _key(limit, value)
    if connection.in_atomic_block:  # tries of other transactions cannot be seen before they end: wait for them
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [int.from_bytes(key[:8], "big", signed=True)])
    # Written before it is counted, so that tries at the same moment count each other.
    row = Attempt.objects.create(kind=limit.name, key=key)
    return _counted(limit, row)


def require(limit: Limit, *, value: str, told: bool = True) -> Standing:
    """Count one more try; raise `TooManyTries` when it is one too many. With `told` the door may name the numbers."""
    standing = spend(limit, value=value)
    if told or standing.refused:
        note(standing)
    if standing.refused:
        raise TooManyTries(limit, standing.seconds)
    return standing


def give_back(standing: Standing) -> None:
    """Take one counted try out again, for limits that count failures only."""
    Attempt.objects.filter(id=standing.row).delete()


def forgive(limit: Limit, *, value: str) -> None:
    """Forget the tries of `value`: the right password was typed."""
    Attempt.objects.filter(kind=limit.name, key=_key(limit, value)).delete()


def forget_old_tries() -> int:
    """Delete tries that no limit counts any more, and return how many."""
    old = Attempt.objects.filter(at__lte=now() - LONGEST_COUNTED)
    gone, _ = old.exclude(kind__in=[limit.name for limit in LONGER]).delete()
    for limit in LONGER:
        gone += Attempt.objects.filter(kind=limit.name, at__lte=now() - limit.window).delete()[0]
    return gone


def _counted(limit: Limit, row: Attempt) -> Standing:
    looked_back = LONGEST_COUNTED if limit.grows else limit.window
    rows = Attempt.objects.filter(kind=limit.name, key=row.key, at__gt=now() - looked_back).order_by("-at", "-id")
    times = list(rows.values_list("at", flat=True)[: limit.tries * 24 + 1])
    window = window_of(limit, earlier=len(times) - 1)
    counted = [at for at in times if at > now() - window]
    if len(counted) <= limit.tries:
        return Standing(limit, limit.tries - len(counted), _frees(counted, limit, window), row.id)
    row.delete()
    return Standing(limit, 0, _frees(counted[1:], limit, window), 0)


def _frees(counted: list[datetime], limit: Limit, window: timedelta) -> datetime:
    """Return when the oldest of the tries that stand in the way no longer counts."""
    return counted[min(len(counted), limit.tries) - 1] + window


def _key(limit: Limit, value: str) -> bytes:
    return vault().index(f"try {limit.name}", value)
