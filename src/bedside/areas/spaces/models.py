"""Spaces and who is in them. That somebody is in a community is itself health information."""

from django.db import models
from django.db.models import Q

from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.space_kinds import KINDS, OPENED_TO_STUDENTS

SQUARE_ID = 1


class Space(models.Model):
    """Where posts live. The square has the fixed id 1."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=500, blank=True)
    rules = models.TextField(max_length=5_000, blank=True)
    condition = models.CharField(max_length=120, blank=True)  # the condition whose treatments its page links to
    approves = models.BooleanField(default=True)  # joining waits for a steward
    by_invitation = models.BooleanField(default=False)  # found and joined by invitation only
    # The id from which on threads of a room are open to students; None: it is not open to them. Ids are ordered by
    # time, so what was written for clinicians alone, before the steward opened the room, stays theirs.
    students_from = models.BigIntegerField(null=True)
    for_teens = models.BooleanField(default=False, db_default=False)  # a community of members under 18
    pace = models.PositiveSmallIntegerField(default=0, db_default=0)  # seconds between two posts of one member
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "spaces_space"
        constraints = (
            models.CheckConstraint(
                name="space_teens_in_communities", condition=Q(for_teens=False) | Q(kind="community")
            ),
            models.CheckConstraint(name="space_kind_known", condition=Q(kind__in=list(KINDS))),
            models.CheckConstraint(
                name="space_students_in_rooms", condition=Q(students_from=None) | Q(kind__in=list(OPENED_TO_STUDENTS))
            ),
        )


class MembershipState(models.TextChoices):
    """Where a persona stands with a space. Who left has no row at all."""

    INVITED = "invited"
    ASKED = "asked"
    JOINED = "joined"
    BANNED = "banned"


class MembershipRole(models.TextChoices):
    """What a persona is in a space."""

    MEMBER = "member"
    GUEST = "guest"
    STEWARD = "steward"


class Membership(models.Model):
    """One persona in one space, with the consent given on joining."""

    pk = models.CompositePrimaryKey("persona_id", "space_id")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="memberships")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=8, choices=MembershipState)
    role = models.CharField(max_length=8, choices=MembershipRole, default=MembershipRole.MEMBER)
    listed = models.BooleanField(default=True)  # named in the members' list, to those who may see it
    consented_at = models.DateTimeField(null=True)
    since = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True)  # the last moment of a stay that has an end (B40); None: it has none
    note = models.CharField(max_length=300, blank=True)  # what the asker wrote to the stewards
    told_waiting = models.BooleanField(default=False)  # banned, asked again, and told the same as everybody who asks

    class Meta:
        db_table = "spaces_membership"
        indexes = (
            models.Index(fields=["space", "state", "persona"], name="membership_by_space"),
            models.Index(fields=["ends_at"], name="membership_ending", condition=Q(ends_at__isnull=False)),
        )


class Invitation(models.Model):
    """A link into one space. The code itself is not kept, only its SHA-256; it dies with the inviter's own access."""

    code_hash = models.BinaryField(primary_key=True, max_length=32)
    space = models.ForeignKey(Space, on_delete=models.CASCADE)
    inviter = models.ForeignKey(Persona, on_delete=models.CASCADE)
    uses_left = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "spaces_invitation"
