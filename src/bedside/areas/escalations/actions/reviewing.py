"""The review of what was grave or late: the safety lead says what was learned, and one patient member agrees."""

from django.db import transaction

from bedside.areas.escalations.actions.steps import WHY, log, move, settle
from bedside.areas.escalations.events import ReviewAsked
from bedside.areas.escalations.models import CaseReview, Escalation
from bedside.areas.escalations.queries import boards
from bedside.areas.people import handles, persons
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.texts import taken
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.escalation import State, Who
from bedside.policy.guard.model import SELF_ROLES

LONGEST = 4_000


@transaction.atomic
def ask_review(*, by: Viewer, escalation_id: int, handle: str, words: str) -> None:
    """Say what was learned, and ask a patient member (by `handle`) to read it; asked again, the newest stands.

    The member sees class, times, steps and these words: never the post, nor whose it was. Raises NotHere for who is
    not the safety lead, Refused for no words, and for a member who can't be that one.
    """
    row = boards.to_review(by, escalation_id)
    member = handles.seen_by(by, handle)
    if member.kind not in SELF_ROLES or member.account_id == by.account_id:
        what = "Choose a patient member who is not you."
        raise Refused(what, code="not_a_patient", field="handle")
    if member.id in persons.faces_of(row.author_id):
        raise Refused("Choose another member.", code="choose_another", field="handle")
    review = CaseReview(escalation_id=row.id, lead_id=by.persona_id, lead_account=by.account_id)
    review.member_id, review.member_account, review.asked_at = member.id, member.account_id, now()
    lessons = taken(words, field="words", name="What was learned", at_most=LONGEST, at_least=1)
    review.sealed = vault().seal(lessons, review.place())
    with as_system(WHY):
        review.save()
    log("escalation.review_asked", row, by=by, who=Who.REVIEW)
    publish(ReviewAsked(escalation_id=row.id, member_id=member.id))


@transaction.atomic
def agree_review(*, by: Viewer, escalation_id: int) -> None:
    """Agree as the patient member who was asked: then the review is done. Raises NotHere for everybody else."""
    with as_system(WHY):
        waits = CaseReview.objects.filter(escalation_id=escalation_id, member_id=by.persona_id, agreed_at=None)
        review = waits.select_for_update().first() if by.signed_in else None
        row = Escalation.objects.select_for_update().filter(id=escalation_id).first() if review is not None else None
    if review is None or row is None:
        raise NotHere
    review.agreed_at = now()
    with as_system(WHY):
        review.save(update_fields=["agreed_at"])
    move(row, State.REVIEWED, who=Who.REVIEW, reason="reviewed", by=by)
    settle(row)
