"""What becomes of cases whose thing is gone, and of words that have had their time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from bedside.areas.moderation.events import ReportsAnswered
from bedside.areas.moderation.models import Act, Appeal, Case, Report
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets
from bedside.kit.outbox.actions import publish
from bedside.policy.moderation.cases import WAITING, State
from bedside.policy.moderation.reasons import Thing


@transaction.atomic
def lapse(*, post_id: int) -> None:
    """End the case of a post that is gone; what was handed over of it goes too. Called again, nothing happens."""
    of_post = Case.objects.filter(kind=Thing.POST, subject_id=post_id)
    of_post.update(snapshot_sealed=None, alike=[])
    waiting = list(of_post.filter(state__in=sorted(WAITING)).values_list("id", flat=True))
    if not waiting:
        return
    Case.objects.filter(id__in=waiting).update(state=State.LAPSED, decided_at=now())
    answered = list(Report.objects.filter(case_id__in=waiting).values_list("id", "reporter_id"))
    publish(ReportsAnswered(report_ids=[one for one, _ in answered], persona_ids=[who for _, who in answered]))


@forgets("report_words")
def forget_words(days: int = 30) -> int:
    """Forget what was handed over and said in cases decided so long ago, unless an appeal waits; return how many."""
    asked = Appeal.objects.filter(decided_at=None).values("act_id")
    waits = Act.objects.filter(case_id=OuterRef("id"), id__in=asked, lifted_at=None)
    old = Case.objects.filter(
        ~Exists(waits), decided_at__lt=now() - timedelta(days=days), snapshot_sealed__isnull=False
    )
    ids = list(old.values_list("id", flat=True))
    Report.objects.filter(case_id__in=ids).update(words_sealed=None)
    return Case.objects.filter(id__in=ids).update(snapshot_sealed=None, alike=[])


@forgets("reports")
@transaction.atomic
def forget_old(days: int = 400) -> int:
    """Forget cases decided so long ago of which no act stands, with all that hangs on them; return how many."""
    past = now() - timedelta(days=days)
    stands = Act.objects.filter(case_id=OuterRef("id"), lifted_at=None).filter(Q(ends_at=None) | Q(ends_at__gt=past))
    ids = list(Case.objects.filter(~Exists(stands), decided_at__lt=past).values_list("id", flat=True))
    acts = list(Act.objects.filter(case_id__in=ids).values_list("id", flat=True))
    Appeal.objects.filter(act_id__in=acts).delete()
    Act.objects.filter(id__in=acts).delete()
    Report.objects.filter(case_id__in=ids).delete()
    return Case.objects.filter(id__in=ids).delete()[0]
