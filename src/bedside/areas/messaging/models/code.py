"""Identity codes: how a practice lets its own patient into a channel."""

from django.db import models
from django.db.models import Q

from bedside.areas.practice.models import Practice
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.practice.codes import WAYS

TABLE = "messaging_code"
LONGEST_RECORD = 80


class IdentityCode(models.Model):
    """One code, given by `maker_id` of the team (0: somebody who left the site) and good once until `expires_at`.

    Of the code itself only a keyed hash is kept. `record_sealed` is the practice's own reference to one record: sealed
    with the site's key while nobody has used the code, and gone when it is used, withdrawn or over; the channel keeps
    it then, under the patient's own key. `way` says how the patient gets the code.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    hash = models.BinaryField(max_length=16, unique=True)
    record_sealed = models.BinaryField(max_length=LONGEST_RECORD * 4 + 64, null=True)
    way = models.CharField(max_length=8, choices=[(way, way) for way in WAYS])
    maker_id = models.BigIntegerField()
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = TABLE
        constraints = (
            models.CheckConstraint(name="code_way_known", condition=Q(way__in=list(WAYS))),
            models.CheckConstraint(
                name="code_of_one_record_while_open",
                condition=~Q(used_at=None, withdrawn_at=None) | Q(record_sealed__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["practice", "-id"], name="code_by_practice"),)

    def place(self) -> vault.Place:
        """Return where the reference is sealed."""
        return vault.Place(TABLE, "record_sealed", self.id)

    @property
    def record(self) -> str:
        """The reference in clear, "" once the code is used or void: for the team."""
        return vault.vault().open(bytes(self.record_sealed), self.place()) if self.record_sealed is not None else ""
