"""Picture files: named by 128 random bits, in two levels of directories, outside anything a web server hands out."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from bedside.kit.errors import NoRoom

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def path_of(key: str) -> Path:
    """Return where the picture `key` (32 hexadecimal digits) lies."""
    return Path(settings.MEDIA_DIR) / key[:2] / key[2:]


def keep(key: str, data: bytes) -> None:
    """Write a picture and make sure that it is on the disk before this returns; raise NoRoom, and nothing is kept."""
    path = path_of(key)
    draft = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(draft, data)
        draft.rename(path)
    except OSError as error:
        if error.errno not in FULL:
            raise
        with suppress(OSError):  # on a read-only disk there is nothing to take away, and asking fails
            draft.unlink()
        raise NoRoom from error


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def forget(keys: Iterable[str]) -> None:
    """Remove pictures; those that are gone already are no error."""
    for key in keys:
        path_of(key).unlink(missing_ok=True)


def older_than(moment: datetime) -> Iterator[tuple[str, Path]]:
    """Give every file that was written before `moment`, with the key that a row would name it by."""
    hexadecimal = "[0-9a-f]"
    for path in sorted(Path(settings.MEDIA_DIR).glob(f"{hexadecimal * 2}/{hexadecimal * 30}*")):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
            yield path.parent.name + path.name.removesuffix(".new"), path
