"""What time does to claims: all of it is worked out from stored moments, so a worker that was away catches up."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from bedside.areas.credentials.actions import holding, issuing, steps
from bedside.areas.credentials.events import ClaimEnds
from bedside.areas.credentials.models import Claim, Credential, MailCode
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.verification.claims import DUE_BEFORE, WAITS, Actor, Reason, State, notices_due

CLOCK = "the clock moves everybody's claims"
AT_ONCE = 200  # claims in one transaction
HOLDING = ("granted", "due", "suspended")
CLOSED = ("refused", "withdrawn", "expired", "revoked")


def tick() -> int:
    """Do everything that is due now, and return how many claims moved. Called again at once, it does nothing."""
    with as_system(CLOCK):
        moved = _all(_lying) + _all(_ending)
        MailCode.objects.filter(expires_at__lte=now() - timedelta(days=1)).delete()
    return moved


def _all(some: Callable[[], int]) -> int:
    done = 0
    while count := some():
        done += count
    return done


@transaction.atomic
def _lying() -> int:
    """Withdraw claims for which nothing came: a proof was never begun, or documents were never sent."""
    waits = [state.value for state in WAITS]
    rows = Claim.objects.select_for_update(of=("self",), skip_locked=True).filter(state__in=waits, due_at__lte=now())
    found = list(rows.order_by("id")[:AT_ONCE])
    for claim in found:
        steps.move(claim, State.WITHDRAWN, actor=Actor.CLOCK, reason=Reason.NOTHING_CAME)
        issuing.take_match_back(claim, reason=Reason.NOTHING_CAME.value)
    return len(found)


@transaction.atomic
def _ending() -> int:
    """Tell of what ends within sixty days, and end what has."""
    ends = _ends_soon()
    rows = Claim.objects.select_for_update(of=("self",), skip_locked=True).filter(id__in=ends, state__in=HOLDING)
    done = 0
    for claim in rows.order_by("id"):
        done += _aged(claim, ends[claim.id])
    return done


def _ends_soon() -> dict[int, datetime]:
    """Return when the credential of each claim ends on which the clock has something to do, at most AT_ONCE."""
    moment = now()
    soon = Credential.objects.filter(revoked_at=None, claim_id__isnull=False, valid_until__lte=moment + DUE_BEFORE)
    ends = {row.claim_id: row.valid_until for row in soon.only("claim_id", "valid_until") if row.claim_id is not None}
    waiting = Claim.objects.filter(id__in=ends, state__in=HOLDING).order_by("id")
    acts = [row.id for row in waiting if _acts(row, ends[row.id], moment)]
    return {claim_id: ends[claim_id] for claim_id in acts[:AT_ONCE]}


def _acts(claim: Claim, ends_at: datetime, moment: datetime) -> bool:
    if ends_at <= moment:
        return True
    told = notices_due(ends_at, at=moment)
    return claim.state != State.SUSPENDED and bool(told) and told[0] != claim.noticed


def _aged(claim: Claim, ends_at: datetime) -> int:
    if ends_at <= now():
        row = Credential.objects.filter(claim_id=claim.id, revoked_at=None).first()
        if row is not None and row.suspended_at is not None:
            holding.end_measures(row, by=None)
        steps.move(claim, State.EXPIRED, actor=Actor.CLOCK, reason=Reason.ENDED)
        return 1
    (claim.noticed,) = notices_due(ends_at, at=now())
    if claim.state == State.GRANTED:
        steps.move(claim, State.DUE, actor=Actor.CLOCK, reason=Reason.ENDS_SOON)
    claim.save(update_fields=["noticed"])
    publish(ClaimEnds(claim_id=claim.id, persona_id=claim.persona_id, days=claim.noticed))
    return 1


@forgets("claims")
def forget_closed(days: int) -> int:
    """Delete claims that were closed more than `days` ago, with their evidence, and return how many."""
    with as_system("claims that have had their time"):
        old = Claim.objects.filter(state__in=CLOSED, entered_at__lt=now() - timedelta(days=days))
        return old.delete()[0]
