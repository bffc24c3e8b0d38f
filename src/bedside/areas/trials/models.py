"""Trials of one's own. The plan, its seed and every answer are sealed with their owner's key.

What a member gives to the figure of many is a difference and its error beside a keyed name of the kind of trial; she
can take it out again.
"""

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel


class Trial(SealedModel):
    """One trial. Its body is the plan with its seed and what it looks at.

    `fingerprint` is the plan's hash, which stands with `made_at` from before the first day.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    body = models.BinaryField(max_length=40_000)  # JSON
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="trials")
    client_key = models.BigIntegerField(null=True)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=now)
    stopped_on = models.DateField(null=True)

    class Meta:
        db_table = "trials_trial"
        constraints = (models.UniqueConstraint(name="trial_sent_once", fields=["owner", "client_key"]),)
        indexes = (models.Index(fields=["owner", "-id"], name="trial_by_owner"),)


class TrialDay(SealedModel):
    """What was said of one day of a trial: a number for its question, or that it was a crash. The newest is current."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    body = models.BinaryField(max_length=40_000)  # JSON
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="days")
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="trial_days")
    day = models.DateField()
    is_current = models.BooleanField(default=True)
    kept_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "trials_day"
        constraints = (
            models.UniqueConstraint(name="trial_day_current", fields=["trial", "day"], condition=Q(is_current=True)),
        )


class TrialNote(SealedModel):
    """What went otherwise than planned, in its owner's words. The plan itself stays as it is."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    body = models.BinaryField(max_length=40_000)  # JSON
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="notes")
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="trial_notes")
    kept_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "trials_note"


class Given(models.Model):
    """What a member gave to the figure of many: one trial's difference and its standard error."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    trial = models.OneToOneField(Trial, on_delete=models.CASCADE, related_name="given")
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="trials_given")
    protocol_index = models.BinaryField(max_length=16)
    difference = models.FloatField()
    error = models.FloatField()
    given_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "trials_given"
        constraints = (
            # One member counts once, however often she tried it.
            models.UniqueConstraint(name="trial_given_once", fields=["owner", "protocol_index"]),
            models.CheckConstraint(name="trial_given_error_above_nought", condition=Q(error__gt=0)),
        )


class Together(models.Model):
    """The figure of many for one kind of trial, made anew each night from at least eleven members."""

    protocol_index = models.BinaryField(max_length=16, primary_key=True)
    mean = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    members = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "trials_together"
