"""The files of copies that members asked for: DATA/exports, out of the backup set, gone with their link."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def directory() -> Path:
    """Return where the files are; made, for this system user alone, when it is missing."""
    found = Path(settings.CONFIG.data) / "exports"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def path_of(code: str) -> Path:
    """Return the file of the copy with this code (32 hexadecimal digits)."""
    return directory() / f"{code}.zip"


def forget(codes: Iterable[str]) -> None:
    """Delete files; those that are gone already are no error."""
    for code in codes:
        path_of(code).unlink(missing_ok=True)
