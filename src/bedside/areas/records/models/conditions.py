"""A member's own illnesses. All that she said of one is sealed in its body."""

from django.db import models
from django.db.models import Q

from bedside.areas.records.models.versions import Version


class Condition(Version):
    """One illness of an account, in one version. Its body is `illnesses.as_body` of a `policy.conditions.Illness`."""

    class Meta:
        db_table = "records_condition"
        constraints = (
            models.UniqueConstraint(
                name="condition_one_current", fields=["owner", "series_id"], condition=Q(is_current=True)
            ),
        )
