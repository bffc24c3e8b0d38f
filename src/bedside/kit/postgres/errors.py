"""What can go wrong with the embedded server, each with a code, what happened and what to do."""

from __future__ import annotations

import errno
import re
from typing import Final

from bedside.kit.processes import StartFailed

LOG_TAIL_LINES: Final = 12


class PostgresError(StartFailed):
    """The database cannot be used. `code` is for machines; `what` and `do` are for the operator."""

    def __init__(self, *, code: str, what: str, do: str, log: str = "") -> None:
        self.code = code
        self.what = what
        self.do = do
        self.log = tail(log)
        super().__init__(f"{what} {do}" + (f"\nThe last lines of its log:\n{self.log}" if self.log else ""))


# Order matters: the first pattern found in the log names the cause. The server writes English (lc_messages = C).
_CAUSES: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        r"No space left on device|Disk quota exceeded",
        "disk_full",
        "The disk that holds the database is full.",
        "Make room on it, then start again. What was saved before is still there.",
    ),
    (
        r"Read-only file system",
        "read_only",
        "The database cannot write: its disk is mounted read-only.",
        "Check the disk, mount it for writing, then start again.",
    ),
    (
        r"could not bind IPv[46] address",
        "port_in_use",
        "Another program already listens on the database's port.",
        "Stop that program, or set another port, then start again.",
    ),
    (
        r"could not bind Unix address|lock file \"[^\"]*\.s\.PGSQL\.\d+\.lock\" already exists",
        "socket_in_use",
        "Another database server already uses the socket.",
        "Stop that server, then start again.",
    ),
    (
        r"lock file \"postmaster\.pid\" already exists|pre-existing shared memory block|"
        r"bogus data in lock file \"postmaster\.pid\"",
        "directory_in_use",
        "Another database server still works on this data directory.",
        "Stop that server, then start again.",
    ),
    (
        r"has wrong ownership",
        "wrong_owner",
        "The data directory belongs to another system user.",
        "Give it back to the user that the server runs as (chown -R), then start again.",
    ),
    (
        r"invalid locale name|locale .* (?:is not|not) (?:found|supported)",
        "no_locale",
        "This machine does not know the locale C.UTF-8.",
        "Install it (on most systems it comes with the C library), then start again.",
    ),
    (
        r"could not map anonymous shared memory|Cannot allocate memory|out of memory",
        "out_of_memory",
        "There is not enough memory for the database.",
        "Free some memory (128 MB and more), then start again.",
    ),
    (
        r"Permission denied",
        "cannot_traverse",
        "The system user of the database may not reach one of its files or directories.",
        "Check the owner and the mode of the path in the log below.",
    ),
)


def classify(log: str) -> PostgresError:
    """Name the cause that the server's own words give; `failed_to_start` when they give none that is known."""
    for pattern, code, what, do in _CAUSES:
        if re.search(pattern, log):
            return PostgresError(code=code, what=what, do=do, log=log)
    return PostgresError(
        code="failed_to_start", what="The database did not start.", do="Its log says why.", log=log or "(empty)"
    )


def from_system(error: OSError) -> PostgresError:
    """Name the cause of a refusal by the operating system while directories and files were being made."""
    where = error.filename or "The data directory"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return classify("No space left on device")
        case errno.EROFS:
            return classify("Read-only file system")
        case errno.EACCES | errno.EPERM:
            what = f"{where} belongs to another system user."
            return PostgresError(code="not_permitted", what=what, do="Start as the same user as before.")
    what = f"{where} cannot be used: {error.strerror or type(error).__name__}."
    return PostgresError(code="failed_to_start", what=what, do="Check the path and its disk.")


def tail(log: str) -> str:
    """Return the last lines of `log` that say something."""
    return "\n".join([line for line in log.splitlines() if line.strip()][-LOG_TAIL_LINES:])
