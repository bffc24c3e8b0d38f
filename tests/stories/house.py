"""A whole site for the browser tests: database, web server and worker as processes of their own, with invented people.

It has a database of its own, so that what the browser writes is in no other test's way. Each test process starts at
most one, however many modules ask for it.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from bedside.kit.mail import WrittenMail, written_mails
from bedside.kit.postgres import Cluster
from bedside.site import database
from bedside.site.config import Config
from tests.database import migrated_cluster
from tests.ops.bytecode import keeping_bytecode
from tests.ops.site import free_port, until

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 90.0  # seconds, on a busy machine
STOP_LIMIT = 30.0
THREADS = "4"


@dataclass(kw_only=True)
class House:
    """The site as the tests know it. `world` is what `tests.stories.world` told."""

    port: int
    data: Path
    cluster: Cluster
    world: dict[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Host and port. By this name, because passkeys know `localhost` only."""
        return f"localhost:{self.port}"

    @property
    def address(self) -> str:
        """The address of the front page, without a slash at the end."""
        return f"http://{self.host}"

    def cookies(self, actor: str) -> list[dict[str, str]]:
        """Return the cookies of a browser in which `actor` is signed in; none for a visitor."""
        if actor == "visitor":
            return []
        return [{"name": "bedside", "value": self.world["cookies"][actor], "url": self.address}]

    def letter(self, to: str) -> WrittenMail:
        """Return the newest mail to an address; wait for it, because the worker writes it."""
        found: list[WrittenMail] = []

        def there() -> bool:
            found[:] = [mail for mail in written_mails(self.data / "mail", at_most=50) if mail.to == to]
            return bool(found)

        until(there, limit=LIMIT, what=lambda: f"no mail to {to}:\n{self.log()}")
        return found[0]

    @contextmanager
    def before_setup(self) -> Iterator[None]:
        """For a moment, let the site have no administrator, as before its set-up."""
        with psycopg.connect(self.cluster.url("app"), autocommit=True) as connection:
            taken = [
                row[0] for row in connection.execute("SELECT id FROM people_staff_role WHERE role = 'administrator'")
            ]
            change = "UPDATE people_staff_role SET role = %s WHERE id = ANY(%s)"  # by id: moderators stay moderators
            connection.execute(change, ["moderator", taken])
            try:
                yield
            finally:
                connection.execute(change, ["administrator", taken])

    def log(self) -> str:
        """Return what the processes said."""
        return "\n".join(path.read_text() for path in sorted(self.data.glob("*.log")))


@contextmanager
def _started() -> Iterator[House]:
    with ExitStack() as stack:
        cluster = stack.enter_context(migrated_cluster())
        data = Path(tempfile.mkdtemp(prefix="bedside-stories-"))
        stack.callback(shutil.rmtree, data, ignore_errors=True)
        house = House(port=free_port(), data=data, cluster=cluster)
        config = Config(data=data, port=house.port)
        database.prepare_data(config)
        environ = keeping_bytecode(database.environment(config, cluster.url("app")))
        environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
        behind = environ | {"BEDSIDE_SERVES": "nobody"}
        _prepare(house, behind)
        stack.enter_context(_running(house, "worker", [sys.executable, "-m", "tests.stories.worker"], behind))
        stack.enter_context(_running(house, "web", _web(house.port), environ))
        until(_answers(house), limit=LIMIT, what=lambda: f"the site is not there:\n{house.log()}")
        yield house


def _prepare(house: House, environ: dict[str, str]) -> None:
    """Gather the static files while the world is written."""
    gather = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    with subprocess.Popen(gather, env=environ, cwd=ROOT) as gathering:
        write = [sys.executable, "-m", "tests.stories.world"]
        written = subprocess.run(write, env=environ, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=LIMIT)
        assert gathering.wait(LIMIT) == 0
    house.world.update(json.loads(written.stdout))


def _web(port: int) -> list[str]:
    granian = str(Path(sys.executable).with_name("granian"))
    words = "--interface wsgi --host 127.0.0.1 --workers 1 --backpressure 64 --no-ws --log-level warning"
    return [
        granian,
        *words.split(),
        "--blocking-threads",
        THREADS,
        "--port",
        str(port),
        "tests.stories.wsgi:application",
    ]


@contextmanager
def _running(house: House, name: str, command: list[str], environ: dict[str, str]) -> Iterator[None]:
    with (house.data / f"{name}.log").open("w") as log:
        process = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(house: House) -> Callable[[], bool]:
    def asked() -> bool:
        try:
            with urlopen(f"{house.address}/healthz", timeout=LIMIT) as answer:
                return int(answer.status) == 200
        except (URLError, ConnectionError):
            return False

    return asked


_open: list[tuple[ExitStack, House]] = []
_guests = 0


@contextmanager
def shared_house() -> Iterator[House]:
    """Give the one site of this process; it ends with the last who asked for it."""
    global _guests  # one site for a process is the point
    if not _open:
        stack = ExitStack()
        _open.append((stack, stack.enter_context(_started())))
    _guests += 1
    try:
        yield _open[0][1]
    finally:
        _guests -= 1
        if not _guests:
            _open.pop()[0].close()
