"""The life of a case: states, steps, clocks, and who decides an appeal.

open → claimed → acted | dismissed; acted → appealed → upheld | overturned. A case whose thing is gone is `lapsed`.
Every state follows from what was done and the clock, so a claim that nobody works on is free again without a job.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bedside.policy.moderation.acts import Hand, handles
from bedside.policy.moderation.reasons import CARE, Desk
from bedside.policy.permissions import may

CLAIM_FOR: Final = timedelta(hours=2)
"""A claim that led to nothing is free again: a shift that ended, a browser that was closed."""
LOOK_WITHIN: Final = timedelta(hours=24)
CARE_WITHIN: Final = timedelta(hours=1)
APPEAL_WITHIN: Final = timedelta(days=14)
"""Two weeks: as for a refused claim of a credential, so that there is one number to know. Somebody who is ill or in
hospital for a week still has one left; and the words that were judged need not be kept much longer."""
ANSWER_WITHIN: Final = timedelta(days=7)
LIFTED_BY_ITSELF: Final = timedelta(days=3)
"""What a machine held back comes out again when nobody has looked for so long."""

TAKE_BACK_WITHIN: Final = timedelta(seconds=30)
"""As long as any sending can be undone (spec accessibility.md, F4)."""


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    ACTED = "acted"
    DISMISSED = "dismissed"
    LAPSED = "lapsed"
    APPEALED = "appealed"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Step(StrEnum):
    """What moves a case."""

    CLAIM = "claim"
    RELEASE = "release"
    ACT = "act"
    DISMISS = "dismiss"
    LAPSE = "lapse"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    LIFT = "lift"


WAITING: Final = frozenset({State.OPEN, State.CLAIMED})
"""Further reports of the same thing fold into a case in these states; later ones begin a new case."""
STEPS: Final[Mapping[tuple[State, Step], State]] = {
    (State.OPEN, Step.CLAIM): State.CLAIMED,
    (State.CLAIMED, Step.CLAIM): State.CLAIMED,  # one that ran out, or one's own
    (State.CLAIMED, Step.RELEASE): State.OPEN,
    (State.CLAIMED, Step.ACT): State.ACTED,
    (State.CLAIMED, Step.DISMISS): State.DISMISSED,
    (State.OPEN, Step.LAPSE): State.LAPSED,
    (State.CLAIMED, Step.LAPSE): State.LAPSED,
    (State.ACTED, Step.APPEAL): State.APPEALED,
    (State.ACTED, Step.LIFT): State.OVERTURNED,
    (State.APPEALED, Step.UPHOLD): State.UPHELD,
    (State.APPEALED, Step.OVERTURN): State.OVERTURNED,
    (State.APPEALED, Step.LIFT): State.OVERTURNED,  # who acted thinks better of it: nobody has to answer any more
    (State.UPHELD, Step.LIFT): State.OVERTURNED,
}
ENDS: Final = frozenset({State.DISMISSED, State.LAPSED, State.OVERTURNED})


def after(state: State, step: Step) -> State | None:
    """Return the state that a step leads to; None where it can't be made."""
    return STEPS.get((state, step))


def claim_holds(claimed_at: datetime | None, *, at: datetime) -> bool:
    """Say whether a claim keeps others away at this moment."""
    return claimed_at is not None and at < claimed_at + CLAIM_FOR


def may_take_back(made_at: datetime, *, state: State, reason: str, at: datetime) -> bool:
    """Say whether a report can be taken back: for half a minute, while nobody has its case; no call for care."""
    return state is State.OPEN and reason not in CARE and at < made_at + TAKE_BACK_WITHIN


def is_settled(made_at: datetime, *, reason: str, at: datetime) -> bool:
    """Say whether a report stands at its desk: at once for a call for care, else when it can't be taken back any more.

    Nobody works on, or hears of, what its reporter may still take back.
    """
    return reason in CARE or at >= made_at + TAKE_BACK_WITHIN


def due_at(opened_at: datetime, *, reason: str) -> datetime:
    """Return until when a case should be looked at."""
    return opened_at + (CARE_WITHIN if reason in CARE else LOOK_WITHIN)


@dataclass(frozen=True)
class Met:
    """An act as whom it meets sees it, for the question of an appeal."""

    done_at: datetime
    meets_viewer: bool = True
    lifted: bool = False
    appealed: bool = False


def may_appeal(met: Met, *, at: datetime) -> bool:
    """Say whether an appeal can be made now: once, within 14 days, by whom it meets, of what still counts."""
    return met.meets_viewer and not met.lifted and not met.appealed and at < met.done_at + APPEAL_WITHIN


@dataclass(frozen=True)
class Decider:
    """Who would answer an appeal: the accounts of those involved, and the desk on which the act was done."""

    account: int
    acted: int
    author: int
    hand: Hand


def may_decide(decider: Decider) -> bool:
    """Say whether somebody may answer an appeal: another account than the one that acted, and not whom it meets.

    A steward's act is looked at by another steward of that space or by a moderator: small communities have one steward.
    """
    if decider.account in (decider.acted, decider.author) or decider.hand.own:
        return False
    at_site = may("look at reports", roles=decider.hand.staff)
    return handles(decider.hand) or (decider.hand.desk is Desk.STEWARD and at_site)
