"""The audit table: rows are added and read, never changed (the app role may not)."""

from django.db import models

from bedside.kit.clock import now
from bedside.kit.ids import new_id


class AuditEntry(models.Model):
    """One thing done: by which persona, in which role, to what, and about whom; never with words that members wrote."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    at = models.DateTimeField(default=now)
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=30, blank=True)
    object_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_entry"
        indexes = (models.Index(fields=["subject_id", "-id"], name="audit_subject"),)
