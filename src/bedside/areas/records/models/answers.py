"""Answers to questionnaires, and the questionnaires that an operator loaded.

Which questionnaire somebody answered, what was answered and what came of it are sealed in one body. What has to be
found is found by a blind index that is another one for each account: two people's answers have nothing in common.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel

OWN, IMPORT = "own", "import"
"""In the body, as `source`: answered here, or brought by a file."""


def instrument_index(account_id: int, key: str) -> bytes:
    """Return the blind index by which an account's own answers to one questionnaire are found."""
    return vault.vault().index("records.instrument", f"{account_id} {key}")


class Sitting(SealedModel):
    """One questionnaire, answered by one member about one day; or begun (`is_draft`), once for each questionnaire.

    A correction is a row of its own with the same `series_id`; only the newest is current.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sittings")
    series_id = models.BigIntegerField()
    instrument_index = models.BinaryField(max_length=16)
    day = models.DateField()
    is_draft = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    kept_at = models.DateTimeField(default=now)
    share = ArrayField(models.CharField(max_length=60), default=list)  # empty: only its owner
    body = models.BinaryField(max_length=40_000)  # JSON, see `queries.answers.Body`

    class Meta:
        db_table = "records_sitting"
        constraints = (
            models.UniqueConstraint(
                name="sitting_once_a_day",
                fields=["owner", "instrument_index", "day"],
                condition=Q(is_current=True, is_draft=False),
            ),
            models.UniqueConstraint(
                name="sitting_one_draft", fields=["owner", "instrument_index"], condition=Q(is_draft=True)
            ),
            models.UniqueConstraint(
                name="sitting_one_current", fields=["owner", "series_id"], condition=Q(is_current=True)
            ),
        )
        indexes = (models.Index(fields=["owner", "-day"], name="sitting_by_day"),)


class InstrumentPack(models.Model):
    """A questionnaire whose words an operator loaded, and whose terms somebody accepted. It names no member."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    key = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    definition = models.JSONField()
    terms_hash = models.CharField(max_length=64)
    accepted_by = models.CharField(max_length=120)
    accepted_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_instrument_pack"
        constraints = (
            models.UniqueConstraint(name="pack_once", fields=["key", "version"]),
            models.CheckConstraint(name="pack_accepted_by_somebody", condition=~Q(accepted_by="")),
        )
