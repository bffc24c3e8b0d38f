"""DATA/erased.log: who was erased, so that every restore of an older backup erases them again before the site opens.

One line an account: when, its id, the number of its key. It names nobody: both are random or counted figures that
nothing else holds after the erasure. It is part of the backup set, and is sent off the machine by the operator.

A line of two words, `TIME ended:NUMBER`, is a permission that somebody ended: a restore must not bring back what hung
on it either.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from bedside.kit.clock import now

ENDED = "ended:"


@dataclass(frozen=True)
class Erased:
    """One line."""

    account_id: int
    key_no: int | None


def path() -> Path:
    """Return where the log is."""
    return Path(settings.CONFIG.data) / "erased.log"


def add(line: Erased) -> None:
    """Add a line, on the disk before this returns; an account that is in it already is not added again."""
    if line.account_id in {one.account_id for one in read()}:
        return
    _append(f"{line.account_id} {line.key_no or '-'}")


def add_ended(number: int) -> None:
    """Add the number of a permission that was ended, on the disk before this returns."""
    if number not in read_ended():
        _append(f"{ENDED}{number}")


def _append(words: str) -> None:
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{now():%Y-%m-%dT%H:%M:%SZ} {words}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(file: Path | None = None) -> list[Erased]:
    """Return all lines of the log, or of a copy of it; a last line that was cut off by a crash is left out."""
    rows = _rows(file or path())
    return [Erased(int(row[1]), None if row[2] == "-" else int(row[2])) for row in rows if len(row) == 3]


def read_ended(file: Path | None = None) -> list[int]:
    """Return the permissions that the log, or a copy of it, says were ended."""
    rows = _rows(file or path())
    return [int(row[1].removeprefix(ENDED)) for row in rows if len(row) == 2 and row[1].startswith(ENDED)]


def _rows(file: Path) -> list[list[str]]:
    if not file.exists():
        return []
    whole = file.read_text(encoding="ascii").rpartition("\n")[0]
    return [line.split() for line in whole.splitlines()]


def take_over(file: Path) -> None:
    """Add the lines of another copy of the log to the site's own."""
    for line in read(file):
        add(line)
    for number in read_ended(file):
        add_ended(number)
