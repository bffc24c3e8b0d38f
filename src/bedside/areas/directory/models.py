"""What the list of clinicians is made of.

`Listing` is somebody who posts elsewhere, from a list that was taken in; `OptOut` keeps out who does not want to be in
it; `ListingClaim` is a member's word that a listed handle is theirs. `MemberEntry` is an index over members who were
checked: it holds nothing that their own pages do not say, and whether one of them stands in the list is asked of the
credential, the persona and the profile themselves, each time.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate

from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id

LONGEST = 500  # of a field of the file, in characters
LONGEST_KEY = 600  # folding may make a text longer; what is beyond is not searched


class Listing(models.Model):
    """A handle of a clinician who posts elsewhere. Nobody here checked it; pages say so, with where it comes from.

    `mark` is the keyed hash under which an opt-out is kept. `asked_out_at` hides it until that is decided.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    network = models.CharField(max_length=20)
    handle = models.CharField(max_length=130)
    mark = models.BinaryField(max_length=16, unique=True)
    name = models.CharField(max_length=LONGEST)
    profession = models.CharField(max_length=LONGEST, blank=True)
    specialty = models.CharField(max_length=LONGEST, blank=True)
    country = models.CharField(max_length=2, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    url = models.CharField(max_length=LONGEST)
    source = models.CharField(max_length=LONGEST)
    added_on = models.DateField()
    name_key = models.CharField(max_length=LONGEST_KEY)
    specialty_key = models.CharField(max_length=LONGEST_KEY, blank=True)
    place_key = models.CharField(max_length=LONGEST_KEY, blank=True)
    seen_at = models.DateTimeField(default=now)  # the last import that had it
    asked_out_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, related_name="listings")
    proved_at = models.DateTimeField(null=True)
    proved_by = models.BigIntegerField(null=True)  # the moderator who looked; None where the site saw the code itself

    class Meta:
        db_table = "directory_listing"
        constraints = (
            models.UniqueConstraint(name="listing_once", fields=["network", "handle"]),
            models.CheckConstraint(name="listing_owner_proved", condition=Q(owner=None) | ~Q(proved_at=None)),
        )
        indexes = (
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="listing_by_name"),
            GinIndex(fields=["specialty_key"], opclasses=["gin_trgm_ops"], name="listing_by_specialty"),
            models.Index(Collate("name_key", "C"), "id", name="listing_in_order"),
            models.Index(fields=["owner"], name="listing_by_owner", condition=~Q(owner=None)),
            models.Index(fields=["asked_out_at"], name="listing_asked_out", condition=~Q(asked_out_at=None)),
        )


class OptOut(models.Model):
    """Somebody who does not want to be listed. Only a keyed hash of network and handle is kept, and no page shows it.

    Without `settled_at` it was asked for and waits: for a proof, for a moderator, or for thirty days to pass.
    """

    mark = models.BinaryField(max_length=16, primary_key=True)
    asked_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "directory_opt_out"
        indexes = (models.Index(fields=["asked_at"], name="opt_out_waiting", condition=Q(settled_at=None)),)


class ListingClaim(models.Model):
    """A member says that a listed handle is theirs, and was given a code to show there."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="claims")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="listing_claims")
    code = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    look_at = models.DateTimeField(null=True)  # when its owner said that the code stands there
    looked_at = models.DateTimeField(null=True)  # when the site last looked, and did not find it

    class Meta:
        db_table = "directory_claim"
        constraints = (models.UniqueConstraint(name="listing_claim_once", fields=["listing", "persona"]),)


class MemberEntry(models.Model):
    """A checked member as the list finds them: words in the form in which they are compared, and topics with uses."""

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, primary_key=True, related_name="listed_as")
    name_key = models.CharField(max_length=LONGEST_KEY)
    specialty_key = models.CharField(max_length=LONGEST_KEY, blank=True)
    place_key = models.CharField(max_length=LONGEST_KEY, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    topics = models.JSONField(default=dict)  # hashtag: uses in the last 90 days
    active_month = models.DateField(null=True)  # the first of the month of the last public post

    class Meta:
        db_table = "directory_member"
        indexes = (
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="member_by_name"),
            GinIndex(fields=["specialty_key"], opclasses=["gin_trgm_ops"], name="member_by_specialty"),
            GinIndex(fields=["topics"], name="member_by_topic"),
        )
