"""Permissions to publish, and grants to act for somebody.

Whose a permission is and what it says stands apart from when it holds. Everybody's page asks whether one holds
(`Term`), so that table has no person and no word in it. What was permitted, by whom and to whom, is read by the two
sides alone, and sealed with the key of who permits.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id


class Authorisation(models.Model):
    """What `drafter_id` asks `owner_id` to permit. `terms` and `signature` are JSON, sealed with the owner's key.

    The owner is the patient, or who signs for her. `signature` holds what was signed, word for word.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_id = models.BigIntegerField()
    drafter_id = models.BigIntegerField()
    terms = models.BinaryField(max_length=40_000)
    signature = models.BinaryField(max_length=80_000, null=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "consents_authorisation"
        constraints = (
            models.CheckConstraint(name="authorisation_of_another", condition=~Q(owner_id=models.F("drafter_id"))),
        )
        indexes = (
            models.Index(fields=["owner_id", "-id"], name="authorisation_by_owner"),
            models.Index(fields=["drafter_id", "-id"], name="authorisation_by_drafter"),
        )

    def place(self, column: str) -> vault.Place:
        """Return where one of its columns is sealed."""
        return vault.Place("consents_authorisation", column, self.id)


class Term(models.Model):
    """When the authorisation of the same id holds: `policy.consents.authorisation.state_of` reads it.

    `soon_told_at` and `over_told_at` note that both sides were told that it ends soon, and that it has ended.
    """

    id = models.BigIntegerField(primary_key=True)
    signed_at = models.DateTimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    soon_told_at = models.DateTimeField(null=True)
    over_told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consents_term"
        constraints = (
            models.CheckConstraint(
                name="term_signed_has_end",
                condition=Q(signed_at=None, ends_at=None) | Q(signed_at__isnull=False, ends_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=["ends_at"], name="term_running", condition=Q(signed_at__isnull=False, over_told_at=None)
            ),
        )


class Shown(models.Model):
    """How often what hangs on an authorisation was shown on one day; to whom is not kept."""

    pk = models.CompositePrimaryKey("authorisation_id", "day")
    authorisation_id = models.BigIntegerField()
    day = models.DateField()
    times = models.IntegerField(default=0)

    class Meta:
        db_table = "consents_shown"


class Grant(models.Model):
    """`owner_id` lets `proxy_id` do what `scopes` name. `told` is JSON sealed with the owner's key: reason and note.

    How it stands is `policy.consents.grants.state_of`. `begun_by` is the side that asked; the other accepts.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner_id = models.BigIntegerField()
    proxy_id = models.BigIntegerField()
    begun_by = models.BigIntegerField()
    scopes = ArrayField(models.CharField(max_length=20))
    told = models.BinaryField(max_length=4_000)
    asked_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    review_told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consents_grant"
        constraints = (
            models.CheckConstraint(name="grant_to_another", condition=~Q(owner_id=models.F("proxy_id"))),
            models.UniqueConstraint(name="grant_one_runs", fields=["owner_id", "proxy_id"], condition=Q(ended_at=None)),
        )
        indexes = (models.Index(fields=["proxy_id", "-id"], name="grant_by_proxy"),)

    def place(self) -> vault.Place:
        """Return where what was told with it is sealed."""
        return vault.Place("consents_grant", "told", self.id)
