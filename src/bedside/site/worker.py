"""The worker: runs jobs, and hands events from the outbox to them."""

import logging
import os
import signal
import threading
from types import FrameType

import django
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from bedside.kit import wall

log = logging.getLogger("bedside.worker")

PAUSE = 0.25  # seconds between two looks at an empty outbox
AFTER_TROUBLE = 2.0  # seconds before the next try when the database does not answer
JOBS_AT_ONCE = 4
GRACE = 20  # seconds that running jobs get at the end; a job that needs longer is taken up again later


def flush_until(stop: threading.Event) -> None:
    """Hand on events until told to stop; when the database is away, wait for it."""
    from bedside.kit.outbox.actions import flush

    while not stop.is_set():
        try:
            taken = flush()
        except (OperationalError, InterfaceError):
            log.warning("the database does not answer; trying again")
            connection.close()
            stop.wait(AFTER_TROUBLE)
            continue
        close_old_connections()
        if not taken:
            stop.wait(PAUSE)


def main() -> None:
    """Run until SIGTERM."""
    wall.put_up()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
    django.setup()
    from procrastinate.contrib.django import app

    stop = threading.Event()
    flusher = threading.Thread(target=flush_until, args=[stop], name="flusher")
    flusher.start()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    log.info("taking jobs")
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
            worker.run_worker(
                concurrency=JOBS_AT_ONCE,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE,
                listen_notify=True,
            )
    finally:
        stop.set()
        flusher.join()


if __name__ == "__main__":
    main()
