"""What was checked about a clinician's persona."""

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.personas import LEVELS


class Credential(models.Model):
    """One check of one persona: live from `checked_at` until `valid_until`, or until it is revoked with a reason."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="credentials")
    level = models.CharField(max_length=2, choices=[(level, level) for level in LEVELS if level != "V0"])
    title = models.CharField(max_length=10, blank=True)
    profession = models.CharField(max_length=80)
    checked = models.CharField(max_length=120)
    checked_by = models.BigIntegerField()
    checked_at = models.DateTimeField(default=now)
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "credentials_credential"
        constraints = (
            models.UniqueConstraint(name="credential_one_live", fields=["persona"], condition=Q(revoked_at=None)),
        )
