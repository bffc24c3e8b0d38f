"""How a member's days were. What she said is sealed; its day is not, so that days are found and told apart."""

import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id


class DayCheck(models.Model):
    """How one day was, as its owner said it at one moment. What she says later of the same day is a row of its own;
    the newest is current, the earlier ones are for her alone. Who travels may live one date in two time zones: each has
    a current row then.

    A day without a row was not asked. `client_key` is the sending page's own, so that a page that was offline and
    sends twice is heard once.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="day_checks")
    day = models.DateField()
    zone = models.CharField(max_length=60, default="UTC")  # on whose calendar it was that day
    is_current = models.BooleanField(default=True)
    kept_at = models.DateTimeField(default=now)
    client_key = models.BigIntegerField(null=True)
    share = ArrayField(models.CharField(max_length=60), default=list)  # empty: only its owner
    body = models.BinaryField(max_length=20_000)  # JSON {face, energy, line, mode}

    class Meta:
        db_table = "records_day_check"
        constraints = (
            models.UniqueConstraint(
                name="day_check_current", fields=["owner", "day", "zone"], condition=Q(is_current=True)
            ),
            models.UniqueConstraint(name="day_check_sent_once", fields=["owner", "client_key"]),
        )
        indexes = (models.Index(fields=["owner", "-day"], name="day_check_by_day"),)

    @property
    def place(self) -> vault.Place:
        """Where the sealed body stands."""
        return vault.Place("records_day_check", "body", self.id)

    def seal(self, said: dict[str, Any], *, key_no: int | None) -> None:
        """Put what was said in, with its owner's key."""
        self.body = vault.vault().seal(json.dumps(said, ensure_ascii=False), self.place, key_no=key_no)

    def opened(self) -> dict[str, Any]:
        """What was said, in clear: for its owner only."""
        found: dict[str, Any] = json.loads(vault.vault().open(bytes(self.body), self.place))
        return found
