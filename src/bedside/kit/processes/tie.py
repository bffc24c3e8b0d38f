"""Children that do not outlive us: on Linux the kernel tells each child when its parent dies, even by SIGKILL."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Final

# Runs between fork and the real program: drops to another user, asks the kernel for a signal when the parent dies, and
# leaves if it died already. A program of its own, because Python code between fork and exec is not safe with threads,
# and because the kernel forgets the request when the user changes.
_TIE: Final = """
import ctypes, os, signal, sys
number, parent, uid, gid = map(int, sys.argv[1:5])
if uid >= 0:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
if number:
    ctypes.CDLL(None).prctl(1, number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)
for ignored in (signal.SIGPIPE, signal.SIGXFSZ):
    signal.signal(ignored, signal.SIG_DFL)
os.execv(sys.argv[5], sys.argv[5:])
"""


def tied(argv: Sequence[str], *, on_death: signal.Signals, user: tuple[int, int] | None = None) -> list[str]:
    """Return the command that runs `argv` as `user` (uid, gid) and gets `on_death` when this process dies.

    `argv[0]` is an absolute path. The tie is there on Linux only, and only for children started from the main thread:
    the kernel watches the thread that forked, and another thread may end long before the process.
    """
    watched = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
    uid, gid = user or (-1, -1)
    numbers = [int(on_death) if watched else 0, os.getpid(), uid, gid]
    return [sys.executable, "-I", "-S", "-c", _TIE, *map(str, numbers), *argv]


def end_group(pid: int) -> None:
    """Kill what is left of the process group that `pid` leads."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # nobody is left (macOS says it the second way)
        return
