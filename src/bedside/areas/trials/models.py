"""Trials of one's own. The plan, its seed and every answer are sealed with their owner's key.

What a member gives to the figure of many is a difference and its error beside a keyed name of the kind of trial; she
can take it out again.
"""

import json
from typing import Any

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id


class _Sealed(models.Model):
    """A row whose words are one sealed JSON body."""

    body = models.BinaryField(max_length=40_000)

    class Meta:
        abstract = True

    @property
    def place(self) -> vault.Place:
        """Where the sealed body stands."""
        return vault.Place(self._meta.db_table, "body", self.pk)

    def seal(self, said: dict[str, Any], *, key_no: int | None) -> None:
        """Put what was said in, with its owner's key."""
        self.body = vault.vault().seal(json.dumps(said, ensure_ascii=False), self.place, key_no=key_no)

    def opened(self) -> dict[str, Any]:
        """What was said, in clear: for its owner only."""
        found: dict[str, Any] = json.loads(vault.vault().open(bytes(self.body), self.place))
        return found


class Trial(_Sealed):
    """One trial. Its body is the plan with its seed and what it looks at.

    `fingerprint` is the plan's hash, which stands with `made_at` from before the first day.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="trials")
    client_key = models.BigIntegerField(null=True)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=now)
    stopped_on = models.DateField(null=True)

    class Meta:
        db_table = "trials_trial"
        constraints = (models.UniqueConstraint(name="trial_sent_once", fields=["owner", "client_key"]),)
        indexes = (models.Index(fields=["owner", "-id"], name="trial_by_owner"),)


class TrialDay(_Sealed):
    """What was said of one day of a trial: a number for its question, or that it was a crash. The newest is current."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
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


class TrialNote(_Sealed):
    """What went otherwise than planned, in its owner's words. The plan itself stays as it is."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
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
