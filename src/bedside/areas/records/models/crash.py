"""When a member was in a crash. Its hours stand open, as days do: reminders have to know of it without a key."""

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id


class Crash(models.Model):
    """One crash of one member, from her press to her press. `asked_at` is when she said that it goes on."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="crashes")
    began_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    proxy_id = models.BigIntegerField(null=True)  # the carer who began it; null: she herself
    client_key = models.BigIntegerField(null=True)  # of the phone on which it was begun without a connection

    class Meta:
        db_table = "records_crash"
        constraints = (
            models.UniqueConstraint(name="crash_one_at_a_time", fields=["owner"], condition=Q(ended_at=None)),
            models.UniqueConstraint(
                name="crash_heard_once", fields=["owner", "client_key"], condition=Q(client_key__isnull=False)
            ),
            models.CheckConstraint(
                name="crash_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=models.F("began_at"))
            ),
        )
        indexes = (models.Index(fields=["owner", "-began_at"], name="crash_by_owner"),)
