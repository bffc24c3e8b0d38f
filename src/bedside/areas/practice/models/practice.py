"""A practice's door: where and when it is reached, and who works there. All of this is public on its page."""

from django.db import models
from django.db.models import F, Q

from bedside.areas.people.models import Persona
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.practice.keeping import FLOOR_YEARS, LONGEST_YEARS
from bedside.policy.practice.roles import Role
from bedside.policy.practice.workload import CAP, HIGHEST_CAP, LOWEST_CAP

ROLES = tuple((role.value, role.value) for role in Role)


class Practice(models.Model):
    """The desk of a space of kind "practice": it is there from when its channels were opened.

    `telephone` is also the number from which it calls. `usual_seconds` is what nine in ten first answers took, in
    opening time, None while nothing can be promised; `usual_of` counts the threads it was worked out from.
    """

    space = models.OneToOneField(Space, on_delete=models.CASCADE, primary_key=True, related_name="desk")
    time_zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    accepting = models.BooleanField(default=True)  # the door for new patients and questions stands open
    stated_answer_time = models.CharField(max_length=120, blank=True)
    cap = models.PositiveSmallIntegerField(default=CAP)  # open threads for each responder
    keep_years = models.PositiveSmallIntegerField(default=FLOOR_YEARS)
    substance_use = models.BooleanField(default=False)  # a programme under 42 CFR part 2
    usual_seconds = models.BigIntegerField(null=True)
    usual_of = models.PositiveIntegerField(default=0)
    measured_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "practice_practice"
        constraints = (
            models.CheckConstraint(name="practice_cap_sound", condition=Q(cap__range=(LOWEST_CAP, HIGHEST_CAP))),
            models.CheckConstraint(
                name="practice_keeps_long_enough", condition=Q(keep_years__range=(FLOOR_YEARS, LONGEST_YEARS))
            ),
        )


class TeamMember(models.Model):
    """One role of one persona on a team. Who left keeps the row with `ended_at`: what she wrote stays signed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="members")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="teams")
    role = models.CharField(max_length=10, choices=list(ROLES))
    since = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "practice_member"
        constraints = (
            models.CheckConstraint(name="member_role_known", condition=Q(role__in=[role for role, _ in ROLES])),
            models.UniqueConstraint(
                name="member_role_once", fields=["practice", "persona", "role"], condition=Q(ended_at=None)
            ),
        )
        indexes = (models.Index(fields=["persona"], name="member_by_persona", condition=Q(ended_at=None)),)


class Hours(models.Model):
    """Open on one day of the week (0 = Monday), by the practice's clock. See `policy.practice.hours.Opening`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        db_table = "practice_hours"
        constraints = (
            models.CheckConstraint(name="hours_on_a_weekday", condition=Q(weekday__lte=6)),
            models.UniqueConstraint(name="hours_once", fields=["practice", "weekday", "opens"]),
        )


class Closure(models.Model):
    """Days on which a practice is closed, first and last included. `words` is said on its page."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="closures")
    first = models.DateField()
    last = models.DateField()
    words = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "practice_closure"
        constraints = (models.CheckConstraint(name="closure_ends_after_it_begins", condition=Q(last__gte=F("first"))),)
        indexes = (models.Index(fields=["practice", "last"], name="closure_by_practice"),)
