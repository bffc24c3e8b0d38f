"""Counting tries (security.md section 8). The key of a try is a blind index: the table tells nobody's address."""

from dataclasses import dataclass
from datetime import timedelta

from bedside.areas.people.models import Attempt
from bedside.kit.clock import now
from bedside.kit.vault import vault


@dataclass(frozen=True)
class Limit:
    """At most `tries` of `kind` for one value within `window`."""

    kind: str
    tries: int
    window: timedelta


SIGN_IN = Limit("sign in", 5, timedelta(minutes=15))
PASSWORD = Limit("password", 5, timedelta(minutes=15))
MAIL_SENT = Limit("mail sent", 3, timedelta(days=1))
RESET = Limit("reset", 3, timedelta(days=1))  # on its own: strangers' sign-ups must not use up the owner's resets
SET_UP = Limit("set-up", 20, timedelta(hours=1))


def spend(limit: Limit, *, value: str) -> bool:
    """Count one more try of `value` and say whether it is within the limit.

    The try is written before it is counted, so that tries at the same moment count each other.
    """
    key = _key(limit, value)
    Attempt.objects.create(kind=limit.kind, key=key)
    return Attempt.objects.filter(kind=limit.kind, key=key, at__gt=now() - limit.window).count() <= limit.tries


def forgive(limit: Limit, *, value: str) -> None:
    """Forget the tries of `value`: the right password was typed."""
    Attempt.objects.filter(kind=limit.kind, key=_key(limit, value)).delete()


def forget_old_tries(*, days: int = 1) -> int:
    """Delete tries that no limit counts any more, and return how many."""
    gone, _ = Attempt.objects.filter(at__lte=now() - timedelta(days=days)).delete()
    return gone


def _key(limit: Limit, value: str) -> bytes:
    return vault().index(f"try {limit.kind}", value)
