"""The walls around a child that reads strangers' files: what it gives up, for good, before it looks at the first byte.

Used by programs of their own (`painter`, `reader`), in a fork, never by the site's own processes.
"""

import ctypes
import gc
import os
import platform
import resource
import signal
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

NOBODY: Final = 65534
NO_NEW_RIGHTS, FILTER_CALLS, BY_PROGRAM = 38, 22, 2  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER
A_THREAD: Final = 0x10000  # CLONE_THREAD: what tells a new thread from a new process
ALLOW, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026  # go on; EPERM; ENOSYS, at which libc asks the older way

# For each kind of machine: its name for the kernel, `clone`, `clone3`, and the calls that no decoder needs. In order:
# socket, execve, execveat, ptrace, process_vm_readv and _writev, mount, unshare, setns, bpf, perf_event_open, keyctl,
# userfaultfd, io_uring_setup; on the older machine also fork and vfork.
CALLS: Final = {
    "x86_64": (0xC000003E, 56, 435, (41, 59, 322, 101, 310, 311, 165, 272, 308, 321, 298, 250, 323, 425, 57, 58)),
    "aarch64": (0xC00000B7, 220, 435, (198, 221, 281, 117, 270, 271, 40, 97, 268, 280, 241, 219, 282, 425)),
}


@dataclass(frozen=True)
class Limits:
    """Bytes of address space, seconds of computing, and seconds in all."""

    memory: int
    computing: int
    patience: int


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def shut_in(empty: str, limits: Limits) -> list[str]:
    """Give up everything that reading a picture does not need, for good; return the walls that stand."""
    walls = ["limits"]
    try:
        os.chroot(empty)
        os.chdir("/")
        walls.append("files")
    except OSError:
        os.chdir(empty)
    if os.geteuid() == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            walls.append("user")
        except OSError:  # root of a namespace with nobody else in it: an ordinary user outside
            walls.append("namespace")
    if threads_at_most():
        walls.append("calls")
    else:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # no processes, and no threads either: HEIC can't be read
    _limit(limits)
    return walls


def serve(calls: socket.socket, empty: str, *, limits: Limits, answer: Callable[[bytes], bytes]) -> None:
    """Fork for every socket that comes, and send back by it what `answer` makes of the file that comes in by it.

    Each fork shuts itself in before it reads the first byte. Ends when the other side has gone. Call it when all that
    an answer needs is loaded.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks: their sockets say all
    gc.freeze()
    calls.sendall(b"r")
    while True:
        _word, lines, _flags, _address = socket.recv_fds(calls, 1, 1)
        if not lines:
            return
        if os.fork() == 0:
            calls.close()
            try:
                shut_in(empty, limits)
                _answer(socket.socket(fileno=lines[0]), answer)
            finally:
                os._exit(0)
        os.close(lines[0])


def _answer(line: socket.socket, answer: Callable[[bytes], bytes]) -> None:
    parts = []
    while part := line.recv(1 << 20):
        parts.append(part)
    line.sendall(answer(b"".join(parts)))


def _limit(limits: Limits) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.computing),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(kind, (most, most))
    signal.alarm(limits.patience)


def threads_at_most() -> bool:
    """Let this process start threads, but no other process or program, and open no socket (seccomp); say if it stands.

    A limit on the number of processes would stop threads too, and the decoder of HEIC works in one.
    """
    try:
        control = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    steps = _filter()
    if not steps or control(NO_NEW_RIGHTS, 1, 0, 0, 0):
        return False
    program = _Program(len(steps) // 8, steps)
    return not control(FILTER_CALLS, BY_PROGRAM, ctypes.byref(program), 0, 0)


def _filter() -> bytes:
    """Return the program by which the kernel judges every call; nothing for a machine that is not in the table."""
    if platform.system() != "Linux" or platform.machine() not in CALLS:
        return b""
    machine, clone, clone3, refused = CALLS[platform.machine()]
    load, same, any_of, at_least, answer = 0x20, 0x15, 0x45, 0x35, 0x06
    steps = [
        (load, 0, 0, 4),  # the machine for which the call was made
        (same, 1, 0, machine),
        (answer, 0, 0, REFUSE),
        (load, 0, 0, 0),  # the number of the call
        (at_least, 0, 1, 0x40000000),  # the numbers of another way to call, which the table does not know
        (answer, 0, 0, REFUSE),
        (same, 0, 1, clone3),  # its flags lie where a filter can't look
        (answer, 0, 0, UNKNOWN),
        (same, 0, 3, clone),
        (load, 0, 0, 16),  # its flags
        (any_of, 1, 0, A_THREAD),
        (answer, 0, 0, REFUSE),
        (load, 0, 0, 0),
    ]
    for number in refused:
        steps += [(same, 0, 1, number), (answer, 0, 0, REFUSE)]
    steps.append((answer, 0, 0, ALLOW))
    return b"".join(struct.pack("<HBBI", *step) for step in steps)
