"""The files of attachments: below DATA/media/records, each sealed with a key of its own, and that with its owner's.

They lie with the other files of members, so that a backup holds them and a restore puts them back.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from bedside.areas.records.models.attachments import Attachment
from bedside.kit import sealed_file

FOLDER = "records"


def path_of(key: str) -> Path:
    """Return where the file `key` (32 hexadecimal digits) lies."""
    return _root() / key[:2] / key[2:]


def keep(row: Attachment, data: bytes, *, key_no: int | None) -> None:
    """Write the file of a row that is not saved yet; raise NoRoom, and nothing is kept."""
    sealed_file.write(path_of(row.key), data, place=row.place_of_file, key_no=key_no)


def read(row: Attachment) -> bytes:
    """Return what was kept; raise FileNotFoundError where the file is gone, CannotOpen where its key is."""
    return sealed_file.read(path_of(row.key), place=row.place_of_file)


def destroy(keys: Iterable[str]) -> None:
    """Destroy files; those that are gone already are no error."""
    for key in keys:
        sealed_file.destroy(path_of(key))


def older_than(moment: datetime) -> Iterator[tuple[str, Path]]:
    """Give every file that was written before `moment`, with the key that a row would name it by."""
    for path in sorted(_root().glob("??/*")):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
            yield path.parent.name + path.name.removesuffix(".new"), path


def _root() -> Path:
    return Path(settings.MEDIA_DIR) / FOLDER
