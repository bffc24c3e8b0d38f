"""The audit tables: rows are added and read, never changed (the app role may not)."""

from django.db import models
from django.db.models import Func, Q, TextField
from django.db.models.functions import Cast

from bedside.kit.clock import now
from bedside.kit.ids import new_id


def this_transaction() -> Cast:
    """Return the database's own number of the transaction that writes."""
    return Cast(Cast(Func(function="pg_current_xact_id"), TextField()), models.BigIntegerField())


class AuditEntry(models.Model):
    """One thing done or refused: by which persona, in which role, to what, about whom; never with words of members.

    `purpose` is empty but for looks at what is somebody else's: care, moderation, support, break_glass, system, legal.
    `transaction` tells the sealer which rows it can't have seen yet. An entry gets its number when it is sealed.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    at = models.DateTimeField(default=now)
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=30, blank=True)
    object_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=12, blank=True, db_default="")
    reason_code = models.CharField(max_length=30, blank=True, db_default="")
    outcome = models.CharField(max_length=5, db_default="allow")
    request_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    transaction = models.BigIntegerField(db_default=this_transaction())

    class Meta:
        db_table = "audit_entry"
        constraints = (models.CheckConstraint(name="audit_outcome_known", condition=Q(outcome__in=("allow", "deny"))),)
        indexes = (
            models.Index(fields=["subject_id", "-id"], name="audit_subject"),
            models.Index(fields=["subject_id", "-id"], name="audit_looks", condition=~Q(purpose="")),
            models.Index(fields=["transaction"], name="audit_transaction"),
        )


class AuditSeal(models.Model):
    """An entry's place in the chain. `hash` is SHA-256(0x01 | prev | canonical row), `prev` the hash before it."""

    chain_no = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_seal"


class AuditCheckpoint(models.Model):
    """A signed statement about the first `size` sealed entries, and what is needed to go on from there."""

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=now)
    frontier = models.BinaryField(max_length=2048)
    note = models.TextField(max_length=1000)

    class Meta:
        db_table = "audit_checkpoint"
