"""What runs beside the jobs outlives a bad moment of database and disk."""

import errno
import threading

import pytest
from django.db import InternalError, OperationalError

from bedside.site import worker


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
