"""A member's own courses of treatment. All that she said of one is sealed in its body.

`figures.Course` beside it is something else: what a persona lets the site count (docs/decisions/0046).
"""

from django.db import models
from django.db.models import Q

from bedside.areas.records.models.versions import Version


class TreatmentCourse(Version):
    """One course of an account, in one version. Its body is `coursing.as_body` of a `policy.courses.Course`."""

    class Meta:
        db_table = "records_treatment_course"
        constraints = (
            models.UniqueConstraint(
                name="treatment_course_one_current", fields=["owner", "series_id"], condition=Q(is_current=True)
            ),
        )
