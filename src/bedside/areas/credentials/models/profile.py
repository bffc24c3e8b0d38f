"""What a clinician says of herself for her page and the directory, and the interests that she declares."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.verification.interests import KINDS


class Profile(models.Model):
    """The words of one clinician about where and what she is. Nobody checked them; pages say so.

    Whether there is a row tells nothing: who has none has all of it empty.
    """

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, primary_key=True, related_name="profile")
    city = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)  # ISO 639
    specialties = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    accepts_general = models.BooleanField(default=False)  # answers in general, in the open
    accepts_guest = models.BooleanField(default=False)  # comes into communities as a guest when asked
    accepts_mentoring = models.BooleanField(default=False)
    topics_dropped = ArrayField(models.CharField(max_length=60), default=list, blank=True)  # hashtags, without "#"
    hidden_from_directory = models.BooleanField(default=False)
    none_to_declare_at = models.DateTimeField(null=True)  # when she last said that she has no interest to declare
    saved_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "credentials_profile"
        indexes = (models.Index(fields=["country", "region"], name="profile_by_place"),)


class Interest(models.Model):
    """A connection that readers are told of, with the days from which and until which it stood.

    Only its end is ever changed: what was declared is told beside the posts of those days.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="interests")
    payer = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    concerns = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    begun = models.DateField()
    ended = models.DateField(null=True)
    declared_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "credentials_interest"
        constraints = (
            models.CheckConstraint(name="interest_kind_known", condition=Q(kind__in=list(KINDS))),
            models.CheckConstraint(name="interest_ends_later", condition=Q(ended=None) | Q(ended__gte=F("begun"))),
        )
        indexes = (models.Index(fields=["persona", "-id"], name="interest_by_persona"),)
