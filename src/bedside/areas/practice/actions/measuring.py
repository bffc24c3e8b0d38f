"""The promise, as it was measured: written down by the site itself, never by hand."""

from django.db import transaction

from bedside.areas.practice.models import Practice
from bedside.kit.clock import now


@transaction.atomic
def note_measured(*, practice_id: int, usual_seconds: int | None, of: int) -> None:
    """Keep what nine in ten first answers took, None while nothing can be promised, and of how many threads."""
    Practice.objects.filter(space_id=practice_id).update(usual_seconds=usual_seconds, usual_of=of, measured_at=now())


def practices() -> list[Practice]:
    """Return every practice whose desk is open: for the site's own work."""
    return list(Practice.objects.order_by("space_id"))
