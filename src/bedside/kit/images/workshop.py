"""The parent's side of the painter: starts it at the first picture, hands it files, and takes pictures back.

One painter a process, warm, so that a picture costs a fork and not a start. It is given an empty environment and an
empty directory, and where the kernel allows it a network of its own with nothing in it. It ends when this process does.
"""

import atexit
import functools
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final

log = logging.getLogger("bedside.images")

PAINTER: Final = Path(__file__).with_name("painter.py")
SOURCE: Final = str(Path(__file__).parents[3])
# Isolated, so that neither environment nor directory can slip a module in; then told where this package lies.
START: Final = (
    "import runpy, sys; sys.path.insert(0, sys.argv[1]); del sys.argv[:2]; "
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)
PATIENCE: Final = 65.0  # seconds; a little more than the painter gives itself
AT_ONCE: Final = 2  # pictures painted at the same time for one process: 512 MB each at most
MOST_BYTES: Final = 24 * 1024 * 1024  # more than 2048 by 2048 pixels can be


class Died(Exception):
    """The painter gave no picture: a limit ended it, or it could not be started."""


@functools.cache
def walled_in() -> tuple[str, ...]:
    """Return the command before a command that takes the network away; empty where the kernel or system has none."""
    unshare = shutil.which("unshare")
    for how in ((), ("--map-root-user",)):
        command = (unshare or "", "--net", *how, "--")
        if unshare and not subprocess.run([*command, "true"], capture_output=True, check=False, timeout=10).returncode:  # noqa: S603
            return command
    log.warning("pictures are decoded with a network in reach: this system lets us take none away (unshare --net)")
    return ()


class Workshop:
    """One warm painter, and the way to it. May be used by several threads.

    `program` is another child of the same manners: it answers each file with bytes of its own.
    """

    def __init__(self, program: Path | None = None, *, patience: float = PATIENCE, at_once: int = AT_ONCE) -> None:
        self._program, self._patience = program, patience
        self._starting = threading.Lock()
        self._at_once = threading.BoundedSemaphore(at_once)
        self._painter: subprocess.Popen[bytes] | None = None
        self._calls: socket.socket | None = None
        self._empty: tempfile.TemporaryDirectory[str] | None = None

    def painted(self, data: bytes) -> bytes:
        """Return what the painter makes of a file; raise Died."""
        with self._at_once:
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    self._call(theirs)
                ours.settimeout(self._patience)
                try:
                    return _exchanged(ours, data)
                except OSError as error:
                    raise Died from error

    def close(self) -> None:
        """Send the painter home."""
        with self._starting:
            self._send_home()

    def _call(self, line: socket.socket) -> None:
        """Hand the painter a socket; a painter that has gone is replaced once."""
        with self._starting:
            for _try in range(2):
                if self._painter is None or self._painter.poll() is not None:
                    self._start()
                assert self._calls is not None
                try:
                    socket.send_fds(self._calls, [b"p"], [line.fileno()])
                except OSError:
                    self._send_home()
                else:
                    return
            raise Died("the painter does not answer")

    def _start(self) -> None:
        self._send_home()
        self._empty = tempfile.TemporaryDirectory(prefix="bedside-painter-")
        os.chmod(self._empty.name, 0o755)  # noqa: S103  # empty; the painter may be somebody else
        self._calls, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            program = [sys.executable, "-I", "-c", START, SOURCE, str(self._program or PAINTER)]
            command = [*walled_in(), *program, str(number), self._empty.name]
            self._painter = subprocess.Popen(  # noqa: S603  # our own program
                command,
                env={"MALLOC_ARENA_MAX": "1"},  # a thread would take 64 MB of its limit for an arena of its own
                cwd=self._empty.name,
                stdin=subprocess.DEVNULL,
                pass_fds=[number],
            )
        atexit.register(self.close)
        self._calls.settimeout(PATIENCE)
        if self._calls.recv(1) != b"r":
            raise Died("the painter did not start")

    def _send_home(self) -> None:
        if self._calls is not None:
            self._calls.close()
        if self._painter is not None:
            self._painter.kill()
            self._painter.wait()
        if self._empty is not None:
            self._empty.cleanup()
        self._painter = self._calls = self._empty = None


def _exchanged(line: socket.socket, data: bytes) -> bytes:
    line.sendall(data)
    line.shutdown(socket.SHUT_WR)
    out = bytearray()
    while part := line.recv(1 << 20):
        out += part
        if len(out) > MOST_BYTES:
            raise Died("too much")
    if not out:
        raise Died("no picture")
    return bytes(out)


_workshop: dict[int, Workshop] = {}


def local_workshop() -> Workshop:
    """Return this process's workshop; a process that was forked from one with a workshop gets its own."""
    return _workshop.setdefault(os.getpid(), Workshop())
