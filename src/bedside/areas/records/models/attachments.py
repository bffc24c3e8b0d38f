"""Files that hang on things of the record. Their bytes lie beside the database, sealed; the rows say where they are."""

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel
from bedside.policy.attachments import TYPES

TABLE = "records_attachment"


class Attachment(SealedModel):
    """One file on one thing: `kind` and `item_id` name it, as `series_id` does. What it shows is sealed in the body.

    What the row tells without its key is that an account keeps a file of this sort and size on a thing of this kind.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, unique=True)  # where the file lies: 128 random bits
    kind = models.CharField(max_length=20)
    item_id = models.BigIntegerField()
    media_type = models.CharField(max_length=15)
    size = models.IntegerField()
    kept_at = models.DateTimeField(default=now)
    body = models.BinaryField(max_length=4_000)  # JSON: words, width, height

    class Meta:
        db_table = TABLE
        constraints = (models.CheckConstraint(name="attachment_of_known_type", condition=Q(media_type__in=TYPES)),)
        indexes = (models.Index(fields=["owner", "kind", "item_id"], name="attachment_by_item"),)

    @property
    def place_of_file(self) -> vault.Place:
        """The place for which the key of the file is sealed."""
        return vault.Place(TABLE, "file", self.id)
