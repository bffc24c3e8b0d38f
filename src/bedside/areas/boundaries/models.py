"""What the staff of a site made stricter. Everybody can read it, with the reason."""

from django.db import models
from django.db.models import Q

from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.boundaries.model import STRICTER

LONGEST_REASON = 300


class Change(models.Model):
    """One change of one row of the table; the newest of a row holds. `decision` is "" for back to the table."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    row = models.CharField(max_length=4)
    decision = models.CharField(max_length=4, blank=True, choices=[(one, one) for one in STRICTER])
    reason = models.CharField(max_length=LONGEST_REASON)
    changed_by = models.BigIntegerField()
    changed_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "boundaries_change"
        indexes = (models.Index(fields=["row", "-id"], name="boundary_change_by_row"),)
        constraints = (
            models.CheckConstraint(name="boundary_change_stricter", condition=Q(decision__in=["", *STRICTER])),
            models.CheckConstraint(name="boundary_change_has_reason", condition=~Q(reason="")),
        )
