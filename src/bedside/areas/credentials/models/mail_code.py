"""Codes that were mailed to a work mailbox."""

from django.db import models

from bedside.areas.credentials.models.claim import Claim
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id

TABLE = "credentials_mail_code"


class MailCode(models.Model):
    """The newest code of a claim: good until `expires_at`, for as many tries as are left, once.

    The code itself is nowhere: it follows from the row's id and the site's secret, anew for each row. The address is
    sealed with its owner's key, and goes with the row.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="mail_code")
    domain = models.CharField(max_length=253)
    address_sealed = models.BinaryField(max_length=600)
    sent_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    tries_left = models.SmallIntegerField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = TABLE

    def address_place(self) -> vault.Place:
        """Return where the address is sealed."""
        return vault.Place(TABLE, "address_sealed", self.id)

    @property
    def code(self) -> str:
        """The six figures that were mailed."""
        return f"{int.from_bytes(vault.vault().index('work mail code', str(self.id))) % 1_000_000:06}"

    @property
    def address(self) -> str:
        """The work address in clear, for the one mail."""
        return vault.vault().open(bytes(self.address_sealed), self.address_place())
