"""How a team works: who is on call, who is away, who answers for whom, and its own texts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bedside.areas.people.models import Persona
from bedside.areas.practice.models.practice import Practice
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.practice.templates import LONGEST


class TeamShift(models.Model):
    """Somebody's duty for what is urgent. `place` 1 is asked first; see `policy.rota`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="shifts")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="practice_shifts")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "practice_shift"
        constraints = (
            models.CheckConstraint(name="shift_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))),
            models.CheckConstraint(name="shift_place_known", condition=Q(place__range=(1, 3))),
        )
        indexes = (models.Index(fields=["practice", "ends_at"], name="shift_by_practice"),)


class TeamAbsence(models.Model):
    """Somebody is away, and her threads go to `hands_to`; None: back to everybody. Nothing is ever swallowed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="absences")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="practice_absences")
    hands_to = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "practice_absence"
        constraints = (
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))),
            models.CheckConstraint(name="absence_not_to_oneself", condition=~Q(hands_to=F("persona"))),
        )
        indexes = (models.Index(fields=["practice", "ends_at"], name="absence_by_practice"),)


class Delegation(models.Model):
    """`deputy` may answer for `persona`; see `policy.practice.voices.Grant`. No reasons means every reason."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="delegations")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="delegations_given")
    deputy = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="delegations_held")
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    since = models.DateTimeField(default=now)
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "practice_delegation"
        constraints = (
            models.CheckConstraint(name="delegation_to_somebody_else", condition=~Q(persona=F("deputy"))),
            models.CheckConstraint(name="delegation_ends_after_it_begins", condition=Q(until_at__gt=F("since"))),
        )
        indexes = (models.Index(fields=["practice", "deputy"], name="delegation_by_deputy"),)


class Template(models.Model):
    """A text of the practice's own for answers. Used once somebody other than its writer agreed to these very words.

    A change makes it unapproved again. 0 stands for who has left.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=80)
    words = models.TextField(max_length=LONGEST)
    writer_id = models.BigIntegerField()
    approver_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField(default=now)
    approved_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "practice_template"
        constraints = (
            models.CheckConstraint(
                name="template_agreed_by_another",
                condition=Q(approver_id=None) | ~Q(approver_id=F("writer_id")) | Q(approver_id=0),
            ),
            models.CheckConstraint(
                name="template_approved_by_somebody",
                condition=Q(approver_id=None, approved_at=None)
                | Q(approver_id__isnull=False, approved_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="template_name_once", fields=["practice", "name"], condition=Q(retired_at=None)
            ),
        )
