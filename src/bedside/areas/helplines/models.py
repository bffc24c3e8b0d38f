"""One table: the lines. Nothing of who looked at them, or pressed them, is kept anywhere."""

from django.db import models
from django.db.models import Q

from bedside.kit.clock import now
from bedside.kit.ids import new_id


class Line(models.Model):
    """A crisis line of one country. Shown only while `checked_on` is set and young enough (policy/helplines)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    country = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    telephone = models.CharField(max_length=100, blank=True)
    sms = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=100, blank=True)
    languages = models.CharField(max_length=100, blank=True)
    checked_on = models.DateField(null=True)
    # Who called: a name from the operator's file, or the persona of staff who said so on the staff page.
    checked_by = models.CharField(max_length=80, blank=True)
    checked_by_id = models.BigIntegerField(null=True)
    added_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "helplines_line"
        constraints = (
            models.UniqueConstraint(name="helpline_once", fields=["country", "name"]),
            models.CheckConstraint(name="helpline_can_be_reached", condition=~Q(telephone="", sms="")),
            models.CheckConstraint(
                name="helpline_call_has_a_name",
                condition=Q(checked_on=None) | ~Q(checked_by="") | Q(checked_by_id__isnull=False),
            ),
        )
