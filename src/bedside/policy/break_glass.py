"""Emergency access to what one persona wrote (security.md 7.4): two people, one hour, read only, told, reviewed.

Nobody reads private words because of a role alone. One person with the right "emergency" asks and says why; a second
one, of another account, allows it within ten minutes. Every state follows from moments and the clock, so nothing has to
happen for an access to end.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

ANSWER_WITHIN: Final = timedelta(minutes=10)
OPEN_FOR: Final = timedelta(minutes=60)
DELAY_AT_MOST: Final = timedelta(days=7)
REVIEW_WITHIN: Final = timedelta(days=7)

# Why, by code. The words are read by staff and by the member.
REASONS: Final = {
    "life": "Somebody's life may be in danger",
    "child": "A child may be in danger",
    "violence": "Somebody may be about to hurt another person",
    "law": "A court or the law demands it",
}


class State(StrEnum):
    """Where an emergency access stands."""

    WAITING = "waiting"  # for the second person
    LAPSED = "lapsed"  # nobody answered in time
    DECLINED = "declined"
    OPEN = "open"
    OVER = "over"  # to be reviewed
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Moments:
    """What happened when; None for what has not happened."""

    asked_at: datetime
    allowed_at: datetime | None = None
    declined_at: datetime | None = None
    reviewed_at: datetime | None = None


def state(moments: Moments, *, at: datetime) -> State:
    """Return the state at the moment `at`."""
    if moments.reviewed_at is not None:
        return State.REVIEWED
    if moments.allowed_at is not None:
        return State.OPEN if at < moments.allowed_at + OPEN_FOR else State.OVER
    if moments.declined_at is not None:
        return State.DECLINED
    return State.WAITING if at < moments.asked_at + ANSWER_WITHIN else State.LAPSED


def still_stands(*, asked_at: datetime, answered_at: datetime | None) -> bool:
    """Say whether a request to tell somebody outside (E5) can still be agreed to.

    It rests on the asker's word that the author does not answer. An answer after it takes that ground away, whatever
    it says: somebody reads it first, and may ask anew.
    """
    return answered_at is None or answered_at < asked_at


def review_overdue(moments: Moments, *, at: datetime) -> bool:
    """Say whether seven days went by without the review that every access needs."""
    over = state(moments, at=at) is State.OVER
    return over and moments.allowed_at is not None and at >= moments.allowed_at + REVIEW_WITHIN


def tell_at(allowed_at: datetime, *, delay_days: int) -> datetime:
    """Return when the member is told: at once, or up to seven days later. ValueError for any other delay."""
    delay = timedelta(days=delay_days)
    if not timedelta(0) <= delay <= DELAY_AT_MOST:
        raise ValueError(f"a delay of {delay_days} days")
    return allowed_at + delay


@dataclass(frozen=True)
class Accounts:
    """Whose accounts are involved: of whose words, of who asks, of who answers or reviews."""

    member: int
    asker: int
    second: int


def is_second_person(accounts: Accounts) -> bool:
    """Say whether `second` may answer or review: neither who asked, nor whose words they are."""
    return accounts.second not in (accounts.asker, accounts.member)
