"""The life of a claim: "I am this clinician", from the first form to the end of what it gave (spec clinicians.md 1.3).

One table says who may move a claim from where to where, and why; a step that is not in it is refused. Clocks are spans
from the moment at which a state was entered, so that a worker that was away for a week does the same as one that was
not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a claim stands."""

    DRAFT = "draft"  # being typed: nothing was looked up
    SUBMITTED = "submitted"  # typed; what comes next follows in the same moment
    MATCHED = "matched"  # number and name stand in the register; who the person is has yet to be proven
    PROVING = "proving"  # a proof was begun: a code was mailed, or documents are being sent
    IN_REVIEW = "in_review"  # waits for people
    GRANTED = "granted"
    DUE = "due"  # still holds, and is soon to be checked anew
    SUSPENDED = "suspended"  # holds no more until staff have looked
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Actor(StrEnum):
    """Who takes a step."""

    OWNER = "owner"  # whose claim it is
    REVIEWER = "reviewer"  # people who looked at it: drawn reviewers, or staff
    STAFF = "staff"  # an administrator or moderator with the right to
    CLOCK = "clock"  # time, or a register that changed


class Reason(StrEnum):
    """Why a step was taken; stands in the audit row of each."""

    SENT = "sent"
    NUMBER_AND_NAME = "number_and_name"
    NAME_IS_CLOSE = "name_is_close"
    NO_REGISTER = "no_register"
    PROOF_BEGUN = "proof_begun"
    PROOF_FOUND = "proof_found"
    HANDED_IN = "handed_in"
    SECOND_CLAIM = "second_claim"
    SAME_PERSON = "same_person"
    ASKED_AGAIN = "asked_again"
    AGREED = "agreed"
    NOT_SHOWN = "not_shown"
    REGISTER_INACTIVE = "register_inactive"
    EXCLUDED = "excluded"
    OWNER_STOPPED = "owner_stopped"
    NOTHING_CAME = "nothing_came"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    REPLACED = "replaced"
    SUSPICION = "suspicion"
    CLEARED = "cleared"
    PROVEN_FALSE = "proven_false"
    PROVEN_BEFORE = "proven_before"
    APPEALED = "appealed"


@dataclass(frozen=True)
class Step:
    """One allowed move."""

    source: State
    target: State
    actor: Actor
    reason: Reason


_OPEN: Final = (State.DRAFT, State.SUBMITTED, State.MATCHED, State.PROVING, State.IN_REVIEW)
OPEN: Final = frozenset(_OPEN)  # waits for its outcome; a persona has one such claim at most
HOLDS: Final = frozenset({State.GRANTED, State.DUE})  # gives a level now
OVER: Final = frozenset({State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.REVOKED})
APPEALABLE: Final = frozenset({State.REFUSED, State.REVOKED})
LOOKED_AT: Final = frozenset({State.MATCHED, State.PROVING, State.IN_REVIEW})


def _from(sources: Iterable[State], target: State, actor: Actor, reason: Reason) -> tuple[Step, ...]:
    return tuple(Step(source, target, actor, reason) for source in sources)


STEPS: Final[tuple[Step, ...]] = (
    # from    to    by whom    why
    Step(State.DRAFT, State.SUBMITTED, Actor.OWNER, Reason.SENT),
    Step(State.SUBMITTED, State.MATCHED, Actor.CLOCK, Reason.NUMBER_AND_NAME),
    Step(State.SUBMITTED, State.IN_REVIEW, Actor.CLOCK, Reason.NAME_IS_CLOSE),
    Step(State.SUBMITTED, State.PROVING, Actor.CLOCK, Reason.NO_REGISTER),
    *_from((State.SUBMITTED, State.MATCHED, State.PROVING), State.IN_REVIEW, Actor.CLOCK, Reason.SECOND_CLAIM),
    Step(State.MATCHED, State.PROVING, Actor.OWNER, Reason.PROOF_BEGUN),
    *_from((State.MATCHED, State.PROVING), State.IN_REVIEW, Actor.OWNER, Reason.HANDED_IN),
    Step(State.PROVING, State.GRANTED, Actor.OWNER, Reason.PROOF_FOUND),
    *_from((State.MATCHED, State.PROVING, State.IN_REVIEW), State.GRANTED, Actor.REVIEWER, Reason.PROOF_FOUND),
    # Checked anew: who somebody is does not change, so documents that were seen once need not be sent each year.
    Step(State.MATCHED, State.GRANTED, Actor.CLOCK, Reason.PROVEN_BEFORE),
    Step(State.IN_REVIEW, State.MATCHED, Actor.REVIEWER, Reason.SAME_PERSON),
    Step(State.IN_REVIEW, State.PROVING, Actor.REVIEWER, Reason.ASKED_AGAIN),
    Step(State.IN_REVIEW, State.GRANTED, Actor.REVIEWER, Reason.AGREED),
    Step(State.IN_REVIEW, State.REFUSED, Actor.REVIEWER, Reason.NOT_SHOWN),
    *_from((State.MATCHED, State.PROVING, State.IN_REVIEW), State.REFUSED, Actor.CLOCK, Reason.REGISTER_INACTIVE),
    *_from(_OPEN, State.WITHDRAWN, Actor.OWNER, Reason.OWNER_STOPPED),
    *_from(_OPEN, State.WITHDRAWN, Actor.REVIEWER, Reason.REPLACED),
    *_from((State.DRAFT, State.MATCHED, State.PROVING), State.WITHDRAWN, Actor.CLOCK, Reason.NOTHING_CAME),
    Step(State.GRANTED, State.DUE, Actor.CLOCK, Reason.ENDS_SOON),
    *_from((State.GRANTED, State.DUE, State.SUSPENDED), State.EXPIRED, Actor.CLOCK, Reason.ENDED),
    *_from((State.GRANTED, State.DUE, State.SUSPENDED), State.EXPIRED, Actor.CLOCK, Reason.REPLACED),
    *_from((State.GRANTED, State.DUE), State.SUSPENDED, Actor.CLOCK, Reason.REGISTER_INACTIVE),
    *_from((State.GRANTED, State.DUE), State.SUSPENDED, Actor.CLOCK, Reason.EXCLUDED),
    *_from((State.GRANTED, State.DUE), State.SUSPENDED, Actor.STAFF, Reason.SUSPICION),
    *_from((State.GRANTED, State.DUE), State.SUSPENDED, Actor.REVIEWER, Reason.SECOND_CLAIM),
    Step(State.SUSPENDED, State.GRANTED, Actor.STAFF, Reason.CLEARED),
    Step(State.SUSPENDED, State.REVOKED, Actor.STAFF, Reason.PROVEN_FALSE),
    *_from((State.REFUSED, State.REVOKED), State.IN_REVIEW, Actor.OWNER, Reason.APPEALED),
)
_KNOWN: Final = frozenset(STEPS)


# What reviewers may answer; the claim's owner is told in these words, and what to do.
OUTCOMES: Final[dict[str, str]] = {
    "agreed": "Your claim was agreed.",
    "same_person": "The register's entry is yours. One proof that you are this person is still missing.",
    "unreadable": "We could not read your documents. Send them again, as clear pictures.",
    "other_person": "What you showed names another person than the register's entry.",
    "not_shown": "What you showed does not show that you are this person.",
    "no_answer": "We called the number in the register and could not reach you.",
    "altered": "A document looked changed.",
    "register_inactive": "The register no longer lists this number as active.",
}


# Why a credential is suspended; its owner is told in these words.
SUSPENSIONS: Final[dict[str, str]] = {
    "suspicion": "Something about it has to be looked at.",
    "register_inactive": "The register no longer lists your number as active.",
    "second_claim": "Somebody else proved that your number is theirs.",
    "licence_ended": "Your licence has ended, as far as we know.",
    "excluded": "You stand on a list of excluded persons.",
}


class NotAStep(Exception):
    """This move is not in the table."""


def step(source: str, target: str, *, actor: str, reason: str) -> Step:
    """Return the move with these four; raise `NotAStep` for one that is not in the table."""
    move = Step(State(source), State(target), Actor(actor), Reason(reason))
    if move not in _KNOWN:
        raise NotAStep(f"{actor} may not move a claim from {source} to {target} ({reason})")
    return move


# Clocks. A state that is not named here waits for people, and the desk's own clocks say for how long.
WAITS: Final[dict[State, timedelta]] = {
    State.DRAFT: timedelta(days=30),
    State.MATCHED: timedelta(days=30),
    State.PROVING: timedelta(days=30),
}
CALL_BACK_WITHIN: Final = timedelta(days=7)  # for a person to look at a claim in review
APPEAL_WITHIN: Final = timedelta(days=14)
LONGEST: Final = timedelta(days=365)  # checked anew after twelve months, or at the end of the licence if that is sooner
NOTICE_DAYS: Final = (60, 30, 7)  # before the end of what a claim gave
DUE_BEFORE: Final = timedelta(days=NOTICE_DAYS[0])


def due_at(state: str, entered_at: datetime) -> datetime | None:
    """Return when a claim has waited long enough in `state`, None where no clock runs."""
    if state == State.IN_REVIEW:
        return entered_at + CALL_BACK_WITHIN
    waits = WAITS.get(State(state))
    return entered_at + waits if waits is not None else None


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which `day` is over at the site's place: the midnight after it.

    A licence that ends on 31 March holds for the whole of that day, and lapses in the first moment of 1 April.
    """
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)


def valid_until(granted_at: datetime, *, licence_ends: date | None, zone: tzinfo) -> datetime:
    """Return when what is granted now has to be checked anew: at the end of the licence or after twelve months."""
    longest = granted_at + LONGEST
    return min(longest, end_of_day(licence_ends, zone)) if licence_ends is not None else longest


def notices_due(ends_at: datetime, *, at: datetime) -> tuple[int, ...]:
    """Return which of the notices before the end are to be out at the moment `at`: of those missed, the last alone."""
    passed = tuple(days for days in NOTICE_DAYS if ends_at - timedelta(days=days) <= at)
    return passed[-1:] if at < ends_at else ()


@dataclass(frozen=True)
class Appeal:
    """What decides whether a decision may be appealed against."""

    state: str
    decided_at: datetime | None
    appealed_at: datetime | None


def may_appeal(facts: Appeal, *, at: datetime) -> bool:
    """Say whether there is an appeal: once, against a refusal or a revocation, within 14 days."""
    if facts.state not in APPEALABLE or facts.decided_at is None or facts.appealed_at is not None:
        return False
    return at < facts.decided_at + APPEAL_WITHIN


def may_decide(account_id: int, *, claimant: int, involved: Iterable[int], appeal: bool) -> bool:
    """Say whether this account may decide on a claim: never on its own, nor on an appeal against its own decision."""
    return account_id != claimant and not (appeal and account_id in frozenset(involved))
