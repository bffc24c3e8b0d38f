"""The keys with which the site signs badges."""

from django.db import models

from bedside.kit.clock import now


class SigningKey(models.Model):
    """One key pair. The newest that is trusted signs; the others stay public, so that what they signed can be checked.

    The private half is sealed with the site's master key, which lies outside the database. One that was stolen is
    `distrusted_at` a moment: it leaves the public document, and nothing that it signed counts any more.
    """

    number = models.IntegerField(primary_key=True)
    public = models.BinaryField(max_length=32)
    private_sealed = models.BinaryField(max_length=200)
    made_at = models.DateTimeField(default=now)
    distrusted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "credentials_signing_key"
