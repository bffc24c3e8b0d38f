"""Who follows, blocks and mutes whom. Each row belongs to the persona that pressed the button.

The database holds the owner to a persona that is there, not the target: a large table binds no two owners, so that it
can be spread over machines by owner.
"""

from django.db import models

from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.vault import Place
from bedside.policy.first_contact import Openness


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


class Asking(models.Model):
    """`owner` asks `target` to connect: once `target` says yes, each follows the other and the row goes."""

    pk = models.CompositePrimaryKey("owner_id", "target_id")
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="askings")
    target = models.ForeignKey(Persona, on_delete=models.CASCADE, db_constraint=False, related_name="asked_by")
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "contacts_asking"
        indexes = (models.Index(fields=["target", "owner"], name="asking_by_target"),)


class FirstContact(models.Model):
    """From whom a persona takes a first contact, where it chose anything but the defaults."""

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, primary_key=True, related_name="first_contact")
    connect = models.CharField(max_length=10, choices=[(one, one) for one in Openness], default=Openness.EVERYBODY)
    message = models.CharField(max_length=10, choices=[(one, one) for one in Openness], default=Openness.EVERYBODY)

    class Meta:
        db_table = "contacts_first_contact"


class LookUp(models.Model):
    """A clinician's reason for opening a patient's page: in the clinician's own log, sealed, for nobody else (B15)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="look_ups")
    target_id = models.BigIntegerField()
    reason_sealed = models.BinaryField(max_length=4_000)
    at = models.DateTimeField(default=now)

    class Meta:
        db_table = "contacts_look_up"
        indexes = (models.Index(fields=["owner", "-id"], name="look_up_by_owner"),)

    def place(self) -> Place:
        """Return where the reason is sealed."""
        return Place(self._meta.db_table, "reason_sealed", self.id)
