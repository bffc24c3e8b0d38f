"""Side effects that are named with one treatment more often than with others: for verified clinicians to look at."""

from django.db import models
from django.db.models import Q

from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.disclosure import FLOOR


class SafetySignal(models.Model):
    """One treatment and one effect. `people` is rounded, `times` is rounded down to halves: no single person shows."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    treatment = models.CharField(max_length=200)
    effect = models.CharField(max_length=300)
    people = models.PositiveIntegerField()
    times = models.FloatField()
    first_seen_at = models.DateTimeField(default=now)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "records_safety_signal"
        constraints = (
            models.UniqueConstraint(name="safety_signal_once", fields=["treatment", "effect"]),
            models.CheckConstraint(name="safety_signal_of_many", condition=Q(people__gte=FLOOR)),
        )
