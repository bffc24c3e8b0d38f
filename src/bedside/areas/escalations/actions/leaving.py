"""What an erasure does: the thread and what names the person go, what happened stays as a number that is nobody's."""

from bedside.areas.escalations.models import NOBODY, OPEN, CaseReview, Escalation, Step
from bedside.areas.people.parts import Leaver
from bedside.kit.clock import now
from bedside.policy.escalation import State


def forget_author(leaver: Leaver) -> None:
    """Let the leaver's escalations be nobody's, and end those that are open: nobody is there to be written to."""
    hers = Escalation.objects.filter(author_id__in=leaver.personas)
    hers.filter(OPEN).update(state=State.RESOLVED.value, outcome="withdrew", entered_at=now())
    hers.update(author_id=NOBODY, post_hash=b"", post_gone=True, thread_id=None, due_at=None, practice_id=None)


def forget_steps(leaver: Leaver) -> None:
    """Let the steps that the leaver took be nobody's."""
    Step.objects.filter(by_id__in=leaver.personas).update(by_id=None)


def forget_reader(leaver: Leaver) -> None:
    """Let the reviews that the leaver wrote or read be nobody's; what she was asked to read is asked of another."""
    CaseReview.objects.filter(member_id__in=leaver.personas, agreed_at=None).delete()
    CaseReview.objects.filter(member_id__in=leaver.personas).update(member_id=NOBODY, member_account=NOBODY)
    CaseReview.objects.filter(lead_id__in=leaver.personas).update(lead_id=0, lead_account=0)
