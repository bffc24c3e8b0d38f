"""Suspensions: what staff did about a credential, why, and what its owner answered."""

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.verification.claims import SUSPENSIONS

TABLE = "credentials_measure"


class Measure(models.Model):
    """One suspension, from `taken_at` until it is lifted, or its end by a revocation. `taken_by` 0: the register.

    Its owner is told the reason, may answer once, and never sees the note of the staff.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="measures")
    credential_id = models.BigIntegerField()
    reason = models.CharField(max_length=40, choices=[(code, code) for code in SUSPENSIONS])
    note_sealed = models.BinaryField(max_length=9000, null=True)
    taken_by = models.BigIntegerField(default=0)
    taken_at = models.DateTimeField(default=now)
    answer_sealed = models.BinaryField(max_length=9000, null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = TABLE
        constraints = (
            models.UniqueConstraint(name="measure_one_running", fields=["credential_id"], condition=Q(ended_at=None)),
        )
        indexes = (models.Index(fields=["persona"], name="measure_by_persona"),)

    def place(self, column: str) -> vault.Place:
        """Return where a column of this row is sealed."""
        return vault.Place(TABLE, column, self.id)

    def words(self, column: str) -> str:
        """Return a sealed column in clear, "" where there is nothing."""
        sealed = getattr(self, column)
        return vault.vault().open(bytes(sealed), self.place(column)) if sealed is not None else ""
