"""The supervisor of processes, on real ones."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from bedside.kit.processes import Child, StartFailed, Supervisor
from bedside.kit.processes.supervisor import Backoff

ENV = {"PATH": os.environ["PATH"]}
OBEYS = "import signal, time; print('up', flush=True); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
WITH_A_CHILD = """
import subprocess, sys, time
print("grandchild", subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""
# A whole supervisor in a process of its own; its first lines name the processes.
OUTER = """
import sys
from bedside.kit.processes import Child, Supervisor
children = [Child(f"c{n}", [sys.executable, "-S", "-c", code], {}) for n, code in enumerate(sys.argv[1:])]
supervisor = Supervisor(children, on_line=lambda line: print(line, supervisor.pids(), flush=True))
sys.exit(supervisor.run())
"""


@pytest.fixture(autouse=True, scope="module")
def _hangup_is_heard() -> Iterator[None]:
    """Under nohup the tests would hand down that SIGHUP is ignored, and a supervisor keeps to that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def python(name: str, code: str, *, stop_timeout: float = 25.0) -> Child:
    return Child(name, [sys.executable, "-S", "-c", code], ENV, stop_timeout=stop_timeout)


def until(happened: Callable[[], bool], *, seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


def run_until(supervisor: Supervisor, happened: Callable[[], bool]) -> int:
    """Run here, in the main thread; stop when `happened`, which another thread watches."""

    def watch() -> None:
        until(happened)
        supervisor.request_stop()

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = supervisor.run()
    watcher.join()
    return code


class Pretend:
    """A managed thing that writes down what happens to it."""

    pid = None

    def __init__(self, name: str, *, story: list[str], fails: int = 0) -> None:
        self.name = name
        self.story = story
        self.fails = fails
        self.code: int | None = None

    def start(self) -> None:
        if self.fails > 0 and "died" in self.story:
            self.fails -= 1
            raise StartFailed("The disk is full. Make room on it.")
        self.code = None
        self.story.append(f"start {self.name}")

    def poll(self) -> int | None:
        return self.code

    def stop(self, *, timeout: float) -> None:
        self.story.append(f"stop {self.name}")


@pytest.mark.asvs("16.2.4")
def test_each_line_bears_its_childs_name() -> None:
    lines: list[str] = []
    children = [
        python(
            "web",
            "print('one'); print('two'); import time; time.sleep(60)".replace("'one'", "'one', flush=True").replace(
                "'two'", "'two', flush=True"
            ),
        ),
        python("worker", OBEYS),
    ]
    run_until(Supervisor(children, on_line=lines.append), lambda: len(lines) >= 3)
    assert {"web    | one", "web    | two", "worker | up"} <= set(lines)


def test_bytes_that_are_no_text_and_endless_lines_are_passed_on() -> None:
    lines: list[str] = []
    code = "import os, time; os.write(1, b'\\xff\\n'); os.write(1, b'x' * 70000); time.sleep(60)"
    run_until(Supervisor([python("a", code)], on_line=lines.append), lambda: len(lines) >= 2)
    assert (lines[0], lines[1][:8]) == ("a | \ufffd", "a | xxxx")


def test_last_words_without_a_line_end_are_heard() -> None:
    lines: list[str] = []
    code = "import os; os.write(2, b'cannot go on')"
    run_until(Supervisor([python("a", code)], on_line=lines.append), lambda: len(lines) >= 3)
    assert lines[:3] == ["a | cannot go on", "a | ended with code 0", "a | starts again in 0.5 s"]


def test_a_crashed_child_is_started_again_with_longer_and_longer_pauses() -> None:
    lines: list[str] = []
    births: list[float] = []

    def note(line: str) -> None:
        lines.append(line)
        if line.endswith("born"):
            births.append(time.monotonic())

    run_until(
        Supervisor([python("a", "print('born', flush=True); raise SystemExit(3)")], on_line=note),
        lambda: len(births) >= 3,
    )
    first, second = [later - earlier for earlier, later in pairwise(births[:3])]
    assert (first >= 0.5, second >= 1.0, "a | ended with code 3" in lines) == (True, True, True)


def test_the_pause_doubles_up_to_half_a_minute_and_is_short_again_after_a_steady_life() -> None:
    backoff = Backoff()
    pauses = [backoff.next(lived=1.0) for _ in range(8)]
    assert [*pauses, backoff.next(lived=60.0)] == [0.5, 1, 2, 4, 8, 16, 30, 30, 0.5]


def test_who_only_waits_for_something_is_never_kept_waiting_long() -> None:
    backoff = Backoff()
    pauses = [backoff.next(lived=1.0, code=os.EX_TEMPFAIL) for _ in range(5)]
    assert pauses == [0.5, 1, 2, 4, 4]
    assert [backoff.next(lived=1.0, code=1) for _ in range(2)] == [4, 8]
    assert backoff.next(lived=1.0, code=os.EX_TEMPFAIL) == 4


def test_a_killed_child_is_started_again_and_the_death_is_told() -> None:
    lines: list[str] = []
    deaths: list[tuple[str, int]] = []

    def told(name: str, code: int) -> None:
        deaths.append((name, code))

    supervisor = Supervisor([python("a", OBEYS)], on_line=lines.append, on_died=told)

    def killed_and_back() -> bool:
        if lines.count("a | up") == 1 and not deaths:
            os.kill(supervisor.pids()["a"] or 0, signal.SIGKILL)
            until(lambda: bool(deaths))
        return lines.count("a | up") == 2

    run_until(supervisor, killed_and_back)
    assert (lines.count("a | up"), deaths) == (2, [("a", -signal.SIGKILL)])


def test_what_a_dead_child_left_behind_is_ended_before_it_starts_again() -> None:
    lines: list[str] = []
    supervisor = Supervisor([python("a", WITH_A_CHILD)], on_line=lines.append)

    def grandchildren() -> list[int]:
        return [int(line.split()[-1]) for line in lines if "grandchild" in line]

    def killed_and_back() -> bool:
        if len(grandchildren()) == 1 and len(lines) == 1:
            os.kill(supervisor.pids()["a"] or 0, signal.SIGKILL)
            until(lambda: len(lines) > 1)
        return len(grandchildren()) == 2

    run_until(supervisor, killed_and_back)
    assert until(lambda: not any(alive(pid) for pid in grandchildren()))


def test_a_stop_that_all_obey_ends_with_code_0() -> None:
    lines: list[str] = []
    supervisor = Supervisor([python("a", OBEYS), python("b", OBEYS)], on_line=lines.append)
    assert run_until(supervisor, lambda: len(lines) == 2) == 0


def test_a_child_that_does_not_obey_is_killed_after_its_time() -> None:
    lines: list[str] = []
    supervisor = Supervisor([python("a", DEAF, stop_timeout=0.3)], on_line=lines.append)
    code = run_until(supervisor, lambda: len(lines) == 1)
    assert (code, lines[-1]) == (1, "a | did not stop in time and is killed")


def test_no_child_may_take_longer_than_the_limit_for_all() -> None:
    lines: list[str] = []
    supervisor = Supervisor([python("a", DEAF, stop_timeout=500)], on_line=lines.append, drain_limit=5.5)
    began: list[float] = []

    def ready() -> bool:
        began[:] = [time.monotonic()]
        return len(lines) == 1

    assert (run_until(supervisor, ready), time.monotonic() - began[0] < 5.5) == (1, True)


def test_managed_things_start_first_and_stop_last() -> None:
    story: list[str] = []
    lines: list[str] = []
    supervisor = Supervisor(
        [Pretend("database", story=story), python("web", OBEYS)],
        on_line=lambda line: (lines.append(line), story.append("up"))[1],
    )
    run_until(supervisor, lambda: bool(lines))
    assert story == ["start database", "up", "stop database"]


def test_a_managed_thing_that_died_is_started_again_until_it_can() -> None:
    story: list[str] = []
    lines: list[str] = []
    database = Pretend("database", story=story, fails=1)

    def die() -> bool:
        if story == ["start database"]:
            story.append("died")
            database.code = 1
        return story.count("start database") == 2

    run_until(Supervisor([database], on_line=lines.append), die)
    assert [line.split("| ")[1] for line in lines] == [
        "ended with code 1",
        "starts again in 0.5 s",
        "cannot start: The disk is full. Make room on it.",
        "starts again in 1 s",
    ]


def test_a_first_start_that_fails_stops_what_was_started() -> None:
    story: list[str] = []
    supervisor = Supervisor([Pretend("database", story=story), Child("web", ["/no/such/program"], ENV)], on_line=print)
    with pytest.raises(StartFailed, match="/no/such/program"):
        supervisor.run()
    assert story == ["start database", "stop database"]


def test_a_stop_signal_breaks_off_a_long_start() -> None:
    story: list[str] = []
    slow = Pretend("database", story=story)

    def start() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)

    slow.start = start  # type: ignore[method-assign]  # a start that takes long
    began = time.monotonic()
    code = Supervisor([slow], on_line=print).run()
    assert (code, story, time.monotonic() - began < 5) == (0, ["stop database"], True)


def test_signal_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    run_until(Supervisor([], on_line=print), lambda: True)
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_child_gets_its_own_environment_and_no_other() -> None:
    lines: list[str] = []
    child = Child("a", ["/bin/sh", "-c", "env; sleep 60"], {"ONLY": "1", "PATH": "/usr/bin:/bin"})
    run_until(Supervisor([child], on_line=lines.append), lambda: len(lines) >= 3)
    assert {"a | ONLY=1", "a | PATH=/usr/bin:/bin"} <= set(lines)
    assert {line.split("=")[0] for line in lines} <= {
        "a | ONLY",
        "a | PATH",
        "a | PWD",
        "a | SHLVL",
        "a | _",
        "a | LC_CTYPE",
    }


ORDINARY = (1 << 31) - 1  # signals 1 to 31; 32 and 33 are the C library's own, and may be handed down ignored


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_child_ignores_no_signal() -> None:
    lines: list[str] = []
    child = Child("a", ["/bin/sh", "-c", "grep SigIgn /proc/self/status; sleep 60"], ENV)
    run_until(Supervisor([child], on_line=lines.append), lambda: bool(lines))
    ignored = int(lines[0].split()[-1], 16)
    assert ignored & ORDINARY == 0


def outer(*codes: str) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a supervisor of its own; return it and the processes it named when all were up."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", OUTER, *codes], stdout=subprocess.PIPE, text=True, env=environ, start_new_session=True
    )
    assert process.stdout is not None
    for _ in codes:
        process.stdout.readline()
    return process, [child.pid for child in psutil.Process(process.pid).children()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_signal_ends_everything_in_time(number: signal.Signals) -> None:
    process, children = outer(OBEYS, OBEYS)
    process.send_signal(number)
    process.communicate(timeout=10)
    assert (process.returncode, len(children), [alive(pid) for pid in children]) == (0, 2, [False, False])


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells children on Linux only")
@pytest.mark.parametrize("whole_group", [False, True])
def test_a_killed_supervisor_takes_its_children_along(whole_group: bool) -> None:
    process, children = outer(OBEYS, OBEYS)
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
    process.communicate(timeout=10)
    assert (len(children), until(lambda: not any(alive(pid) for pid in children))) == (2, True)


def test_output_that_nobody_reads_any_more_stops_everything_in_order(tmp_path: Path) -> None:
    process, children = outer(OBEYS, "import time\nwhile True: print('tick', flush=True); time.sleep(0.05)")
    assert process.stdout is not None
    process.stdout.close()
    process.wait(timeout=15)
    assert [alive(pid) for pid in children] == [False, False]
