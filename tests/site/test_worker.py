"""The worker does nothing on a dark site."""

import threading
from pathlib import Path

from bedside.kit import dark
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
