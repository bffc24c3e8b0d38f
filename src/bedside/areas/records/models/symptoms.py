"""What a member felt. Which symptom, how strong and all words are sealed; its day is not, as with days."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel


class SymptomLog(SealedModel):
    """One symptom at one moment, or on one day. A correction is a row of its own with the same `series_id`; only the
    newest is current, the earlier ones are for its owner alone.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="symptom_logs")
    series_id = models.BigIntegerField()
    day = models.DateField()
    zone = models.CharField(max_length=60, default="UTC")  # on whose calendar it was that day
    is_current = models.BooleanField(default=True)
    kept_at = models.DateTimeField(default=now)
    client_key = models.BigIntegerField(null=True)  # the sending page's own: what is sent twice is heard once
    share = ArrayField(models.CharField(max_length=60), default=list)  # empty: only its owner
    body = models.BinaryField(max_length=40_000)  # JSON {symptom, scale, value, at, note, factors, mode}

    class Meta:
        db_table = "records_symptom_log"
        constraints = (
            models.UniqueConstraint(
                name="symptom_log_current", fields=["owner", "series_id"], condition=Q(is_current=True)
            ),
            models.UniqueConstraint(name="symptom_log_sent_once", fields=["owner", "client_key"]),
        )
        indexes = (models.Index(fields=["owner", "-day"], name="symptom_log_by_day"),)
