"""Files of health data that a member brought: what was read and waits for her yes, and what came of which."""

from django.db import models

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel


class BroughtFile(SealedModel):
    """One file. Until she says yes its body holds what was read, for a day at most; then only what came of it.

    A kept body holds the file's fingerprint, the things that came from it, by kind and id, and a mark for each, by
    which it is known again when she has deleted it since: never what it was.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=now)
    kept_at = models.DateTimeField(null=True)
    body = models.BinaryField(max_length=40_000_000)  # JSON

    class Meta:
        db_table = "records_brought_file"
        indexes = [models.Index(fields=["owner", "-id"], name="brought_file_owner")]
