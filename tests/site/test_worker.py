"""The worker does nothing on a dark site, and what runs beside the jobs outlives a bad moment of database and disk."""

import errno
import threading
from pathlib import Path

import pytest
from django.db import InternalError, OperationalError

from bedside.kit import dark
from bedside.site import worker
from bedside.site.worker import wait_until_open


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


@pytest.mark.parametrize(
    "error", [OperationalError("gone"), InternalError("read-only"), OSError(errno.ENOSPC, "No space left on device")]
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
