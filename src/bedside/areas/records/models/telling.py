"""Whom a member named to be told when a crash of hers begins. It stands open, as crashes do: no word is in it."""

from django.db import models

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id


class Told(models.Model):
    """One person named by one persona. `accepted_at` is that person's yes; `is_on` and `tells_end` are the switches."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    persona_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    asked_at = models.DateTimeField(default=now)
    accepted_at = models.DateTimeField(null=True)
    is_on = models.BooleanField(default=False)
    tells_end = models.BooleanField(default=False)

    class Meta:
        db_table = "records_told"
        constraints = (models.UniqueConstraint(name="told_once", fields=["persona_id", "person_id"]),)
        indexes = (
            models.Index(fields=["owner"], name="told_by_owner"),
            models.Index(fields=["person_id"], name="told_by_person"),
        )
