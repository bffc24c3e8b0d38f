"""The worker: runs jobs, hands events from the outbox to them, and seals the audit log."""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from procrastinate.exceptions import ConnectorException

from bedside.kit import dark, logs, wall

log = logging.getLogger("bedside.worker")

PAUSE = 0.25  # seconds between two looks at an empty outbox
SEAL_PAUSE = 0.5  # seconds between two looks for audit entries without a seal
AFTER_TROUBLE = 2.0  # seconds before the next try when database or disk fail
DATABASE_PAUSE = 0.5  # seconds between two looks whether the database answers
TROUBLE = (DatabaseError, InterfaceError, ConnectorException, OSError)  # how database and disk tell that they fail
DARK_PAUSE = 0.5  # seconds between two looks whether a dark site was opened


def repeat(work: Callable[[], int], *, pause: float, stop: threading.Event) -> None:
    """Do `work` until told to stop, with a pause when there was nothing; when database or disk fails, wait for it.

    A full or read-only disk comes as one of many errors, and a thread that ended of one would be missed by nobody.
    """
    while not stop.is_set():
        try:
            done = work()
        except TROUBLE as error:
            log.warning("database or disk do not do their part (%s); trying again", type(error).__name__)
            connection.close()
            stop.wait(AFTER_TROUBLE)
            continue
        close_old_connections()
        if not done:
            stop.wait(pause)


def threads(stop: threading.Event) -> list[threading.Thread]:
    """Return what runs beside the jobs: the flusher of events and the sealer of the audit log."""
    from bedside.areas.audit.actions import Sealer
    from bedside.kit.outbox.actions import flush

    beside = (("flusher", flush, PAUSE), ("sealer", Sealer().round, SEAL_PAUSE))
    return [
        threading.Thread(target=repeat, args=[work], kwargs={"pause": pause, "stop": stop}, name=name)
        for name, work, pause in beside
    ]


def end_with_thread(lost: threading.ExceptHookArgs) -> None:
    """End the process when one of its threads ends of an error: it would be missed by nobody, and a new one begins."""
    name = lost.thread.name if lost.thread else "a thread"
    log.critical("%s ended of a fault of ours (%s)", name, lost.exc_type.__name__)
    logging.shutdown()
    os._exit(1)


def wait_until_open(data: Path) -> None:
    """Return when the site is not dark: after a restore nothing runs before an operator has opened it."""
    if dark.state(data):
        log.warning("the site is dark: no jobs until it is opened with: bedside open")
    while dark.state(data):
        time.sleep(DARK_PAUSE)


def wait_for_the_database() -> None:
    """Return when the database answers. The pool of connections would ask at longer and longer intervals."""
    while True:
        try:
            connection.ensure_connection()
        except (DatabaseError, InterfaceError):
            time.sleep(DATABASE_PAUSE)
        else:
            return


def main() -> None:
    """Run until SIGTERM."""
    wall.put_up()
    logs.hook_uncaught()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
    django.setup()
    from django.conf import settings

    wait_until_open(settings.CONFIG.data)
    wait_for_the_database()
    from procrastinate.contrib.django import app

    from bedside.kit.jobs import run_until_told

    threading.excepthook = end_with_thread
    stop = threading.Event()
    beside = threads(stop)
    for thread in beside:
        thread.start()
    log.info("taking jobs")
    try:
        run_until_told(app)
    finally:
        stop.set()
        for thread in beside:
            thread.join()


if __name__ == "__main__":
    main()
