"""Evidence: what was looked at, when and by whom. It stays when the claim's words are gone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.credentials.models.claim import Claim
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.verification.evidence import KINDS


class Evidence(models.Model):
    """One thing that was shown for a claim; without a claim, for a credential that an administrator recorded by hand.

    `found_by` names the persona of each person who looked; nobody where a register or a code answered. `register_date`
    is the date of the register that was asked, `domain` the mail domain whose mailbox answered.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="evidence")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence", null=True)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    found_at = models.DateTimeField(default=now)
    found_by = ArrayField(models.BigIntegerField(), default=list)
    register_date = models.DateField(null=True)
    domain = models.CharField(max_length=253, blank=True)

    class Meta:
        db_table = "credentials_evidence"
        constraints = (
            models.UniqueConstraint(name="evidence_once", fields=["claim", "kind"], condition=Q(claim__isnull=False)),
        )
        indexes = (models.Index(fields=["persona"], name="evidence_by_persona"),)
