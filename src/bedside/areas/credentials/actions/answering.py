"""What a drawn reviewer answers, and what follows when enough have."""

from dataclasses import dataclass

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import calling, deciding, drawing
from bedside.areas.credentials.models import CallBack, Claim, Document, Review
from bedside.areas.credentials.queries import reviewing as desk
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.verification import reviewing
from bedside.policy.verification.reviewing import REFUSALS, Answer, Outcome

LONGEST = 2000
WHY = "an answer to somebody else's claim"


@dataclass(frozen=True)
class Said:
    """What a reviewer says: `reason` is a code of `REFUSALS` for a refusal; `note` is for the file alone."""

    answer: str
    reason: str = ""
    note: str = ""


@transaction.atomic
def answer(*, by: Viewer, review_id: int, said: Said) -> None:
    """Take a reviewer's answer, and decide the claim when enough agree; raise `NotHere`, or `Refused` with its field.

    Two answers at once follow each other: the second finds what the first one left.
    """
    row = _held(by, review_id)
    tidy = _tidied(said)
    if tidy.answer == Answer.APPROVE:
        _require_looked(row, by=by)
    with as_system(WHY):
        row.ended, row.ended_at, row.answer, row.reason = "answered", now(), tidy.answer, tidy.reason
        if tidy.note:
            row.note_sealed = vault().seal(tidy.note, row.place(), key_no=key_no_of(row.claim.persona_id))
        row.save()
    record(
        "answer review",
        by=row.reviewer_id,
        role="reviewer",
        about=("claim", row.claim_id),
        subject=row.claim.persona_id,
        reason_code=tidy.reason,
        answer=tidy.answer,
    )
    _settle(row, by=by)


@transaction.atomic
def step_aside(*, by: Viewer, review_id: int) -> None:
    """Give a claim back, as somebody who knows the person must: somebody else is drawn. Raises `NotHere`."""
    row = _held(by, review_id)
    with as_system(WHY):
        row.ended, row.ended_at = "aside", now()
        row.save(update_fields=["ended", "ended_at"])
    record("step aside", by=row.reviewer_id, role="reviewer", about=("claim", row.claim_id))
    drawing.give_out(row.claim_id)


def _held(by: Viewer, review_id: int) -> Review:
    claim_id = desk.to_review(by, review_id).claim_id
    with as_system(WHY):
        claim = Claim.objects.select_for_update(of=("self",)).get(id=claim_id)
        row = Review.objects.select_for_update(of=("self",)).filter(id=review_id, ended="").first()
    if row is None or claim.state != desk.IN_REVIEW:
        raise NotHere
    row.claim = claim
    return row


def _tidied(said: Said) -> Said:
    if said.answer not in set(Answer):
        raise Refused("Choose one of the answers.", code="no_such_answer", field="answer")
    if said.answer == Answer.REFUSE and said.reason not in REFUSALS:
        raise Refused("Say why you refuse.", code="no_such_reason", field="reason")
    note = said.note.replace("\x00", "").strip()
    if len(note) > LONGEST:
        raise Refused("This can be 2,000 characters long.", code="too_long", field="note")
    return Said(said.answer, said.reason if said.answer == Answer.REFUSE else "", note)


def _require_looked(row: Review, *, by: Viewer) -> None:
    """Refuse a yes to papers that the reviewer did not open, or that are lost: it would be noted as their proof."""
    waiting = [one for one in desk.papers_for(by, row) if one.document.destroyed_at is None]
    if any(one.lost for one in waiting):
        what = "A document is no longer here, so nobody can approve it."
        raise Refused(what, do="Answer that you cannot say.", code="documents_gone", field="answer")
    if not all(one.opened for one in waiting):
        raise Refused("Open the papers first.", do="Then answer.", code="not_opened", field="answer")


def _settle(row: Review, *, by: Viewer) -> None:
    """Decide when enough agree; else see that somebody else has the claim."""
    with as_system(WHY):
        given = list(Review.objects.filter(claim=row.claim, appeal=row.appeal, ended="answered").order_by("ended_at"))
        papers = Document.objects.filter(claim=row.claim, destroyed_at=None).exists()
    outcome = reviewing.outcome([Answer(one.answer) for one in given])
    people = tuple(one.reviewer_id for one in given)
    if outcome is None:
        drawing.give_out(row.claim_id)
    elif outcome is Outcome.UNCLEAR:
        deciding.decided(row.claim_id, outcome="unreadable", reviewers=people, by=by)
    elif outcome is Outcome.REFUSED:
        reason = next(one.reason for one in reversed(given) if one.reason)
        deciding.decided(row.claim_id, outcome=reason, reviewers=people, by=by)
    elif row.claim.contested:
        _leave_to_a_call(row)
    else:
        evidence = "documents" if papers else ""
        deciding.decided(row.claim_id, outcome="agreed", reviewers=people, by=by, evidence=evidence)


def _leave_to_a_call(row: Review) -> None:
    """Let the call to the register's number settle what no paper can: two people claim one number."""
    call = calling.prepare(row.claim)
    with as_system(WHY):
        if not call.caller_account:
            CallBack.objects.filter(id=call.id).update(
                caller_id=row.reviewer_id,
                caller_account=row.reviewer_account,
                for_staff=row.for_staff,
                drawn_at=now(),
            )
