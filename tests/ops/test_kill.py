"""The crash drill: members write while processes are killed; nothing acknowledged is lost or doubled."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest

from bedside.kit.ids import new_id
from bedside.kit.postgres import Cluster
from tests.ops.processes import family, living, one
from tests.ops.site import LOST, Browser, Site, environment, running_site, until

MAIL, PASSWORD = "writer@drill.example", "correct horse battery staple"
POSTS = 200
WRITERS = 3
BACK_WITHIN = 40.0  # seconds; what operations.md asks is less, this is for a busy machine
MAKE_WRITER = f"""
import django; django.setup()
from bedside.areas.people.actions import make_account
make_account(kind="patient", name="Quiet Heron", handle="quiet_heron", mail={MAIL!r}, password={PASSWORD!r})
"""


class Writer(threading.Thread):
    """Writes one post after the other; a form that was not answered is sent again as it is, as a person would."""

    def __init__(self, site: Site, number: int, stop: threading.Event) -> None:
        super().__init__(name=f"writer {number}")
        self.acknowledged: dict[str, str] = {}  # text -> address of the post
        self.refused: list[str] = []
        self._number, self._stop_now = number, stop
        self._browser = Browser(site.address)
        self._browser.log_in(MAIL, PASSWORD)
        self._token = self._browser.token("/compose/")

    def run(self) -> None:
        count = 0
        while not self._stop_now.is_set():
            count += 1
            self._write(f"The kettle sang again, says writer {self._number} for the {count}. time.")
            time.sleep(0.05)

    def _write(self, text: str) -> None:
        fields = {"text": text, "audience": "public", "do": "publish", "key": str(new_id())}
        while text not in self.acknowledged:
            try:
                status, body, where = self._browser.post("/compose/", **fields, csrfmiddlewaretoken=self._token)
            except LOST:
                time.sleep(0.1)
                continue
            if status == 302:
                assert "/posts/" in where, where
                self.acknowledged[text] = where
            elif status < 500:
                self.refused.append(f"{status} {body[:2000]}")
                return
            else:
                time.sleep(0.1)


def postmaster(site: Site) -> int:
    return one(site.process.pid, "/postgres -D")


def server(site: Site) -> int:
    return one(site.process.pid, "granian")


VICTIMS: dict[str, Callable[[Site], int]] = {
    "a web process": lambda site: one(server(site), ""),
    "the worker": lambda site: one(site.process.pid, "bedside.site.worker"),
    "a database connection": lambda site: one(postmaster(site), "bedside_app"),
    "the web server": server,
    "the database": postmaster,
    "the worker again": lambda site: one(site.process.pid, "bedside.site.worker"),
}


@dataclass(frozen=True)
class Aftermath:
    """What was found when the killing was over, in the order in which it was looked at."""

    acknowledged: list[str]
    refused: list[str]
    stored: Counter[str]
    page: tuple[int, bool]
    missing: list[str]
    stop_code: int | None
    left_over: set[int]


@pytest.fixture(scope="module")
def aftermath() -> Iterator[Aftermath]:
    """Writers write, everything is killed in turn, then the site is looked at and stopped: one story, told once."""
    with running_site() as site:
        url = Cluster(site.data / "postgres").url("app")
        settings = {
            "DATABASE_URL": url,
            "BEDSIDE_DATA": str(site.data),
            "DJANGO_SETTINGS_MODULE": "bedside.site.settings",
            "BEDSIDE_SERVES": "nobody",
        }
        subprocess.run([sys.executable, "-c", MAKE_WRITER], env=environment(**settings), check=True, timeout=60)
        writers = _write_while_killing(site)
        missing = [name for name, victim in VICTIMS.items() if not _is_back(site, victim)]
        stored, page = _stored(url), _page_of(site, writers[0])
        everything = family(site.process.pid)
        yield Aftermath(
            acknowledged=[text for writer in writers for text in writer.acknowledged],
            refused=[answer for writer in writers for answer in writer.refused],
            stored=stored,
            page=page,
            missing=missing,
            stop_code=site.stop(),
            left_over=living(everything),
        )


def _write_while_killing(site: Site) -> list[Writer]:
    stop = threading.Event()
    writers = [Writer(site, number, stop) for number in range(1, WRITERS + 1)]
    for writer in writers:
        writer.start()
    try:
        for place, victim in enumerate(VICTIMS.values(), start=1):
            _wait_for_posts(writers, POSTS * place // (len(VICTIMS) + 1))
            _kill(site, victim)
        _wait_for_posts(writers, POSTS)
    finally:
        stop.set()
        for writer in writers:
            writer.join(BACK_WITHIN)
    return writers


def _is_back(site: Site, victim: Callable[[Site], int]) -> bool:
    until(lambda: victim(site) > 0, limit=BACK_WITHIN, what=site.log)
    return victim(site) > 0


def _stored(url: str) -> Counter[str]:
    with psycopg.connect(url, options="-c bedside.viewer=-1") as database:
        return Counter(text for (text,) in database.execute("SELECT text FROM posts_post WHERE NOT gone").fetchall())


def _page_of(site: Site, writer: Writer) -> tuple[int, bool]:
    text, where = next(iter(writer.acknowledged.items()))
    status, body, _location = Browser(site.address).get(where.removeprefix(site.address))
    return status, text in body


def _wait_for_posts(writers: list[Writer], count: int) -> None:
    def there() -> bool:
        return sum(len(writer.acknowledged) for writer in writers) >= count or not all(
            one.is_alive() for one in writers
        )

    until(there, limit=2 * BACK_WITHIN, what=lambda: f"fewer than {count} posts were taken")


def _kill(site: Site, victim: Callable[[Site], int]) -> None:
    found: list[int] = []

    def find() -> bool:
        found[:] = [victim(site)]
        return found[0] > 0

    until(find, limit=BACK_WITHIN, what=lambda: f"there is nothing to kill:\n{site.log()}")
    os.kill(found[0], signal.SIGKILL)
    site.wait_until_open(limit=BACK_WITHIN)


def test_every_acknowledged_post_is_there_exactly_once(aftermath: Aftermath) -> None:
    assert len(aftermath.acknowledged) >= POSTS
    assert {text: aftermath.stored[text] for text in aftermath.acknowledged} == dict.fromkeys(aftermath.acknowledged, 1)


def test_no_form_was_answered_with_anything_but_its_post_or_a_failure(aftermath: Aftermath) -> None:
    assert aftermath.refused == []


def test_an_acknowledged_post_has_its_page(aftermath: Aftermath) -> None:
    assert aftermath.page == (200, True)


@pytest.mark.asvs("16.5.2")
def test_all_processes_are_back(aftermath: Aftermath) -> None:
    assert aftermath.missing == []


def test_a_stop_takes_less_than_half_a_minute_and_leaves_no_process(aftermath: Aftermath) -> None:
    assert aftermath.stop_code == 0
    assert aftermath.left_over == set()
