"""A real site in processes of its own, and a browser without pictures that talks to it."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from tests.database import _kept_cluster, _quick_disk
from tests.ops.bytecode import keeping_bytecode

START_LIMIT = 120.0
# Everything by which a request fails while the process that answers it, or its database, is killed.
LOST = (URLError, http.client.HTTPException, ConnectionError, TimeoutError)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def empty_directory() -> Iterator[Path]:
    """Yield a data directory that the database's own user can reach; in memory where there is some to use."""
    root = Path(tempfile.mkdtemp(prefix="bedside-drill-", dir=_quick_disk()))
    root.chmod(0o755)
    data = root / "data"
    data.mkdir(mode=0o755)
    try:
        yield data
    finally:
        shutil.rmtree(root)


@contextmanager
def data_directory() -> Iterator[Path]:
    """Yield a data directory with a migrated database in it."""
    with empty_directory() as data:
        put_database(data)
        yield data


def put_database(data: Path) -> None:
    """Put a migrated database into a data directory."""
    subprocess.run(["cp", "-a", str(_kept_cluster()), str(data / "postgres")], check=True)


def environment(**more: str) -> dict[str, str]:
    """Return the environment for a command, without settings of whoever runs the tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BEDSIDE_", "DATABASE_", "DJANGO_")) or name == "BEDSIDE_PG_BIN"
    }
    return keeping_bytecode(kept) | more


def bedside(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is expected to end by itself."""
    command = [sys.executable, "-m", "bedside", *words]
    return subprocess.run(
        command, env=environment(**settings), capture_output=True, text=True, timeout=120, check=False
    )


class Site:
    """`bedside up`, as its operator knows it."""

    def __init__(self, data: Path, port: int, **settings: str) -> None:
        self.data, self.port = data, port
        self.address = f"http://localhost:{port}"
        self._log = (data.parent / "log").open("w+")
        self._command = [sys.executable, "-m", "bedside", "up", "--data", str(data), "--port", str(port)]
        self._environment = environment(**settings)
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, env=self._environment, stdout=self._log, stderr=self._log)

    def start_again(self) -> None:
        """Start it once more, after `stop`."""
        self.process = self._started()

    def log(self) -> str:
        """Return all it has said."""
        self._log.flush()
        return Path(self._log.name).read_text()

    def wait_until_open(self, *, limit: float = START_LIMIT) -> float:
        """Return after how many seconds the front page is there."""
        began = time.monotonic()
        until(self._answers, limit=limit, what=lambda: f"the site is not there:\n{self.log()}")
        return time.monotonic() - began

    def _answers(self) -> bool:
        assert self.process.poll() is None, f"the site has ended:\n{self.log()}"
        try:
            return Browser(self.address).get("/")[0] == 200
        except LOST:
            return False

    def stop(self) -> int:
        """Ask it to stop and return its exit code; it has 30 s."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def close(self) -> None:
        """End it whatever state it is in."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._log.close()


@contextmanager
def running_site(**settings: str) -> Iterator[Site]:
    """Yield a site that is open."""
    with data_directory() as data, open_site(data, **settings) as site:
        yield site


@contextmanager
def open_site(data: Path, **settings: str) -> Iterator[Site]:
    """Open the site on a data directory, and end it afterwards."""
    site = Site(data, free_port(), **settings)
    try:
        site.wait_until_open()
        yield site
    finally:
        site.close()


def until(true: Callable[[], bool], *, limit: float, what: Callable[[], str]) -> None:
    """Return as soon as `true` says so; fail with `what` after `limit` seconds."""
    end = time.monotonic() + limit
    while not true():
        assert time.monotonic() < end, what()
        time.sleep(0.1)


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_named: object) -> None:
        return None


class Browser:
    """Keeps cookies, fills forms in, and shows where it is sent instead of going there."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.headers: Message = Message()  # of the last answer
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _StayHere)

    def get(self, path: str) -> tuple[int, str, str]:
        """Return status, body and Location of a page."""
        return self._open(Request(self.address + path))

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Send a form."""
        return self._open(Request(self.address + path, data=urlencode(fields).encode()))

    def post_file(self, path: str, *, name: str, file: bytes, **fields: str) -> tuple[int, str, str]:
        """Send a form with a file in it."""
        parts = [f'name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
        parts.append(f'name="{name}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'.encode() + file)
        body = b"".join(b"--drill\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
        form = Request(self.address + path, data=body + b"--drill--\r\n")
        form.add_header("Content-Type", "multipart/form-data; boundary=drill")
        return self._open(form)

    def _open(self, request: Request) -> tuple[int, str, str]:
        request.add_header("User-Agent", "bedside drill")
        try:
            with self._opener.open(request, timeout=20) as answer:
                self.headers = answer.headers
                return answer.status, answer.read().decode(), ""
        except HTTPError as error:
            with error:
                self.headers = error.headers
                return error.code, error.read().decode(), error.headers.get("Location", "")

    def token(self, path: str) -> str:
        """Return the token that the form at `path` carries."""
        status, body, _location = self.get(path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        assert found, f"no form at {path} ({status})"
        return found[1]

    def log_in(self, mail: str, password: str) -> None:
        """Log in by the form."""
        token = self.token("/log-in/")
        status, body, _location = self.post("/log-in/", mail=mail, password=password, csrfmiddlewaretoken=token)
        assert status == 302, body
