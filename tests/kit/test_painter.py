"""The child that decodes pictures is shut in, and its death is an answer."""

import os
import platform
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bedside.kit.images import BadImage, cleaned, workshop
from bedside.kit.images.walls import CALLS
from bedside.kit.images.workshop import PAINTER, SOURCE, Died, Workshop, walled_in
from tests.kit.test_images import picture

ASKED = b'{"cover": []}\n'
LOAD = f"""
import importlib.util, os, socket, sys, time
sys.path.insert(0, {SOURCE!r})
spec = importlib.util.spec_from_file_location("painter", {str(PAINTER)!r})
painter = importlib.util.module_from_spec(spec); spec.loader.exec_module(painter)
"""
INSIDE = """
import threading
def threading_works():
    thread = threading.Thread(target=lambda: None); thread.start(); thread.join()
def by_number():
    import ctypes, platform
    fork = {"x86_64": (57,), "aarch64": (220, 17)}.get(platform.machine(), ())  # 17: SIGCHLD, and no flag of a thread
    done = ctypes.CDLL(None, use_errno=True).syscall(*fork, 0, 0, 0, 0) if fork else -1
    if done == 0:
        os._exit(0)
    if done < 0:
        raise OSError("refused")
def tried(act):
    try:
        act()
    except (OSError, MemoryError, RuntimeError) as error:
        return "stopped"
    return "done"
from bedside.kit.images.walls import shut_in
walls = shut_in(sys.argv[1], painter.LIMITS)
print({
    "memory": tried(lambda: bytearray(600 * 1024 * 1024)),
    "network": tried(lambda: socket.socket().connect(("127.0.0.1", int(sys.argv[2])))),
    "reading": tried(lambda: open(sys.argv[3]).close()),
    "listing": tried(lambda: os.listdir("/etc")),
    "writing": tried(lambda: open("evil", "w").close()),
    "forking": tried(lambda: os.fork() or os._exit(0)),
    "another program": tried(lambda: os.execv("/proc/self/exe", ["python", "-c", ""])),
    "forking by number": tried(by_number),
    "any socket": tried(lambda: socket.socket().close()),
    "threads": tried(threading_works),
    "root": "stopped" if os.geteuid() else "done",
    "environment": "stopped" if not set(os.environ) - {"LC_CTYPE"} else "done",
    "walls": walls,
})
"""
HOSTILE = """
real = painter.written_anew
painter.LIMITS = painter.Limits(memory=painter.LIMITS.memory, computing=1, patience=1)
def hostile(data, cover=()):
    if data == b"spin":
        while True: pass
    if data == b"sleep":
        time.sleep(60)
    if data == b"grow":
        while True: data += data or b"x"
    if data == b"crash":
        os.kill(os.getpid(), 11)
    if data == b"flood":
        return {"width": 1, "height": 1, "media_type": "image/png"}, bytes(30_000_000)
    return real(data, cover)
painter.written_anew = hostile
painter.work(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
"""


@pytest.mark.asvs("13.3.2")
def test_a_fork_has_no_files_no_memory_to_waste_and_no_secrets(tmp_path: Path) -> None:
    import ast
    import socket

    empty, secret = tmp_path / "empty", tmp_path / "secrets.toml"
    empty.mkdir()
    secret.write_text("secret")
    secret.chmod(0o600)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        command = [*walled_in(), sys.executable, "-I", "-c", LOAD + INSIDE, str(empty), port, str(secret)]
        done = subprocess.run(command, env={}, capture_output=True, text=True, check=True, timeout=60)
    found = ast.literal_eval(done.stdout)
    must = {"memory", "environment"}
    must |= {"network"} if walled_in() else set()
    must |= {"reading", "listing", "writing"} if "files" in found["walls"] else set()
    must |= {"root"} if "user" in found["walls"] else set()
    must |= (
        {"forking", "forking by number", "another program", "any socket", "network"}
        if "calls" in found["walls"]
        else {"threads"}
    )
    assert {name for name in must if found[name] != "stopped"} == set()
    if os.geteuid() == 0:
        assert {"files", "limits"} <= set(found["walls"])
    if platform.system() == "Linux" and platform.machine() in CALLS:
        assert "calls" in found["walls"]
        assert found["threads"] == "done"  # without one no HEIC can be read


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    """A workshop whose painter does what a file says, with a second to compute."""
    program = tmp_path / "hostile.py"
    program.write_text(LOAD + HOSTILE)
    monkeypatch.setattr(workshop, "PAINTER", program)
    made = Workshop()
    yield made
    made.close()


@pytest.mark.asvs("15.2.2", "16.5.2")
@pytest.mark.parametrize("what", ["spin", "sleep", "crash", "flood"])
def test_a_picture_that_a_limit_ends_is_no_picture_and_the_next_one_is(hostile: Workshop, what: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Died):
        hostile.painted(ASKED + what.encode())
    assert time.monotonic() - begun < 30  # the fork's own limit, not the parent's patience
    assert hostile.painted(ASKED + picture()).startswith(b'{"media_type": "image/jpeg"')


def test_a_picture_that_wants_all_memory_is_no_picture(hostile: Workshop) -> None:
    with pytest.raises(Died):
        hostile.painted(ASKED + b"grow")


def test_a_killed_fork_is_told_as_a_bad_picture(hostile: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.kit.images.local_workshop", lambda: hostile)
    with pytest.raises(BadImage):
        cleaned(b"crash")


def test_a_painter_that_was_killed_is_replaced() -> None:
    made = Workshop()
    made.painted(ASKED + picture())
    assert made._painter is not None
    os.kill(made._painter.pid, signal.SIGKILL)
    made._painter.wait()
    assert made.painted(ASKED + picture()).startswith(b'{"media_type"')
    made.close()


def test_a_painter_goes_home_when_its_workshop_closes() -> None:
    made = Workshop()
    made.painted(ASKED + picture())
    painter, empty = made._painter, made._empty
    assert painter is not None
    assert empty is not None
    made.close()
    assert painter.returncode is not None
    assert not Path(empty.name).exists()


def test_many_threads_get_their_own_pictures() -> None:
    made, got = Workshop(), {}

    def paint(n: int) -> None:
        got[n] = made.painted(ASKED + picture(size=(n, 10))).partition(b"\n")[0]

    threads = [threading.Thread(target=paint, args=[n]) for n in range(20, 28)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made.close()
    assert all(f'"width": {n}'.encode() in said for n, said in got.items())
    assert len(got) == 8
