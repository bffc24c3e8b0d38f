"""Writing events, and handing them on."""

from dataclasses import asdict
from datetime import timedelta

from django.db import connection, transaction

from bedside.kit.clock import now
from bedside.kit.forgetting import forgets
from bedside.kit.outbox import registry
from bedside.kit.outbox.models import OutboxRow

BATCH = 500


def publish(event: registry.Event) -> None:
    """Write `event` to the outbox; it is delivered if, and only if, the caller's transaction commits."""
    OutboxRow.objects.create(name=event.name, payload=asdict(event))


@transaction.atomic
def flush(*, limit: int = BATCH) -> int:
    """Turn up to `limit` outbox rows into jobs, oldest first, and return how many rows were taken.

    Rows locked by another flusher are left to it; rows and jobs change in one transaction, so none is lost or doubled.
    """
    from bedside.kit.outbox.jobs import deliver  # the job app needs loaded Django apps

    rows = list(OutboxRow.objects.select_for_update(skip_locked=True).order_by("id")[:limit])
    jobs = [
        {"listener": listener, "event": row.name, "payload": row.payload}
        for row in rows
        for listener in registry.listeners_of(row.name)
    ]
    if jobs:
        deliver.batch_defer(*jobs)
    OutboxRow.objects.filter(id__in=[row.id for row in rows]).delete()
    return len(rows)


def deliver_now() -> int:
    """Call every listener of every waiting event in this process, oldest first: for tests and seeds."""
    delivered = 0
    while row := OutboxRow.objects.order_by("id").first():
        for listener in registry.listeners_of(row.name):
            registry.call(listener, row.name, row.payload)
        row.delete()
        delivered += 1
    return delivered


@forgets("jobs")
def forget_jobs(days: int) -> None:
    """Delete jobs that were over more than `days` ago; those that failed were to be seen until now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM procrastinate_jobs j WHERE j.status IN ('succeeded', 'failed', 'cancelled', 'aborted')
               AND NOT EXISTS (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > %s)""",
            [now() - timedelta(days=days)],
        )


@transaction.atomic
def park() -> int:
    """Let no job and no event of before start by itself, and return how many jobs that were: after a restore.

    Events become jobs, and jobs are parked as failed, where staff see them until their time is over.
    """
    while flush():
        continue
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status IN ('todo', 'doing')")
        return int(cursor.rowcount)
