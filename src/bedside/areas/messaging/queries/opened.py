"""Whether a practice has opened what was brought to it: for the clock of a hand-off, which tells nobody else."""

from datetime import datetime

from bedside.areas.messaging.models import Seen
from bedside.kit.viewing import as_system


def opened_by_team_at(thread_id: int) -> datetime | None:
    """Return when somebody of the team first opened a thread; None while nobody has."""
    with as_system("the clock of a hand-off asks whether anybody has opened it"):
        rows = Seen.objects.filter(thread_id=thread_id, by_patient=False).order_by("id")
        return rows.values_list("opened_at", flat=True).first()
