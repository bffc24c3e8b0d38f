"""Many invented profiles at once, for sites that test their size."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.models import Profile


@dataclass(frozen=True)
class NewProfile:
    """What an invented clinician says of herself."""

    persona_id: int
    city: str
    region: str
    country: str
    languages: tuple[str, ...]
    specialties: tuple[str, ...]
    accepts_general: bool
    hidden: bool


@transaction.atomic
def add_profiles(profiles: Iterable[NewProfile]) -> None:
    """Add all of `profiles`."""
    rows = [
        Profile(
            persona_id=one.persona_id,
            city=one.city,
            region=one.region,
            country=one.country,
            languages=list(one.languages),
            specialties=list(one.specialties),
            accepts_general=one.accepts_general,
            hidden_from_directory=one.hidden,
        )
        for one in profiles
    ]
    Profile.objects.bulk_create(rows)
    record("seed.profiles", by=None, count=len(rows))
