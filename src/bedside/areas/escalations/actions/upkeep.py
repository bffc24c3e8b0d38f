"""What has had its time: escalations become numbers of a month, and old shifts go."""

from datetime import date, timedelta

from django.db import connection, transaction

from bedside.areas.escalations.actions.steps import WHY
from bedside.areas.escalations.models import (
    OPEN,
    Absence,
    CaseReview,
    Escalation,
    Glass,
    PrivateMessage,
    Rota,
    Shift,
    Step,
)
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets
from bedside.kit.viewing import as_system

HANGING_ON = (Step, PrivateMessage, Glass)
AT_ONCE = 1_000
ADD = """
INSERT INTO escalations_month (month, klass, count, missed)
SELECT %s, %s, 1, %s ON CONFLICT (month, klass)
DO UPDATE SET count = escalations_month.count + 1, missed = escalations_month.missed + excluded.missed
"""


@forgets("escalations")
def forget_old(days: int = 365) -> int:
    """Turn what is over and older than `days` into numbers of its month, and return how many that were."""
    gone = 0
    while found := _forget_some(days):
        gone += found
    return gone


@transaction.atomic
@as_system(WHY)
def _forget_some(days: int) -> int:
    old = Escalation.objects.filter(begun_at__lt=now() - timedelta(days=days)).exclude(OPEN)
    rows = list(old.select_for_update(skip_locked=True)[:AT_ONCE])
    ids = [row.id for row in rows]
    with connection.cursor() as cursor:
        counted = [_cell(row) for row in rows if row.queued]
        if counted:
            cursor.executemany(ADD, counted)
    for model in HANGING_ON:
        model.objects.filter(escalation_id__in=ids).delete()
    CaseReview.objects.filter(escalation_id__in=ids).delete()
    Escalation.objects.filter(id__in=ids).delete()
    return len(ids)


def _cell(row: Escalation) -> tuple[date, str, int]:
    return row.begun_at.date().replace(day=1), row.klass, int(row.missed)


@forgets("rota")
@as_system(WHY)
def forget_shifts(days: int = 365) -> None:
    """Delete shifts, absences and published stretches that ended more than `days` ago."""
    before = now() - timedelta(days=days)
    for model in (Shift, Absence, Rota):
        model.objects.filter(ends_at__lt=before).delete()
