"""News about claims and credentials, and about what clinicians say of themselves. Ids only."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class ClaimMoved(Event):
    """A claim took a step: it stands in `state` now, for `reason`. In review, people are needed.

    `step` is a number of this step alone: a listener that is called twice knows it again.
    """

    claim_id: int
    persona_id: int
    state: str
    reason: str
    step: int


@dataclass(frozen=True)
class ClaimEnds(Event):
    """What a claim gave ends in so many days (60, 30 or 7)."""

    claim_id: int
    persona_id: int
    days: int


@dataclass(frozen=True)
class NumberClaimedAgain(Event):
    """Somebody else claims the number of this granted claim; its owner keeps the badge until it is settled."""

    claim_id: int
    persona_id: int
    other_id: int


@dataclass(frozen=True)
class ProfileChanged(Event):
    """A clinician changed what her page and the directory say of her."""

    persona_id: int


@dataclass(frozen=True)
class VouchAsked(Event):
    """Somebody asked a colleague to vouch."""

    vouch_id: int
    asker_id: int
    voucher_id: int


@dataclass(frozen=True)
class VouchedChanged(Event):
    """Colleagues' vouches gave somebody a level (`reached`), or no longer do."""

    persona_id: int
    round_id: int
    reached: bool


@dataclass(frozen=True)
class ReviewerDrawn(Event):
    """A claim, or a call, waits on this reviewer's desk."""

    task_id: int
    reviewer_id: int
