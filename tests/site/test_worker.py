"""The worker does nothing on a dark site, and what runs beside the jobs outlives a bad moment of database and disk."""

import errno
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import InternalError, OperationalError
from procrastinate.exceptions import ConnectorException

from bedside.kit import dark
from bedside.site import worker
from bedside.site.worker import wait_until_open
from tests.ops.site import environment

SOURCE = Path(worker.__file__).parents[1]
KNOWN = """
import django; django.setup()
from procrastinate.contrib.django import app
print(*app.tasks)
"""


def test_the_worker_waits_until_the_site_is_opened(tmp_path: Path) -> None:
    dark.darken(tmp_path, dark.RESTORED)
    waiting = threading.Thread(target=wait_until_open, args=[tmp_path])
    waiting.start()
    waiting.join(0.1)
    waits = waiting.is_alive()
    dark.lighten(tmp_path)
    waiting.join(5)
    assert (waits, waiting.is_alive()) == (True, False)


def test_an_open_site_is_not_waited_for(tmp_path: Path) -> None:
    wait_until_open(tmp_path)


def test_the_worker_waits_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def answer() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("the database system is starting up")

    monkeypatch.setattr(worker, "DATABASE_PAUSE", 0.0)
    monkeypatch.setattr(worker.connection, "ensure_connection", answer)
    worker.wait_for_the_database()
    assert len(tries) == 3


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("gone"),
        InternalError("read-only"),
        OSError(errno.ENOSPC, "No space left on device"),
        ConnectorException(),
    ],
)
@pytest.mark.django_db
def test_it_goes_on_after_a_failure(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "AFTER_TROUBLE", 0.0)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    stop, rounds = threading.Event(), []

    def work() -> int:
        rounds.append(1)
        if len(rounds) == 1:
            raise error
        stop.set()
        return 0

    worker.repeat(work, pause=0.0, stop=stop)
    assert len(rounds) == 2


def test_a_worker_knows_every_job_before_it_takes_the_first(tmp_path: Path) -> None:
    """A job of an unknown name counts as failed at once, and what it was to tell is never told."""
    there = {
        name
        for file in SOURCE.rglob("jobs.py")
        for name in re.findall(r'@app\.task\(name="([^"]+)"', file.read_text(encoding="utf-8"))
    }
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KNOWN],
        env=environment(
            DJANGO_SETTINGS_MODULE="bedside.site.settings", BEDSIDE_SERVES="nobody", BEDSIDE_DATA=str(tmp_path)
        ),
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "outbox.deliver" in there
    assert there - set(told.stdout.split()) == set()


def test_a_worker_ends_when_one_of_its_threads_does() -> None:
    program = """
import threading, time
from bedside.site import worker
threading.excepthook = worker.end_with_thread
threading.Thread(target=lambda: worker.repeat(lambda: 1 // 0, pause=0, stop=threading.Event()), name="flusher").start()
time.sleep(30)
"""
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env=environment(DJANGO_SETTINGS_MODULE="bedside.site.settings", BEDSIDE_SERVES="nobody"),
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (told.returncode, told.stderr.strip()) == (1, "flusher ended of a fault of ours (ZeroDivisionError)")
