"""The promise is measured each night: how long first answers took in opening time, over the last 30 days."""

from datetime import datetime

from bedside.areas.messaging.models import Thread
from bedside.areas.practice.actions.measuring import note_measured, practices
from bedside.areas.practice.models import Practice
from bedside.areas.practice.queries import times_of
from bedside.kit.clock import now
from bedside.policy.practice.hours import office_time
from bedside.policy.practice.promise import LOOK_BACK, Wait, usual

MOST = 5000  # newest threads of one practice: more change nothing in what nine in ten took


def measure_all() -> int:
    """Measure every practice, and return how many there are."""
    found = practices()
    for practice in found:
        measure(practice, at=now())
    return len(found)


def measure(practice: Practice, *, at: datetime) -> None:
    """Measure one practice. Threads that were closed or hidden before any answer count for nothing."""
    times = times_of(practice)
    rows = Thread.objects.filter(practice_id=practice.space_id, first_asked_at__gt=at - LOOK_BACK)
    told = rows.exclude(state="closed", first_answer_at=None).order_by("-id")
    waits = [
        Wait(office_time(times, since=asked, until=answered or at), over=answered is not None)
        for asked, answered in told.values_list("first_asked_at", "first_answer_at")[:MOST]
        if asked is not None
    ]
    spent = usual(waits)
    seconds = int(spent.total_seconds()) if spent is not None else None
    note_measured(practice_id=practice.space_id, usual_seconds=seconds, of=len(waits))
