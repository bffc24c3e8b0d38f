"""Who speaks when a practice answers: the practice, signed by a person (boundary row B58; spec clinicians.md 7).

Under a delegation somebody answers for a colleague, and the patient sees both names. A grant is narrow: who, for whom,
for which reasons, until when.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LONGEST_GRANT: Final = timedelta(days=365)


@dataclass(frozen=True)
class Grant:
    """A delegation: `to` may answer for `of`; `reasons` empty means every reason."""

    of: int
    to: int
    since: datetime
    until: datetime
    reasons: frozenset[str] = frozenset()
    ended_at: datetime | None = None


def holds(grant: Grant, *, reason: str, at: datetime) -> bool:
    """Say whether a grant covers an answer to a thread of this reason now."""
    live = grant.since <= at < grant.until and (grant.ended_at is None or at < grant.ended_at)
    return live and (not grant.reasons or reason in grant.reasons)


def may_answer_for(grants: Iterable[Grant], *, of: int, to: int, reason: str, at: datetime) -> bool:
    """Say whether `to` may answer for `of` in a thread of this reason."""
    return any(grant.of == of and grant.to == to and holds(grant, reason=reason, at=at) for grant in grants)


def signed(name: str, *, for_name: str = "") -> str:
    """Return how an answer is signed: "Nurse A", or "Nurse A for Dr B"."""
    return f"{name} for {for_name}" if for_name else name
