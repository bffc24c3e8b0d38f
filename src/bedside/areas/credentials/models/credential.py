"""What was checked about a clinician's persona, and the places of credentials in the public status list."""

from typing import Final

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.personas import LEVELS

STANDING: Final = Q(revoked_at=None, suspended_at=None)  # may be shown: as a badge, or as one that has lapsed


class Credential(models.Model):
    """One check of one persona: live from `checked_at` until `valid_until`, or until it is suspended or revoked.

    A row of a claim holds the facts that its badge is made of; one that staff wrote by hand says in `checked` what was
    looked at. `place` is where the public status list tells whether it still holds.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="credentials")
    level = models.CharField(max_length=2, choices=[(level, level) for level in LEVELS if level != "V0"])
    title = models.CharField(max_length=10, blank=True)
    profession = models.CharField(max_length=80)
    checked = models.CharField(max_length=120, blank=True)
    checked_by = models.BigIntegerField()
    checked_at = models.DateTimeField(default=now)
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True)
    replaced_by = models.BigIntegerField(null=True)  # the credential that took this one's place
    suspended_at = models.DateTimeField(null=True)
    suspended_reason = models.CharField(max_length=40, blank=True)
    claim_id = models.BigIntegerField(null=True)
    register = models.CharField(max_length=40, blank=True)
    register_date = models.DateField(null=True)  # of the register's file that was matched
    region = models.CharField(max_length=20, blank=True)
    licence = models.CharField(max_length=40, blank=True)
    licence_whole = models.BooleanField(default=False)  # the owner's choice; else its last four signs are shown
    proof = models.CharField(max_length=40, blank=True)
    proved_at = models.DateTimeField(null=True)
    specialty = models.CharField(max_length=120, blank=True)
    specialty_checked = models.BooleanField(default=False)
    employer = models.CharField(max_length=120, blank=True)
    place = models.IntegerField(unique=True)

    class Meta:
        db_table = "credentials_credential"
        constraints = (
            models.UniqueConstraint(name="credential_one_live", fields=["persona"], condition=Q(revoked_at=None)),
        )


class StatusPlace(models.Model):
    """A place of the status list that was ever given out. It stays when its credential goes, so none is used twice."""

    place = models.IntegerField(primary_key=True)

    class Meta:
        db_table = "credentials_status_place"
