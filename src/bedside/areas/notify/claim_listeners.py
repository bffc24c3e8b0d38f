"""Telling the owner what became of her claim: a notice here, and where it matters a mail that says nothing but that."""

from bedside.areas.credentials.events import ClaimEnds, ClaimMoved, NumberClaimedAgain
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.notify.actions import tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import was_told
from bedside.areas.people import jobs
from bedside.areas.records.queries import wants_peace
from bedside.kit.outbox import listen

# What a step is told as: (state, reason), or (state, "") for every other reason. The owner's own presses are not told.
TOLD = {
    ("matched", "same_person"): NoticeKind.CLAIM_PROOF,
    ("proving", "asked_again"): NoticeKind.CLAIM_PROOF,
    ("in_review", "second_claim"): NoticeKind.CLAIM_REVIEW,
    ("granted", "cleared"): NoticeKind.CLAIM_LIFTED,
    ("granted", ""): NoticeKind.CLAIM_YES,
    ("refused", ""): NoticeKind.CLAIM_NO,
    ("withdrawn", "nothing_came"): NoticeKind.CLAIM_CLOSED,
    ("suspended", ""): NoticeKind.CLAIM_HELD,
    ("revoked", ""): NoticeKind.CLAIM_TAKEN,
    ("expired", "ended"): NoticeKind.CLAIM_OVER,
}
BY_MAIL = frozenset(
    {
        NoticeKind.CLAIM_PROOF,
        NoticeKind.CLAIM_YES,
        NoticeKind.CLAIM_NO,
        NoticeKind.CLAIM_DUE,
        NoticeKind.CLAIM_OVER,
        NoticeKind.CLAIM_HELD,
        NoticeKind.CLAIM_LIFTED,
        NoticeKind.CLAIM_TAKEN,
        NoticeKind.CLAIM_TWICE,
    }
)
REMINDS = frozenset({NoticeKind.CLAIM_DUE})  # waits for no answer today: not mailed to who is in a crash
SILENT = frozenset({("expired", "replaced"), ("withdrawn", "owner_stopped")})


@listen(ClaimMoved)
def on_claim_moved(event: ClaimMoved) -> None:
    """Tell of a step, once: `step` is this one's own number."""
    if (event.state, event.reason) in SILENT:
        return
    kind = TOLD.get((event.state, event.reason)) or TOLD.get((event.state, ""))
    if kind is not None:
        _tell(event.persona_id, kind, cause=f"claim:{event.claim_id}:{event.step}")


@listen(ClaimEnds)
def on_claim_ends(event: ClaimEnds) -> None:
    """Tell that a verification ends soon: once for each of the three days."""
    _tell(event.persona_id, NoticeKind.CLAIM_DUE, cause=f"claim:{event.claim_id}:ends:{event.days}")


@listen(NumberClaimedAgain)
def on_number_claimed_again(event: NumberClaimedAgain) -> None:
    """Tell a holder that somebody else claims the number: once for each such claim."""
    _tell(event.persona_id, NoticeKind.CLAIM_TWICE, cause=f"claim:{event.claim_id}:twice:{event.other_id}")


def _tell(persona_id: int, kind: NoticeKind, *, cause: str) -> None:
    owner = viewer_of(persona_id)
    if owner is None or was_told(persona_id, cause=cause):
        return
    tell([persona_id], kind=kind, actor_id=0, cause=cause)
    if kind in BY_MAIL and not (kind in REMINDS and wants_peace(owner)):
        jobs.send_mail.defer(kind="news", account_id=owner.account_id)
