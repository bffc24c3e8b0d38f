"""What the nightly build publishes beside the cells, and what it has to remember."""

from django.db import models

from bedside.kit import vault
from bedside.kit.clock import now


class FigureTable(models.Model):
    """One published table that is not of one treatment for one condition (c01, c11 and c15)."""

    id = models.BigAutoField(primary_key=True)
    cube = models.CharField(max_length=3)
    place = models.CharField(max_length=200)  # the condition's or the treatment's form in an address
    shown = models.JSONField()  # rounded already

    class Meta:
        db_table = "records_figure_table"
        constraints = (models.UniqueConstraint(name="figure_table_once", fields=["cube", "place"]),)


class BuildMemory(models.Model):
    """How many people stood in each cell when it was last published or hidden: one row, sealed with the site's key.

    There is nobody in it: no account, no fingerprint, only counts (docs/decisions/0059).
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    body = models.BinaryField(max_length=1_000_000_000)
    kept_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "records_build_memory"
        constraints = (models.CheckConstraint(name="build_memory_is_one", condition=models.Q(id=1)),)

    @property
    def place(self) -> vault.Place:
        """Where the sealed counts stand."""
        return vault.Place("records_build_memory", "body", self.id)
