"""The outbox table."""

from django.db import models

from bedside.kit.ids import new_id


class OutboxRow(models.Model):
    """One event that is not yet handed to the jobs; gone after the flush."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField(max_length=100)
    payload = models.JSONField()

    class Meta:
        db_table = "outbox"
