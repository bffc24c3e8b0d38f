"""Loading a backup: rows of known tables and nothing else, in one transaction, and pictures beside it.

The tables come from our own migrations, those that the backup names. A backup holds rows in COPY's text form: there is
no statement in it that could be run.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import psycopg
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bedside.kit.backup import BadBackup, tables
from bedside.kit.backup.tables import Connection
from bedside.kit.vault import VERSION
from bedside.site.backup import reading
from bedside.site.backup.form import BIGGEST_FILE, BIGGEST_PICTURE, CHECKPOINTS, ERASED, LEFT_OUT, Head
from bedside.site.backup.reading import Contents, Taker

KIND_OF: Final = {
    "posts_image": "SELECT media_type FROM posts_image WHERE key = %s",
    "records_attachment": "SELECT 'sealed' FROM records_attachment WHERE key = %s",
}
HOW_MANY: Final = "SELECT count(*) FROM {}"
BEGINS: Final = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "sealed": VERSION}
IN_RECORDS: Final = "records"  # a folder of its own, as in areas.records.attached


def load(*, file: Path, key: X25519PrivateKey, first: Contents, data: Path, owner_url: str) -> None:
    """Load what `first` was read from. All of it is there afterwards, or nothing; raise `BadBackup`.

    The pictures take their place in DATA/media after the rows were committed; the other files lie in DATA/from-backup.
    """
    pictures, files = _fresh(data / "media.restoring"), _fresh(data / "from-backup")
    try:
        with tables.connected(owner_url) as connection:
            _fill(connection, file, key, first, _Loading(connection, first, pictures=pictures, files=files))
            os.sync()
            connection.commit()
    except BaseException as error:
        for folder in (pictures, files):  # in clear: not to be left behind
            shutil.rmtree(folder)
        if isinstance(error, psycopg.Error):  # its words may quote rows, which belong into no log
            what = f"The database did not take the rows ({type(error).__name__})."
            raise BadBackup(what, do="Nothing was restored.", code="bad_rows") from None
        raise
    (data / "media").rmdir()
    pictures.rename(data / "media")


def _fill(connection: Connection, file: Path, key: X25519PrivateKey, first: Contents, taker: Taker) -> None:
    with tables.loading(connection):
        tables.empty(connection, first.head.tables)
        if reading.read(file, key, taker) != first:
            raise BadBackup("The file was changed while it was read.")
        tables.set_sequences(connection, {name: (at[0], at[1]) for name, at in first.head.sequences.items()})
        _count_pictures(connection, first)


def check_fit(head: Head, connection: Connection) -> None:
    """Raise `BadBackup` unless the backup's tables and sequences are those that the migrations made."""
    known = {name: sorted(columns) for name, columns in tables.columns(connection).items() if name not in LEFT_OUT}
    stated = {name: sorted(columns) for name, columns in head.tables.items()}
    strange = sorted(name for name in known.keys() | stated.keys() if known.get(name) != stated.get(name))
    strange += sorted(set(tables.sequences(connection)) ^ set(head.sequences))
    if strange:
        what = f"This backup does not fit the tables of its version: {', '.join(strange[:5])}."
        raise BadBackup(what, do="Nothing was restored.", code="unknown_tables")


class _Loading(Taker):
    def __init__(self, connection: Connection, first: Contents, *, pictures: Path, files: Path) -> None:
        self._connection, self._first = connection, first
        self._pictures, self._files = pictures, files

    def table(self, name: str, columns: list[str], blocks: Iterator[bytes]) -> None:
        """Fill it, and see that the database took a line for a row."""
        taken = tables.fill(self._connection, name, columns, blocks)
        if taken != self._first.manifest.tables[name]["lines"]:
            raise BadBackup(f"The database did not take all rows of {name}.", code="bad_rows")

    def picture(self, key: str, blocks: Iterator[bytes]) -> None:
        """Write it where no web server looks, if the database knows it and it is what the database says."""
        kind = self._kind_of(key)
        folder = self._pictures / IN_RECORDS if kind == "sealed" else self._pictures
        path = folder / key[:2] / key[2:]
        path.parent.mkdir(mode=0o700, exist_ok=True, parents=True)
        _write(path, blocks, limit=BIGGEST_PICTURE)
        with path.open("rb") as file:
            beginning = file.read(16)
        if not beginning.startswith(BEGINS.get(kind, b"\0")):
            raise BadBackup("This backup holds a file that is not the picture it says.", code="bad_picture")

    def _kind_of(self, key: str) -> str:
        for question in _of_its_tables(self._first, KIND_OF):
            row = self._connection.execute(question, [key]).fetchone()
            if row is not None:
                return str(row[0])
        raise BadBackup("This backup holds a picture that no row names.", code="unknown_part")

    def file(self, name: str, blocks: Iterator[bytes]) -> None:
        """Write it for the operator to look at; what the site needs of them is taken over later."""
        _write(self._files / name, blocks, limit=BIGGEST_FILE)


def take_over_files(data: Path) -> None:
    """Add what the backup's `erased.log` names to the site's own, and put checkpoints back that are not there."""
    from bedside.areas.people import erased_log  # needs Django to be set up

    for path in sorted((data / "from-backup").iterdir()):
        if path.name == ERASED:
            erased_log.take_over(path)
        elif CHECKPOINTS.fullmatch(path.name):
            (data / "audit").mkdir(mode=0o700, exist_ok=True)
            there = data / "audit" / path.name
            if not there.exists():  # one that is there may be longer: it was kept outside the backup
                shutil.copyfile(path, there)


def _count_pictures(connection: Connection, first: Contents) -> None:
    named = 0
    for question in _of_its_tables(first, {table: HOW_MANY.format(table) for table in KIND_OF}):
        row = connection.execute(question).fetchone()
        named += row[0] if row else 0
    media = first.manifest.media
    if named != media["files"] + media["missing"]:
        raise BadBackup("This backup lacks pictures that its rows name.")


def _of_its_tables(first: Contents, questions: dict[str, str]) -> list[str]:
    """Return the questions about those tables that were there when the backup was made."""
    return [question for table, question in questions.items() if table in first.head.tables]


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _write(path: Path, blocks: Iterable[bytes], *, limit: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    size = 0
    with os.fdopen(handle, "wb") as file:
        for block in blocks:
            size += len(block)
            if size > limit:
                raise BadBackup("A file in this backup is too big.", code="too_big")
            file.write(block)
