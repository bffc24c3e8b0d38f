"""One channel for each patient and practice. The treating relation is a column here, and nowhere else."""

from django.db import models
from django.db.models import Q

from bedside.areas.messaging.models.code import LONGEST_RECORD
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id

RELATIONS = ("treating", "former", "unknown")


class Channel(models.Model):
    """What one patient and one practice say to each other. `pre_patient`: no code was given yet, so matters of the
    office only. `auto_at`: when the last automatic answer went out, at most one in a quarter of an hour.
    `record_sealed` is the practice's own reference to the record for which it gave a code.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="channels")
    patient = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="channels")
    relation = models.CharField(
        max_length=8, choices=[(relation, relation) for relation in RELATIONS], default="unknown"
    )
    pre_patient = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True)
    auto_at = models.DateTimeField(null=True)
    record_sealed = models.BinaryField(max_length=LONGEST_RECORD * 4 + 64, null=True)

    class Meta:
        db_table = "messaging_channel"
        constraints = (
            models.UniqueConstraint(name="channel_one_a_pair", fields=["patient", "practice"]),
            models.CheckConstraint(name="channel_relation_known", condition=Q(relation__in=RELATIONS)),
        )
        indexes = (models.Index(fields=["practice"], name="channel_by_practice"),)

    def place(self) -> vault.Place:
        """Return where the reference is sealed."""
        return vault.Place("messaging_channel", "record_sealed", self.id)

    @property
    def record(self) -> str:
        """The practice's reference in clear, "" where there is none: for the team, and in the patient's own copy."""
        return vault.vault().open(bytes(self.record_sealed), self.place()) if self.record_sealed is not None else ""


class MailConsent(models.Model):
    """A patient's dated yes to plain words by mail from one practice, after the warning; see `policy.practice.sending`.

    `warning` is the SHA-256 of the warning that she read, so that it can be shown which words she agreed to.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="mail_consents")
    practice_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    warning = models.BinaryField(max_length=32)
    agreed_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messaging_mail_consent"
        constraints = (
            models.UniqueConstraint(name="mail_consent_one_live", fields=["channel"], condition=Q(ended_at=None)),
        )
