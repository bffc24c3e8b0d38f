"""Employers whose mail domains the operator knows, and the numbers on their lists of staff."""

from django.db import models
from django.db.models import Q

from bedside.kit.clock import now
from bedside.kit.ids import new_id


class Employer(models.Model):
    """One mail domain of one employer: a code to a mailbox there shows that somebody works there.

    `contract` says what was agreed with the employer, such as a file number, and `roster_on` is the day of its newest
    list of staff; both are empty where it gave none.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80)
    domain = models.CharField(max_length=253, unique=True)
    added_by = models.BigIntegerField()
    added_at = models.DateTimeField(default=now)
    contract = models.CharField(max_length=120, blank=True)
    roster_on = models.DateField(null=True)

    class Meta:
        db_table = "credentials_employer"
        constraints = (
            models.CheckConstraint(name="employer_roster_by_contract", condition=Q(roster_on=None) | ~Q(contract="")),
        )


class OnRoster(models.Model):
    """One number on an employer's list of staff, as its blind index: the list itself is not kept."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="roster")
    number_index = models.BinaryField(max_length=16)

    class Meta:
        db_table = "credentials_on_roster"
        constraints = (models.UniqueConstraint(name="on_roster_once", fields=["number_index", "employer"]),)
