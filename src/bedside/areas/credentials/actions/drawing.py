"""Giving claims to reviewers: drawn at random, replaced when they do not answer, and when they may no longer."""

from collections.abc import Iterable
from datetime import datetime
from secrets import SystemRandom

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import calling
from bedside.areas.credentials.events import ReviewerDrawn
from bedside.areas.credentials.models import CallBack, Claim, Document, Review
from bedside.areas.credentials.queries import reviewing as desk
from bedside.kit.clock import now
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.verification import reviewing
from bedside.policy.verification.reviewing import Reviewer

WHY = "reviewers are drawn for somebody else's claim"
_chance = SystemRandom()


def give_out(claim_id: int) -> None:
    """Give a claim that waits for people to as many as it needs, or take it from all once it waits no more.

    Called again it changes nothing. Where too few people can be found the claim waits, and is tried again by `tick`.
    """
    with as_system(WHY), transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).filter(id=claim_id).first()
        if claim is None:
            return
        if claim.state != desk.IN_REVIEW:
            close(claim)
            return
        if claim.contested:
            calling.prepare(claim)
        call = CallBack.objects.select_for_update(of=("self",)).filter(claim=claim, state="waiting").first()
        if call is not None and not call.caller_account:
            _draw_caller(claim, call)
        if _needs_reviews(claim, call):
            _draw_reviewers(claim)


def _needs_reviews(claim: Claim, call: CallBack | None) -> bool:
    """Say whether there is something to compare: a call alone settles what only a call can settle."""
    return call is None or Document.objects.filter(claim=claim, destroyed_at=None).exists()


def _draw_reviewers(claim: Claim) -> None:
    appeal = claim.appealed_at is not None
    open_now = Review.objects.filter(claim=claim, appeal=appeal, ended="").count()
    count = reviewing.still_needed(desk.answers_of(claim, appeal=appeal)) - open_now
    if count < 1:
        return
    for one in _draw(claim, count=count):
        row = Review.objects.create(
            claim=claim,
            appeal=appeal,
            reviewer_id=one.persona_id,
            reviewer_account=one.account_id,
            for_staff=_as_staff(one),
        )
        _tell(claim, one, row.id)


def _draw_caller(claim: Claim, call: CallBack) -> None:
    for one in _draw(claim, count=1):
        call.caller_id, call.caller_account, call.for_staff = one.persona_id, one.account_id, _as_staff(one)
        call.drawn_at = now()
        call.save()
        _tell(claim, one, call.id)


def _draw(claim: Claim, *, count: int) -> tuple[Reviewer, ...]:
    case = desk.case_of(claim)
    return reviewing.draw(desk.pool(), case, count=count, at=now(), chance=_chance, told=desk.employers_told)


def _as_staff(one: Reviewer) -> bool:
    return one.staff and not (one.willing and reviewing.may_volunteer(one.held_since, at=now()))


def _tell(claim: Claim, one: Reviewer, task_id: int) -> None:
    record("draw reviewer", by=None, about=("claim", claim.id), reviewer=one.persona_id)
    publish(ReviewerDrawn(task_id=task_id, reviewer_id=one.persona_id))


def close(claim: Claim) -> None:
    """Take a claim that waits no more from everybody's desk."""
    Review.objects.filter(claim=claim, ended="").update(ended="over", ended_at=now())
    CallBack.objects.filter(claim=claim, state="waiting").update(state="over", ended_at=now())


def tick() -> None:
    """Take from reviewers what they did not answer in time or may no longer see, and give out what nobody has."""
    with as_system(WHY):
        moment = now()
        _take_from_late(moment)
        _take_from_unfit(moment)
        waiting = list(Claim.objects.filter(state=desk.IN_REVIEW).order_by("entered_at").values_list("id", flat=True))
        calling.let_lapse()
    for claim_id in waiting:
        give_out(claim_id)


@transaction.atomic
def _take_from_late(moment: datetime) -> None:
    late = moment - reviewing.ANSWER_WITHIN
    rows = Review.objects.select_for_update(of=("self",)).filter(ended="", drawn_at__lte=late)
    _end(rows, why="late")
    calls = CallBack.objects.filter(state="waiting", drawn_at__lte=late)
    calls.update(caller_id=0, caller_account=0, for_staff=False, drawn_at=None)


@transaction.atomic
def _take_from_unfit(moment: datetime) -> None:
    fit = {one.persona_id: one for one in desk.pool()}
    rows = Review.objects.select_for_update(of=("self",)).filter(ended="").select_related("claim")
    _end((row for row in rows if not _still_fit(fit.get(row.reviewer_id), moment)), why="unfit")
    for call in CallBack.objects.select_for_update(of=("self",)).filter(state="waiting", caller_account__gt=0):
        if not _still_fit(fit.get(call.caller_id), moment):
            call.caller_id, call.caller_account, call.for_staff, call.drawn_at = 0, 0, False, None
            call.save()


def _still_fit(one: Reviewer | None, moment: datetime) -> bool:
    if one is None:
        return False
    return one.staff or (one.willing and reviewing.may_volunteer(one.held_since, at=moment))


def _end(rows: Iterable[Review], *, why: str) -> None:
    for row in rows:
        row.ended, row.ended_at = why, now()
        row.save(update_fields=["ended", "ended_at"])
        record("end review", by=None, about=("claim", row.claim_id), reason_code=why, reviewer=row.reviewer_id)
