"""The system user that the server runs as, and whether that user can reach the data.

PostgreSQL refuses to run as root. When we are root we drop to a named, unprivileged user: the owner of the data that
is already there, else `bedside`, else `postgres`, else `nobody`. `nobody` is the last resort because other programs may
run under that name: an operator who wants better makes a system user `bedside`.
"""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bedside.kit.postgres.errors import PostgresError

CANDIDATES: Final = ("bedside", "postgres", "nobody")
# Asks the kernel as that user, so that access lists count too; prints the first directory that cannot be entered.
_WALK: Final = 'for d do cd "$d" 2>/dev/null || { printf %s "$d"; exit 1; }; done'


@dataclass(frozen=True)
class Account:
    """A system user with a name, as `initdb` and peer authentication need one."""

    name: str
    uid: int
    gid: int


def mine() -> Account:
    """Return the user this process runs as. Raise `PostgresError` (`unnamed_user`) when it has no name."""
    found = _by_uid(os.geteuid())
    if found is None:
        raise PostgresError(
            code="unnamed_user",
            what=f"User number {os.geteuid()} has no name on this machine, and PostgreSQL needs one.",
            do="Run as a user that is listed in /etc/passwd.",
        )
    return found


def for_server(data: Path) -> Account:
    """Return the user that the server on `data` runs as: ourselves, or an unprivileged one when we are root."""
    me = mine()
    if me.uid != 0:
        return me
    if data.is_dir() and (owner := _by_uid(data.stat().st_uid)) and owner.uid != 0:
        return owner
    for name in CANDIDATES:
        if (account := _by_name(name)) and account.uid != 0:
            return account
    raise PostgresError(
        code="no_service_user",
        what="PostgreSQL must not run as root, and there is no other user to run it as.",
        do="Make one: useradd --system bedside",
    )


def check_reachable(path: Path, *, by: Account) -> None:
    """Raise `PostgresError` (`cannot_traverse`) when `by` may not enter `path` or one of the directories above it."""
    if os.geteuid() != 0:
        return
    steps = [str(step) for step in [*reversed(path.parents), path]]
    command = ["/bin/sh", "-c", _WALK, "sh", *steps]
    walk = subprocess.run(  # noqa: S603 - a fixed script; the paths are its arguments
        command, user=by.uid, group=by.gid, extra_groups=[], cwd="/", capture_output=True, text=True, check=False
    )
    if walk.returncode == 0:
        return
    raise PostgresError(
        code="cannot_traverse",
        what=f"The database runs as the user {by.name}, and that user may not enter {walk.stdout or path}.",
        do="Choose a data directory elsewhere (for example under /var/lib), or run as an ordinary user.",
    )


def _by_uid(uid: int) -> Account | None:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _by_name(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
