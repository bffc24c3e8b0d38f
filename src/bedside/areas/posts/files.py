"""Picture files: named by 128 random bits, in two levels of directories, outside anything a web server hands out."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def path_of(key: str) -> Path:
    """Return where the picture `key` (32 hexadecimal digits) lies."""
    return Path(settings.MEDIA_DIR) / key[:2] / key[2:]


def keep(key: str, data: bytes) -> None:
    """Write a picture and make sure that it is on the disk before this returns."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


def forget(keys: Iterable[str]) -> None:
    """Remove pictures; those that are gone already are no error."""
    for key in keys:
        path_of(key).unlink(missing_ok=True)
