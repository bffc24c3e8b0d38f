"""The directory of one cluster: who owns which part of it, what state it is in, and the lock on it.

DIR/postgres/            ours (root's when we are root): the server cannot put links in our way
    data/                the server's, 0700: the cluster; made as data.new and renamed when whole
    log/                 the server's, 0700
    run/                 the server's, 0700: the socket, if its path is short enough for the system
    conf/                ours: settings and who may log in
    supervisor.lock      ours: locked while a supervisor lives; holds its process id
    server.pid           ours: the process id of the server that we started last
    startup.log          ours: what the server said before its own log began
    socket               ours: where the socket directory is
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Final

from bedside.kit.postgres.account import Account, check_reachable
from bedside.kit.postgres.binaries import FORCED_BY, Binaries
from bedside.kit.postgres.config import PORT
from bedside.kit.postgres.errors import PostgresError

OURS: Final = frozenset(
    {"data", "data.new", "log", "run", "conf", "supervisor.lock", "server.pid", "startup.log", "socket"}
)
# sun_path of sockaddr_un holds 108 bytes with the closing NUL on Linux, 104 on the BSDs and macOS.
LONGEST_SOCKET_PATH: Final = 107 if sys.platform == "linux" else 103
LOG_FILES_KEPT: Final = 5
SHORT_PLACE: Final = Path("/tmp")  # noqa: S108 - short on every system; owner and kind of what we use are checked


class Directory:
    """The paths of one cluster under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.abspath(root))
        self.data = self.root / "data"
        self.log = self.root / "log"
        self.conf = self.root / "conf"
        self.startup_log = self.root / "startup.log"
        self._lock_file = self.root / "supervisor.lock"
        self._pid_file = self.root / "server.pid"
        self._lock: int | None = None

    @property
    def socket(self) -> Path:
        """The directory of the socket: `run`, or one with a short name that was noted at the last start.

        The note of a directory that was copied would lead to the original, so it counts only where it is needed.
        """
        place, note = self._socket_place(), self.root / "socket"
        if place.parent != self.root and note.is_file():
            return Path(note.read_text(encoding="utf-8").strip())
        return place

    def major(self) -> int | None:
        """Return the version of PostgreSQL that wrote the data; None when there is no cluster yet."""
        file = self.data / "PG_VERSION"
        if not file.is_file():
            return None
        text = file.read_text(encoding="ascii", errors="replace").strip()
        if not text.isdecimal():
            raise PostgresError(
                code="damaged", what=f"{file} does not name a version.", do="Nothing was changed. Restore a backup."
            )
        return int(text)

    def check(self, binaries: Binaries) -> None:
        """Look without touching. Raise `PostgresError`: `not_ours`, `data_newer`, `data_older`."""
        if not self.root.exists():
            return
        if self.root.is_symlink() or not self.root.is_dir():
            raise _not_ours(self.root)
        self._check_foreign()
        major = self.major()
        if major is not None and major != binaries.version[0]:
            raise _other_version(self.data, major, binaries)

    def prepare(self, server: Account) -> None:
        """Make what is missing. Raise `PostgresError` (`cannot_traverse`, `socket_in_use`)."""
        _make_parents(self.root)
        check_reachable(self.root.parent, by=server)
        as_root = os.geteuid() == 0
        _make(self.root, mode=0o711 if as_root else 0o700)
        _make(self.conf, mode=0o755 if as_root else 0o700)
        _make(self.log, mode=0o700, owner=server)
        self._make_socket_place(server)
        if self.data.is_dir():
            self.data.chmod(0o700)

    def lock(self) -> bool:
        """Become the one supervisor; say whether we were before. The lock dies with the process.

        Raise `PostgresError` (`directory_in_use`).
        """
        if self._lock is not None:
            return True
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        lock = os.open(self._lock_file, flags, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(lock)
            raise PostgresError(
                code="directory_in_use",
                what=f"Another process (number {holder}) already runs the database in {self.root}.",
                do="Stop it, or choose another data directory.",
            ) from None
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode("ascii"))
        self._lock = lock
        return False

    def unlock(self) -> None:
        """Let another supervisor have the directory."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def new_data(self, server: Account) -> Path:
        """Return an empty directory for `initdb`, rid of what an interrupted one left."""
        new = self.root / "data.new"
        if new.exists():
            shutil.rmtree(new)
        _make(new, mode=0o700, owner=server)
        return new

    def note_server(self, pid: int) -> None:
        """Remember which process we started, to know it again after a crash of ours."""
        self._pid_file.write_text(str(pid), encoding="ascii")

    def left_behind(self) -> int | None:
        """Return the server that a killed supervisor of ours left running on this directory, if there is one."""
        pid = _number(self._pid_file)
        if pid is None or pid != _number(self.data / "postmaster.pid") or not _works_in(pid, self.data):
            return None
        return pid

    def prune_log(self) -> None:
        """Keep the newest log files only."""
        for old in self._log_files()[:-LOG_FILES_KEPT]:
            old.unlink(missing_ok=True)

    def words(self, *, limit: int = 20_000) -> str:
        """Return what the server said at its last start: before its log began, then in the newest log file."""
        newest = self._log_files()[-1:]
        return "\n".join(_end_of(file, limit) for file in [*newest, self.startup_log])

    def forget_log(self) -> None:
        """Begin a new story: what was said at an earlier start must not explain this one."""
        self.startup_log.write_bytes(b"")

    def _log_files(self) -> list[Path]:
        return sorted(self.log.glob("postgres-*.log")) if self.log.is_dir() else []

    def _check_foreign(self) -> None:
        foreign = sorted(entry.name for entry in self.root.iterdir() if entry.name not in OURS)
        if foreign:
            raise _not_ours(self.root / foreign[0])
        if self.data.is_symlink() or (self.data.exists() and not self.data.is_dir()):
            raise _not_ours(self.data)
        if self.major() is None and self.data.is_dir() and any(self.data.iterdir()):
            raise _not_ours(self.data)

    def _socket_place(self) -> Path:
        inside = self.root / "run"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return inside
        return SHORT_PLACE / ("bedside-" + hashlib.sha256(os.fsencode(self.root.resolve())).hexdigest()[:16])

    def _make_socket_place(self, server: Account) -> None:
        place = self._socket_place()
        _make(place, mode=0o700, owner=server)
        found = place.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != server.uid:
            raise PostgresError(
                code="socket_in_use",
                what=f"{place} is needed for the database's socket and belongs to somebody else.",
                do="Remove it, or choose a data directory with a shorter path.",
            )
        place.chmod(0o700)
        (self.root / "socket").write_text(f"{place}\n", encoding="utf-8")


def _make_parents(path: Path) -> None:
    """Make the missing directories above `path`; as root so that others may pass through. Those that exist stay."""
    missing = [parent for parent in path.parents if not parent.exists()]
    for parent in reversed(missing):
        _make(parent, mode=0o711 if os.geteuid() == 0 else 0o700)


def _make(path: Path, *, mode: int, owner: Account | None = None) -> None:
    """Make one directory if it is missing, with this mode whatever the umask is."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        return
    path.chmod(mode)
    if owner and os.geteuid() == 0:
        os.chown(path, owner.uid, owner.gid)


def _not_ours(path: Path) -> PostgresError:
    return PostgresError(
        code="not_ours",
        what=f"{path} was not made by this program, so nothing was changed.",
        do="Choose an empty directory or one that does not exist yet.",
    )


def _other_version(data: Path, major: int, binaries: Binaries) -> PostgresError:
    ours = binaries.version[0]
    return PostgresError(
        code="data_newer" if major > ours else "data_older",
        what=f"The data in {data} is of PostgreSQL {major}, and the programs here are PostgreSQL {ours}.",
        do=f"Nothing was changed. Install PostgreSQL {major} and set {FORCED_BY} to its bin directory.",
    )


def _number(file: Path) -> int | None:
    try:
        return int(_end_of(file, 4096).split("\n")[0])
    except ValueError:
        return None


def _works_in(pid: int, data: Path) -> bool:
    """Say whether `pid` is a server on `data` and no stranger with a number used again: its working directory tells."""
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")) == data.resolve()
    except OSError:
        return False


def _end_of(file: Path, limit: int) -> str:
    """Read the end of a file that the server may have written, following no link. Empty when it is not there."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    with open(handle, "rb") as stream:
        stream.seek(max(0, os.fstat(handle).st_size - limit))
        return stream.read(limit).decode("utf-8", "replace")
