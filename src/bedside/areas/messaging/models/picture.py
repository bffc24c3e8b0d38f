"""Pictures that hang on messages: decoded and written anew, sealed with the patient's own key, and nowhere else."""

from django.db import models
from django.db.models import Q

from bedside.areas.messaging.models.message import Message
from bedside.kit import vault
from bedside.kit.ids import new_id
from bedside.kit.images import MAX_BYTES

TABLE = "messaging_picture"
TYPES = ("image/jpeg", "image/png")


class Picture(models.Model):
    """One picture of a message. `internal` repeats that the message is a comment inside the team, for row security.

    The bytes stand in the row, so that a picture is there, is copied and is gone together with its message.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="pictures")
    practice_id = models.BigIntegerField()
    patient_id = models.BigIntegerField()
    internal = models.BooleanField(default=False)
    media_type = models.CharField(max_length=10)
    width = models.IntegerField()
    height = models.IntegerField()
    data_sealed = models.BinaryField(max_length=4 * MAX_BYTES)

    class Meta:
        db_table = TABLE
        constraints = (models.CheckConstraint(name="picture_of_known_type", condition=Q(media_type__in=TYPES)),)

    def place(self) -> vault.Place:
        """Return where the picture is sealed."""
        return vault.Place(TABLE, "data_sealed", self.id)

    @property
    def data(self) -> bytes:
        """The bytes in clear: for the patient, and for who opened the thread."""
        return vault.vault().open_bytes(bytes(self.data_sealed), self.place())
