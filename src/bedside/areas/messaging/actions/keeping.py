"""Letting go of conversations that have had their time: never before the practice's rule, never under a legal hold."""

from datetime import timedelta

from django.db import transaction

from bedside.areas.messaging.models import CareTeam, Thread
from bedside.areas.people.queries import held_since
from bedside.areas.practice.actions.measuring import practices
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets
from bedside.policy.practice.keeping import Rule, may_forget


@forgets("conversations")
@transaction.atomic
def forget_conversations(days: int) -> int:
    """Delete threads that were closed more than `days` ago, and longer than the practice keeps them; return how many.

    The floor of six years holds whatever an operator sets: `policy.practice.keeping`.
    """
    gone = 0
    for practice in practices():
        rule, old = Rule(practice.keep_years), now() - timedelta(days=days)
        rows = Thread.objects.filter(practice_id=practice.space_id, state="closed", closed_at__lt=old)
        for thread in rows.select_related("channel__patient").order_by("id"):
            held = held_since(thread.channel.patient.account_id) is not None
            if may_forget(rule, closed_at=thread.closed_at, held=held, today=now().date()):
                thread.delete()
                gone += 1
    return gone + _care_teams(days)


def _care_teams(days: int) -> int:
    """Delete care teams that ended so long ago, unless the patient's account is held; return how many."""
    gone, rule = 0, Rule()
    rows = CareTeam.objects.filter(ended_at__lt=now() - timedelta(days=days)).select_related("patient")
    for row in rows.order_by("id"):
        held = held_since(row.patient.account_id) is not None
        if may_forget(rule, closed_at=row.ended_at, held=held, today=now().date()):
            row.delete()
            gone += 1
    return gone
