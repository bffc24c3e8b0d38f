"""Open releases and the ledger of their budget: for everybody, because what is out is out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models import OpenRelease, PrivacyCharge
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.evidence import releases as rules


@dataclass(frozen=True)
class Budget:
    """What a year of releases has cost a person who is in all of them, and what is left of it."""

    year: int
    spent: Decimal
    left: Decimal
    waiting: int
    """Releases that are paid for and not made yet."""


def releases(viewer: Viewer) -> Sequence[OpenRelease]:
    """Return all releases without their figures, the newest first."""
    return list(OpenRelease.objects.select_related("charge").defer("body").order_by("-made_at", "-id"))


def release(viewer: Viewer, release_id: int) -> OpenRelease:
    """Return one release. Raises NotHere."""
    found = OpenRelease.objects.select_related("charge").filter(id=release_id).first()
    if found is None:
        raise NotHere
    return found


def budget(viewer: Viewer) -> Budget:
    """Return the ledger of this year in three numbers."""
    year = now().year
    spent = list(PrivacyCharge.objects.filter(year=year).values_list("epsilon", flat=True))
    waiting = PrivacyCharge.objects.filter(release=None).count()
    return Budget(year=year, spent=sum(spent, Decimal(0)), left=rules.left(spent), waiting=waiting)
