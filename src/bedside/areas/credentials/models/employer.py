"""Employers whose mail domains the operator knows."""

from django.db import models

from bedside.kit.clock import now
from bedside.kit.ids import new_id


class Employer(models.Model):
    """One mail domain of one employer: a code to a mailbox there shows that somebody works there."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80)
    domain = models.CharField(max_length=253, unique=True)
    added_by = models.BigIntegerField()
    added_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "credentials_employer"
