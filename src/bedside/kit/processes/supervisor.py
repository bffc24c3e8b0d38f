"""Keeps children running, in order, until told to stop. One thread, no locks."""

from __future__ import annotations

import os
import selectors
import signal
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

from bedside.kit.processes.program import Child, Managed, Program, StartFailed

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
LONGEST_WAITING_PAUSE: Final = 4.0
STEADY_AFTER: Final = 60.0
DRAIN_LIMIT: Final = 30.0
_KEPT_FOR_MANAGED: Final = 5.0
_TICK: Final = 0.25
_STOPPING: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class _StoppedWhileStarting(BaseException):
    """A stop signal came while a managed thing was starting. No `Exception`: nobody on the way may keep it."""


@dataclass
class Backoff:
    """How long to wait before the next start: doubling, and short again after a steady life. Seconds.

    A child that ends with `os.EX_TEMPFAIL` is well, but something it needs is away: it is never kept waiting long.
    """

    pause: float = FIRST_PAUSE

    def next(self, *, lived: float, code: int | None = None) -> float:
        longest = LONGEST_WAITING_PAUSE if code == os.EX_TEMPFAIL else LONGEST_PAUSE
        if lived >= STEADY_AFTER:
            self.pause = FIRST_PAUSE
        now = min(self.pause, longest)
        self.pause = min(now * 2, longest)
        return now


@dataclass
class _Place:
    """One thing under supervision: when it started, when it is due again."""

    thing: Program | Managed
    started_at: float = 0.0
    due_at: float | None = None
    backoff: Backoff = field(default_factory=Backoff)

    @property
    def name(self) -> str:
        return self.thing.name


class Supervisor:
    """Keeps `children` running, in the given order, until it is told to stop.

    A child that ends is started again after 0.5 s, then 1 s, 2 s, up to 30 s, or 4 s after exit code `os.EX_TEMPFAIL`;
    a life of 60 s makes the pause short again. `on_line` gets each line of output with the child's name before it.
    `on_died` gets name and exit code of a child that ended by itself. Managed things are stopped last, in reverse
    order.
    """

    def __init__(
        self,
        children: Sequence[Child | Managed],
        *,
        on_line: Callable[[str], None],
        on_died: Callable[[str, int], None] | None = None,
        drain_limit: float = DRAIN_LIMIT,
    ) -> None:
        self._places = [_Place(Program(one) if isinstance(one, Child) else one) for one in children]
        self._width = max((len(place.name) for place in self._places), default=0)
        self._on_line = on_line
        self._on_died = on_died
        self._drain_limit = drain_limit
        self._stop_asked = False
        self._starting = False
        self._selector = selectors.DefaultSelector()
        self._bell_out, self._bell_in = _bell()
        self._selector.register(self._bell_out, selectors.EVENT_READ)
        # Not closed after `run`: another thread may be about to ring, and the number could mean another file by then.
        weakref.finalize(self, _close_both, self._bell_out, self._bell_in)

    def run(self) -> int:
        """Start everything, block until told to stop, stop everything.

        Return 0, or 1 when something had to be killed. Raise `StartFailed` when the first start of a child fails; what
        had been started is stopped before.
        """
        with self._signals():
            try:
                self._start_all()
                while not self._stop_asked:
                    self._listen(self._seconds_to_next())
                    self._look_after()
            except _StoppedWhileStarting:
                self._starting = False
            finally:
                forced = self._drain()
        return 1 if forced else 0

    def request_stop(self) -> None:
        """Ask `run` to stop everything and return. May be called from a signal handler or another thread."""
        self._stop_asked = True
        self._ring()

    def pids(self) -> dict[str, int | None]:
        """Return the process ids by name, for a status page and for tests."""
        return {place.name: place.thing.pid for place in self._places}

    def _start_all(self) -> None:
        for place in self._places:
            if self._stop_asked:
                return
            self._start(place)

    def _start(self, place: _Place) -> None:
        place.due_at = None
        self._starting = isinstance(place.thing, Managed)
        try:
            place.thing.start()
        finally:
            self._starting = False
            place.started_at = time.monotonic()
        if isinstance(place.thing, Program) and place.thing.lines:
            self._selector.register(place.thing.lines.pipe, selectors.EVENT_READ, place.thing)

    def _look_after(self) -> None:
        for place in self._places:
            if self._stop_asked:
                return
            if place.due_at is not None:
                self._start_again(place)
            elif (code := place.thing.poll()) is not None:
                self._died(place, code)

    def _start_again(self, place: _Place) -> None:
        if place.due_at is None or place.due_at > time.monotonic():
            return
        try:
            self._start(place)
        except StartFailed as error:
            self._later(place, f"cannot start: {error}")

    def _died(self, place: _Place, code: int) -> None:
        self._clear(place)
        if self._on_died:
            self._on_died(place.name, code)
        self._later(place, _ended(code), code=code)

    def _later(self, place: _Place, why: str, *, code: int | None = None) -> None:
        now = time.monotonic()
        pause = place.backoff.next(lived=now - place.started_at, code=code)
        place.due_at = now + pause
        for line in why.splitlines():
            self._say(place.name, line)
        self._say(place.name, f"starts again in {pause:g} s")

    def _clear(self, place: _Place) -> None:
        """End what a dead child left behind and read its last words."""
        if isinstance(place.thing, Program):
            place.thing.kill()
            self._finish(place.thing)

    def _finish(self, program: Program) -> None:
        if program.lines is None:
            return
        for line in program.lines.last_words():
            self._say(program.name, line)
        self._forget(program)

    def _seconds_to_next(self) -> float:
        due = [place.due_at for place in self._places if place.due_at is not None]
        return max(0.0, min([_TICK, *(moment - time.monotonic() for moment in due)]))

    def _listen(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            if isinstance(key.data, Program):
                self._pass_on(key.data)
            else:
                _silence(self._bell_out)

    def _pass_on(self, program: Program) -> None:
        """Hand on the lines that have come; forget the pipe at its end."""
        if program.lines is None:
            return
        lines, ended = program.lines.read()
        for line in lines:
            self._say(program.name, line)
        if ended:
            self._forget(program)

    def _forget(self, program: Program) -> None:
        if program.lines:
            self._selector.unregister(program.lines.pipe)
            program.lines.pipe.close()
            program.lines = None

    def _say(self, name: str, line: str) -> None:
        try:
            self._on_line(f"{name:<{self._width}} | {line}")
        except BrokenPipeError:  # whoever read our output has gone, as `| head` does: stop in order, silently
            self._on_line = _nowhere
            self._stop_asked = True

    def _drain(self) -> bool:
        """Stop all children at once, then the managed things. Say whether one had to be killed."""
        end = time.monotonic() + self._drain_limit
        programs = [place.thing for place in self._places if isinstance(place.thing, Program)]
        forced = self._drain_programs([one for one in programs if one.pid is not None], end - _KEPT_FOR_MANAGED)
        for place in reversed(self._places):
            if not isinstance(place.thing, Program):
                place.thing.stop(timeout=max(1.0, end - time.monotonic()))
        self._selector.close()
        return forced

    def _drain_programs(self, programs: list[Program], end: float) -> bool:
        began = time.monotonic()
        for program in programs:
            program.signal()
        forced = False
        while programs:
            now = time.monotonic()
            late = [one for one in programs if now >= min(began + one.child.stop_timeout, end) and one.poll() is None]
            for program in late:
                self._say(program.name, "did not stop in time and is killed")
                forced = True
            programs = self._still_running(programs, late)
            self._listen(0.05 if programs else 0)
        return forced

    def _still_running(self, programs: list[Program], late: list[Program]) -> list[Program]:
        ended = [one for one in programs if one in late or one.poll() is not None]
        for program in ended:
            program.kill()
            self._finish(program)
        return [one for one in programs if one not in ended]

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Take the stop signals while running. Only the main thread may; elsewhere `request_stop` is the way."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wanted = [one for one in _STOPPING if signal.getsignal(one) is not signal.SIG_IGN]  # as nohup asks for
        before = {number: signal.signal(number, self._on_signal) for number in wanted}
        bell = signal.signal(signal.SIGCHLD, self._on_child)
        try:
            yield
        finally:
            for number, handler in [*before.items(), (signal.SIGCHLD, bell)]:
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        already, self._stop_asked = self._stop_asked, True
        if self._starting and not already:
            raise _StoppedWhileStarting  # a database that replays its journal may take minutes
        self.request_stop()

    def _on_child(self, number: int, frame: FrameType | None) -> None:
        self._ring()

    def _ring(self) -> None:
        """Wake the loop, if it still runs."""
        try:
            os.write(self._bell_in, b".")
        except BlockingIOError:  # the bell is ringing already
            return


def _nowhere(line: str) -> None:
    """Take a line that nobody can read any more."""


def _bell() -> tuple[int, int]:
    out, into = os.pipe()
    os.set_blocking(out, False)
    os.set_blocking(into, False)
    return out, into


def _close_both(out: int, into: int) -> None:
    os.close(out)
    os.close(into)


def _silence(bell: int) -> None:
    while True:
        try:
            if not os.read(bell, 4096):
                return
        except BlockingIOError:
            return


def _ended(code: int) -> str:
    if code >= 0:
        return f"ended with code {code}"
    return f"was ended by {signal.Signals(-code).name}"
