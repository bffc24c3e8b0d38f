"""Figures that left the site for good, and what they cost: rows are added and never changed (decision 0065)."""

from django.db import models
from django.db.models import Q

from bedside.kit.clock import now
from bedside.kit.ids import new_id


class PrivacyCharge(models.Model):
    """One line of the ledger of the budget. It is written before a number is looked at, and stays if that fails."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    year = models.PositiveSmallIntegerField()  # of the calendar, in UTC
    epsilon = models.DecimalField(max_digits=3, decimal_places=1)
    charged_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "records_privacy_charge"
        constraints = (
            models.CheckConstraint(name="privacy_charge_is_some", condition=Q(epsilon__gt=0, epsilon__lte=4)),
        )
        indexes = (models.Index(fields=["year"], name="privacy_charge_of_year"),)


class OpenRelease(models.Model):
    """One release: its figures as CSV, noise and all, and how they were made. Exact numbers are kept nowhere."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    charge = models.OneToOneField(PrivacyCharge, on_delete=models.PROTECT, related_name="release")
    made_at = models.DateTimeField(default=now)
    rules = models.CharField(max_length=20)  # the version of `policy.evidence.releases`
    named = models.PositiveIntegerField()  # cells that were named in advance
    released = models.PositiveIntegerField()  # cells that are in it
    threshold = models.PositiveIntegerField()  # the noisy count from which on a cell is in it
    cells_digest = models.CharField(max_length=64)  # SHA-256 of the named cells
    digest = models.CharField(max_length=64)  # SHA-256 of `body`
    body = models.TextField(max_length=1_000_000)

    class Meta:
        db_table = "records_open_release"
