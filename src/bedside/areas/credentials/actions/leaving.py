"""What goes when somebody leaves: her papers with her claims. What she answered on others' claims stays, unnamed."""

from bedside.areas.credentials import papers
from bedside.areas.credentials.models import CallBack, Document, Opening, Review
from bedside.areas.people.parts import Leaver


def forget_documents(leaver: Leaver) -> None:
    """Destroy the files first: if the work stops between, the rows still name what is to be destroyed."""
    own = Document.objects.filter(persona_id__in=leaver.personas)
    papers.destroy(own)
    own.delete()


def forget_openings(leaver: Leaver) -> None:
    """Delete looks at her papers; looks of hers at others' papers stay, without a name."""
    Opening.objects.filter(persona_id__in=leaver.personas).delete()
    Opening.objects.filter(reviewer_account=leaver.account_id).update(reviewer_id=0, reviewer_account=0)


def forget_reviews(leaver: Leaver) -> None:
    """Delete what was answered on her claims; her own answers on others' stay, without a name."""
    Review.objects.filter(claim__persona_id__in=leaver.personas).delete()
    own = Review.objects.filter(reviewer_account=leaver.account_id)
    own.filter(ended="").delete()
    own.update(reviewer_id=0, reviewer_account=0)


def forget_calls(leaver: Leaver) -> None:
    """Delete calls for her claims; from calls that she made her name goes."""
    CallBack.objects.filter(persona_id__in=leaver.personas).delete()
    own = CallBack.objects.filter(caller_account=leaver.account_id)
    own.filter(state="waiting").update(drawn_at=None)
    own.update(caller_id=0, caller_account=0, for_staff=False)
