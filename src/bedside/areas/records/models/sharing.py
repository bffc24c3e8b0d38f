"""The ledger of consents: who may see or use what of a member's record, since when, and what was used."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.sharing import Entry


class LedgerEntry(models.Model):
    """One line, only ever added: `policy.sharing.Entry`, chained to the line before it of the same owner.

    `of_id` is the grant that a later line is about. `by_id` is the persona that acted, and under which it is shared.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ledger")
    seq = models.IntegerField()
    act = models.CharField(max_length=6)
    audience = models.CharField(max_length=60)
    kinds = ArrayField(models.CharField(max_length=20))
    items = ArrayField(models.BigIntegerField(), default=list)
    covers = models.CharField(max_length=6, blank=True)
    text_version = models.PositiveSmallIntegerField(default=0)
    text_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True)
    by_id = models.BigIntegerField(default=0)
    of_id = models.BigIntegerField(default=0)
    count = models.IntegerField(default=0)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "records_ledger"
        constraints = (
            models.UniqueConstraint(name="ledger_in_order", fields=["owner", "seq"]),
            models.CheckConstraint(name="ledger_act_known", condition=Q(act__in=("grant", "revoke", "expire", "use"))),
        )
        indexes = (
            models.Index(fields=["audience"], name="ledger_by_audience", condition=Q(act="grant")),
            models.Index(fields=["of_id"], name="ledger_of_grant", condition=~Q(of_id=0)),
        )

    def entry(self) -> Entry:
        """Return the line as the rules read it."""
        return Entry(
            number=self.id,
            seq=self.seq,
            act=self.act,  # type: ignore[arg-type]  # the database knows these four only
            audience=self.audience,
            kinds=tuple(self.kinds),
            items=tuple(self.items),
            covers=self.covers,
            text_version=self.text_version,
            text_hash=self.text_hash,
            at=self.at,
            until=self.ends_at,
            by=self.by_id,
            of=self.of_id,
            count=self.count,
        )
