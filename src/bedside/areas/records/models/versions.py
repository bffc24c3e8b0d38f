"""What a thing of the record is made of: versions, each sealed, of which the newest counts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel


class Version(SealedModel):
    """One thing of somebody's record, as she told of it at one moment.

    A change is a row of its own with the same `series_id`, by which the thing is known; only the newest is current, and
    the earlier ones are for her alone. What the row tells without its key is that an account keeps something of this
    kind, since when, and how often it was put right.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    series_id = models.BigIntegerField()
    is_current = models.BooleanField(default=True)
    kept_at = models.DateTimeField(default=now)
    share = ArrayField(models.CharField(max_length=60), default=list)  # empty: only its owner
    body = models.BinaryField(max_length=40_000)  # JSON

    class Meta:
        abstract = True
