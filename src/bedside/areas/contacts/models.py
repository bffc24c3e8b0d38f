"""Who follows, blocks and mutes whom. Each row belongs to the persona that pressed the button.

The database holds the owner to a persona that is there, not the target: a large table binds no two owners, so that it
can be spread over machines by owner.
"""

from django.db import models

from bedside.areas.people.models import Persona
from bedside.kit.clock import now


class Follow(models.Model):
    """`owner` follows `target`; not yet accepted while the target asks first."""

    pk = models.CompositePrimaryKey("owner_id", "target_id")
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="following")
    target = models.ForeignKey(Persona, on_delete=models.CASCADE, db_constraint=False, related_name="followers")
    accepted = models.BooleanField()
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "contacts_follow"
        indexes = (models.Index(fields=["target", "accepted", "owner"], name="follow_by_target"),)


class Block(models.Model):
    """`owner` and `target` no longer exist for each other."""

    pk = models.CompositePrimaryKey("owner_id", "target_id")
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="blocking")
    target = models.ForeignKey(Persona, on_delete=models.CASCADE, db_constraint=False, related_name="blocked_by")
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "contacts_block"
        indexes = (models.Index(fields=["target", "owner"], name="block_by_target"),)


class NotMyDoctor(models.Model):
    """`owner` does not exist for the clinician `target`, nor for the teams that `target` is on; the other way round
    nothing changes, and nobody is told (B39).
    """

    pk = models.CompositePrimaryKey("owner_id", "target_id")
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="keeping_away")
    target = models.ForeignKey(Persona, on_delete=models.CASCADE, db_constraint=False, related_name="kept_away_by")
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "contacts_not_my_doctor"
        indexes = (models.Index(fields=["target", "owner"], name="kept_away_by_target"),)


class Mute(models.Model):
    """`owner` does not want to see `target` in timelines and notices; the target is not told."""

    pk = models.CompositePrimaryKey("owner_id", "target_id")
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="muting")
    target = models.ForeignKey(Persona, on_delete=models.CASCADE, db_constraint=False, related_name="muted_by")
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "contacts_mute"
