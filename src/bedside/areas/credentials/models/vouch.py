"""Colleagues who vouch for one another where no register can be asked: level P."""

from django.db import models
from django.db.models import F, Q

from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id


class VouchRound(models.Model):
    """One asking of colleagues by one persona, for one profession and specialty. The first, or the one renewal.

    `reached_at` is when three had said yes; `ended_at` when it was over: stopped, renewed, or too few left.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="vouch_rounds")
    profession = models.CharField(max_length=80)
    specialty = models.CharField(max_length=80)
    begun_at = models.DateTimeField(default=now)
    reached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    credential_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "credentials_vouch_round"
        constraints = (
            # One that asks, beside one that gives the level now: a renewal begins before the first has ended.
            models.UniqueConstraint(
                name="vouch_round_one_asks", fields=["persona"], condition=Q(ended_at=None, reached_at=None)
            ),
            models.UniqueConstraint(
                name="vouch_round_one_gives",
                fields=["persona"],
                condition=Q(ended_at=None, reached_at__isnull=False),
            ),
        )


class Vouch(models.Model):
    """One colleague who was asked. What she answered is hers and the site's; the asker learns how many said yes."""

    class State(models.TextChoices):
        ASKED = "asked"
        YES = "yes"
        NO = "no"
        WITHDRAWN = "withdrawn"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    round = models.ForeignKey(VouchRound, on_delete=models.CASCADE, related_name="vouches")
    asker_id = models.BigIntegerField()
    voucher_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "credentials_vouch"
        constraints = (
            models.UniqueConstraint(name="vouch_once_a_round", fields=["round", "voucher_id"]),
            models.CheckConstraint(name="vouch_not_for_oneself", condition=~Q(asker_id=F("voucher_id"))),
        )
        indexes = (models.Index(fields=["voucher_id", "state"], name="vouch_by_voucher"),)
