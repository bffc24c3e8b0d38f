"""Many invented threads at once, for sites that test their size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.messaging.models import Channel, Thread
from bedside.areas.people.queries import key_no_of
from bedside.kit.copying import copy_rows
from bedside.kit.ids import id_at
from bedside.kit.vault import vault
from bedside.policy.practice.reasons import REASONS

THREAD = [
    *("id", "channel_id", "practice_id", "patient_id", "reason", "administrative", "urgent", "subject_sealed", "state"),
    *("owner_id", "sensitive", "part2", "opened_at", "first_asked_at", "asked_at", "due_at", "closed_at"),
    *("last_message_id", "last_by_patient"),
]


@dataclass(frozen=True)
class NewThread:
    """An invented thread. `patient` is the place of its patient in the list of them."""

    patient: int
    reason: str
    subject: str
    state: str
    owner_id: int | None
    asked_at: datetime
    due_at: datetime | None


@transaction.atomic
def add_threads(*, practice_id: int, patients: Sequence[int], threads: Sequence[NewThread]) -> None:
    """Give each of `patients` a channel to a practice without any, and add the threads."""
    channels = [Channel(practice_id=practice_id, patient_id=one, relation="treating") for one in patients]
    Channel.objects.bulk_create(channels)
    keys = [key_no_of(one) for one in patients]
    copy_rows("messaging_thread", THREAD, (_row(one, channels[one.patient], keys[one.patient]) for one in threads))
    record("seed.threads", by=None, count=len(threads))


def _row(one: NewThread, channel: Channel, key_no: int | None) -> tuple[object, ...]:
    thread, reason, at = Thread(id=id_at(one.asked_at)), REASONS[one.reason], one.asked_at
    sealed = vault().seal(one.subject, thread.place(), key_no=key_no)
    waits, over = one.state in ("open", "assigned"), one.state == "closed"
    return (
        *(thread.id, channel.id, channel.practice_id, channel.patient_id, one.reason, reason.administrative),
        *(reason.urgent, sealed, one.state, one.owner_id, False, False, at, at, at if waits else None),
        *(one.due_at if waits else None, at if over else None, thread.id, waits),
    )
