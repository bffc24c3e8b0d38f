"""What can be kept running: a program with its output, or something that starts and stops itself."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final, Protocol, runtime_checkable

from bedside.kit.processes.tie import end_group, tied

LONGEST_LINE: Final = 65_536
# While the database comes back nobody reads the children's output: there must be room for it. Bytes.
_PIPE_SIZE: Final = 1 << 20


class StartFailed(Exception):
    """A process could not be started; the text says why and what to do."""


@dataclass(frozen=True)
class Child:
    """A program to keep running. `env` is its whole environment. Its output is read line by line."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    stop_timeout: float = 25.0


@runtime_checkable
class Managed(Protocol):
    """Something that starts and stops itself, such as the database."""

    name: str

    @property
    def pid(self) -> int | None:
        """Return its process id, None before the first start."""

    def start(self) -> None:
        """Return when the next child may start, or raise `StartFailed`. Called again after a death."""

    def poll(self) -> int | None:
        """Return None while it runs, else its exit code."""

    def stop(self, *, timeout: float) -> None:
        """Stop within `timeout` seconds, by force if need be."""


class Lines:
    """Cuts the bytes of a pipe into lines. Undecodable bytes are replaced; a line over 64 KiB is cut."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self.pipe = pipe
        self._rest = b""
        os.set_blocking(pipe.fileno(), False)
        if sys.platform == "linux":
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_SIZE)

    def read(self) -> tuple[list[str], bool]:
        """Return the whole lines that have arrived, and whether the pipe is at its end."""
        got = self._bytes()
        if got is None:
            return [], False
        return self._cut(got), not got

    def last_words(self) -> list[str]:
        """Return all that is still in the pipe, an unfinished line too."""
        lines: list[str] = []
        while got := self._bytes():
            lines += self._cut(got)
        return [*lines, *self._cut(b"")]

    def _bytes(self) -> bytes | None:
        try:
            return os.read(self.pipe.fileno(), LONGEST_LINE)
        except BlockingIOError:
            return None

    def _cut(self, got: bytes) -> list[str]:
        """Return the lines that are whole with `got`; no bytes at all mean the end."""
        *whole, self._rest = (self._rest + got).split(b"\n")
        if self._rest and (not got or len(self._rest) >= LONGEST_LINE):
            whole, self._rest = [*whole, self._rest], b""
        return [line.decode("utf-8", "replace").rstrip("\r") for line in whole]


class Program:
    """A `Child` at work: the process and its output."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.name = child.name
        self.lines: Lines | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        path = shutil.which(self.child.argv[0], path=self.child.env.get("PATH", os.defpath))
        if path is None:
            raise StartFailed(f"The program {self.child.argv[0]} is not there or cannot be run.")
        self._process = subprocess.Popen(  # noqa: S603 - the caller's own program
            tied([os.path.abspath(path), *self.child.argv[1:]], on_death=self.child.stop_signal),
            env=dict(self.child.env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        assert self._process.stdout is not None
        self.lines = Lines(self._process.stdout)

    def poll(self) -> int | None:
        return self._process.poll() if self._process else None

    def signal(self) -> None:
        if self._process:
            self._process.send_signal(self.child.stop_signal)

    def kill(self) -> None:
        """End it and whatever it started. Harmless when all are gone."""
        if self._process:
            end_group(self._process.pid)
            self._process.wait()
