"""Too many at once: clients that send a byte a second, and a database that has no connection left."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import psycopg

from bedside.kit.postgres import Cluster
from tests.ops.drill.kills import web_server
from tests.ops.drill.stage import LIMIT, Seen, answers, stage
from tests.ops.processes import children
from tests.ops.site import Browser, Site, until

CROWD = 500
VISITS = 60
CLOSED_WITHIN = 30.0  # seconds in which a client has to have sent its headers
SLOWER = 2.0
NOISE = 0.030  # seconds that a busy machine adds to a visit without any crowd


class Crowd(threading.Thread):
    """Clients that each send one byte of a header a second and never finish."""

    def __init__(self, site: Site, count: int) -> None:
        super().__init__(daemon=True)
        self._port, self._count, self._over = site.port, count, threading.Event()
        self.open: list[socket.socket] = []

    def run(self) -> None:
        for _ in range(self._count):
            with suppress(OSError):
                self.open.append(self._begun())
        while not self._over.wait(1.0):
            self.open = [one for one in self.open if _still_sends(one)]

    def _begun(self) -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self._port), timeout=10)
        client.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        client.setblocking(False)
        return client

    def end(self) -> None:
        """Hang up."""
        self._over.set()
        self.join(20)
        for one in self.open:
            one.close()


def _still_sends(client: socket.socket) -> bool:
    try:
        client.send(b"a")
        client.recv(1000)  # an answer, or the end: either way the site has done with it
    except BlockingIOError:
        return True
    except OSError:
        return False
    client.close()
    return False


def slow_clients() -> Seen:
    """Let 500 of them come, and look at how long an ordinary visit takes meanwhile."""
    with stage() as here:
        before = _p95(here.site)
        crowd = Crowd(here.site, CROWD)
        crowd.start()
        began = time.monotonic()
        until(lambda: len(crowd.open) > CROWD * 0.95, limit=20, what=lambda: f"only {len(crowd.open)} got in")
        during = _p95(here.site)
        here.recover(lambda: len(crowd.open) < CROWD / 10, what="slow clients are not hung up on")
        took = time.monotonic() - began
        crowd.end()
        here.seen.recovered = took
        here.seen.need(during <= SLOWER * before + NOISE, f"p95 was {before * 1e3:.0f} ms, then {during * 1e3:.0f} ms")
        here.seen.need(took <= CLOSED_WITHIN, f"hung up on after {took:.0f} s only")
        here.seen.told = f"p95 {before * 1e3:.0f} ms alone, {during * 1e3:.0f} ms beside the crowd"
    return here.seen


def _p95(site: Site) -> float:
    times = []
    for _ in range(VISITS):
        began = time.monotonic()
        assert Browser(site.address).get("/")[0] == 200
        times.append(time.monotonic() - began)
    return sorted(times)[int(VISITS * 0.95)]


@contextmanager
def _all_connections(site: Site) -> Iterator[int]:
    """Take every connection that the application's role can have."""
    url = Cluster(site.data / "postgres").url("app")
    with ExitStack() as kept:
        count = 0
        with suppress(psycopg.OperationalError):
            while True:
                kept.enter_context(psycopg.connect(url))
                count += 1
        yield count


def no_connection_left() -> Seen:
    """Take all connections, make the site ask for new ones, and let go."""
    with stage() as here, ExitStack() as later:
        taken = later.enter_context(_all_connections(here.site))
        for process in children(web_server(here.site)):  # its threads hold connections: new processes need new ones
            _end(process)
        later.enter_context(_all_connections(here.site))
        until(lambda: here.writers.said[503] >= 3, limit=LIMIT, what=lambda: f"nobody was told: {here.writers.said}")
        here.seen.need(answers(here.site, "/healthz") == 200, "healthz does not answer")
        later.close()
        count = here.writers.count
        here.recover(lambda: here.writers.count > count, what="writing does not go on")
        here.seen.told = f"{taken} connections taken"
    return here.seen


def _end(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
