"""Documents that were sent for a claim, and each look at them."""

from django.db import models

from bedside.areas.credentials.models.claim import Claim
from bedside.areas.people.models import Persona
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.verification.reviewing import AGAIN


class Document(models.Model):
    """One picture of a paper. `key` names its file; `hash` is a keyed hash of the file that was sent.

    The row stays when the file is destroyed: that there was one, how many, and when it went.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="documents")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="documents")
    key = models.CharField(max_length=32, unique=True)
    hash = models.BinaryField(max_length=16)
    width = models.IntegerField()
    height = models.IntegerField()
    sent_at = models.DateTimeField(default=now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "credentials_document"
        indexes = (
            models.Index(fields=["claim"], name="document_by_claim"),
            models.Index(fields=["hash"], name="document_by_hash"),
        )

    def place_of_file(self) -> vault.Place:
        """Return the place for which the key of the file is sealed."""
        return vault.Place("credentials_document", "file", self.id)


class Opening(models.Model):
    """One look at one document by one reviewer: opened by a press, shown once. `again` says why a second time."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="openings")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="openings")
    reviewer_id = models.BigIntegerField()
    reviewer_account = models.BigIntegerField()
    again = models.CharField(max_length=10, choices=[(code, code) for code in AGAIN], blank=True)
    opened_at = models.DateTimeField(default=now)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "credentials_opening"
        indexes = (models.Index(fields=["document"], name="opening_by_document"),)


class SeenHash(models.Model):
    """The keyed hash of a file that was sent once, and for which claim: kept without the person when she leaves."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    hash = models.BinaryField(max_length=16)
    claim_id = models.BigIntegerField()
    seen_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "credentials_seen_hash"
        constraints = (models.UniqueConstraint(name="seen_hash_once", fields=["hash", "claim_id"]),)
