"""By what right somebody acts for somebody else: a grant by the owner, of some scopes, for a time.

Source: spec records.md section 9 (one grant for all); boundary rows B33 and B60; 45 CFR 164.502(g) (representatives)
and 164.510(b) (who is involved in somebody's care). The owner ends it at once, and need not say why; the carer may end
it too. It is gone over every twelve months: a grant that nobody looked at since then is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

Scope = Literal["read", "post", "message practice", "view record", "enter logs", "enter courses", "answer waves"]
State = Literal["asked", "live", "over"]

# What a carer may be let do, here and now; and what the same grant will carry when those parts are built.
RECORD: Final[tuple[Scope, ...]] = ("view record", "enter logs", "enter courses", "answer waves")
SCOPES: Final[tuple[Scope, ...]] = ("read", "post", "message practice", *RECORD)
LATER: Final = ("message care team", "manage sharing")
ENTERED_WITH: Final[Mapping[str, Scope]] = MappingProxyType(
    {
        "measurements": "enter logs",
        "appointments": "enter logs",
        "allergies": "enter courses",
        "immunisations": "enter courses",
        "procedures": "enter courses",
    }
)
"""What else of a record a carer may enter, and with which scope. Goals and notes are the owner's own words."""
REASONS: Final = ("carer", "parent", "guardian", "power_of_attorney")

REVIEW_EVERY: Final = timedelta(days=365)
REVIEW_NOTICE: Final = timedelta(days=30)  # so long before it is asked for
LONGEST: Final = timedelta(days=5 * 366)
ANSWER_WITHIN: Final = timedelta(days=30)
AT_MOST: Final = 10  # grants that one owner has at a time

_OWNERS: Final = frozenset({"patient"})
_CARERS: Final = frozenset({"carer"})


@dataclass(frozen=True)
class Moments:
    """When what happened to a grant. `until` is a moment; `reviewed_at` when its owner last said that it goes on."""

    asked_at: datetime
    until: datetime
    accepted_at: datetime | None = None
    reviewed_at: datetime | None = None
    ended_at: datetime | None = None


def state_of(moments: Moments, at: datetime) -> State:
    """Return how a grant stands at a moment: nothing has to have run for it to be over."""
    if moments.ended_at is not None or moments.until <= at:
        return "over"
    if moments.accepted_at is None:
        return "over" if moments.asked_at + ANSWER_WITHIN <= at else "asked"
    return "over" if review_by(moments) <= at else "live"


def review_by(moments: Moments) -> datetime:
    """Return until when the owner has to have said once more that it goes on."""
    return (moments.reviewed_at or moments.accepted_at or moments.asked_at) + REVIEW_EVERY


def review_due(moments: Moments, at: datetime) -> bool:
    """Say whether the owner is asked now whether it goes on."""
    return state_of(moments, at) == "live" and review_by(moments) - REVIEW_NOTICE <= at


def may(scope: Scope, *, scopes: frozenset[str], moments: Moments, at: datetime) -> bool:
    """Say whether a grant of `scopes` lets its carer do this at a moment."""
    return scope in SCOPES and scope in scopes and state_of(moments, at) == "live"


def may_grant(*, owner: str, carer: str) -> bool:
    """Say whether a persona of kind `owner` can let one of kind `carer` act for it: a patient, and a carer."""
    return owner in _OWNERS and carer in _CARERS


def problem(scopes: frozenset[str], reason: str, until: date, *, at: datetime) -> str:
    """Return what is wrong with a grant that is offered: "scopes", "reason", "past", "far", or ""."""
    if not scopes or not scopes <= set(SCOPES):
        return "scopes"
    if reason not in REASONS:
        return "reason"
    if until <= at.date():
        return "past"
    return "far" if until > (at + LONGEST).date() else ""
