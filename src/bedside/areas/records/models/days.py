"""How a member's days were. What she said is sealed; its day is not, so that days are found and told apart."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel


class DayCheck(SealedModel):
    """How one day was, as its owner said it at one moment. What she says later of the same day is a row of its own;
    the newest is current, the earlier ones are for her alone. Who travels may live one date in two time zones: each has
    a current row then.

    A day without a row was not asked. `client_key` is the sending page's own, so that a page that was offline and
    sends twice is heard once.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="day_checks")
    day = models.DateField()
    zone = models.CharField(max_length=60, default="UTC")  # on whose calendar it was that day
    is_current = models.BooleanField(default=True)
    kept_at = models.DateTimeField(default=now)
    client_key = models.BigIntegerField(null=True)
    share = ArrayField(models.CharField(max_length=60), default=list)  # empty: only its owner
    body = models.BinaryField(max_length=20_000)  # JSON {face, energy, line, mode}

    class Meta:
        db_table = "records_day_check"
        constraints = (
            models.UniqueConstraint(
                name="day_check_current", fields=["owner", "day", "zone"], condition=Q(is_current=True)
            ),
            models.UniqueConstraint(name="day_check_sent_once", fields=["owner", "client_key"]),
        )
        indexes = (models.Index(fields=["owner", "-day"], name="day_check_by_day"),)
