"""Who agreed to be compared with others, and who asked to be introduced to whom.

What is compared is sealed with its owner's key. It never leaves this table: no page for others, no other site has it.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from bedside.areas.people.models import Account, Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.sealed_model import SealedModel
from bedside.policy.likeme import Marked
from bedside.policy.similarity import Profile


class MatchProfile(SealedModel):
    """What one account lets be compared, as it was on each day when it changed, the oldest first; and her age band.

    `persona` is the name under which she is introduced. Before `starts_at` she neither asks nor is offered.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    body = models.BinaryField(max_length=400_000)  # JSON
    owner = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="match_profile")
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "likeme_profile"

    def history(self) -> tuple[Marked, ...]:
        """The profiles that were saved, the oldest first."""
        return tuple(_marked(one) for one in self.opened()["saved"])


class MatchPause(models.Model):
    """That an account stopped: a new beginning before `ends_at` waits until then. Nothing else is kept of it."""

    owner = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="match_pause")
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "likeme_pause"


class Introduction(SealedModel):
    """`owner` asked to be introduced to `asked`. Its body holds what both marked, as the owner was told it.

    Neither learns who the other is before `agreed_at`. A no is told to nobody: it looks like one that waits.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    body = models.BinaryField(max_length=400_000)  # JSON
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    owner_persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    asked_persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=now)
    agreed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "likeme_introduction"
        constraints = (
            models.UniqueConstraint(name="introduction_once", fields=["owner", "asked"]),
            models.CheckConstraint(name="introduction_of_two", condition=~Q(owner=F("asked"))),
            models.CheckConstraint(
                name="introduction_one_answer", condition=Q(agreed_at__isnull=True) | Q(declined_at__isnull=True)
            ),
        )
        indexes = (models.Index(fields=["asked"], name="introduction_by_asked"),)


def as_data(one: Marked) -> dict[str, Any]:
    """Return a saved profile as JSON can hold it."""
    return {
        "at": one.at.isoformat(),
        "facts": sorted(one.profile.facts),
        "traits": sorted(one.profile.traits),
        "have": one.have,
        "when": one.when,
    }


def _marked(data: dict[str, Any]) -> Marked:
    profile = Profile(facts=frozenset(data["facts"]), traits=frozenset(data["traits"]))
    return Marked(at=datetime.fromisoformat(data["at"]), profile=profile, have=data["have"], when=data["when"])
