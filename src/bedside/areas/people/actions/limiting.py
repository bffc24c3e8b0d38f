"""Limiting personas for some days. Whether somebody may is asked by moderation, which stands above; so is the log."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bedside.areas.people.models import Persona
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer


@transaction.atomic
def limit(*, by: Viewer, persona_ids: Iterable[int], until: datetime | None) -> None:
    """Limit these personas until then; None lets them go at once. Raises `NotHere` for who may not look at reports."""
    require("look at reports", by=by)
    Persona.objects.filter(id__in=set(persona_ids)).update(limited_until=until)
