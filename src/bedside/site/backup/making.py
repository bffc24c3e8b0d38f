"""Making a backup: one moment of the database, its pictures and a few files, encrypted as they are read.

Nothing is written in clear, and no more than some blocks are in memory. The file has its name only when it is whole.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

import bedside
from bedside.kit.backup import tables
from bedside.kit.backup.parts import Measure, signed, write_part
from bedside.kit.backup.sealing import Sealer
from bedside.kit.backup.tables import Connection
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.site.backup.form import (
    CHECKPOINTS,
    ERASED,
    FORM,
    LEFT_OUT,
    SETTINGS,
    Head,
    Manifest,
    as_document,
    plain_settings,
    signing_key,
    site_name,
)
from bedside.site.config import Config

MIGRATIONS: Final = "SELECT app, name FROM django_migrations ORDER BY id"
PICTURES: Final = """SELECT key, false FROM posts_image UNION ALL SELECT key, true FROM records_attachment
                      ORDER BY key"""
AT_ONCE: Final = 1024 * 1024  # bytes that are read of a picture
CHAIN: Final = "SELECT chain_no, encode(hash, 'hex') FROM audit_seal ORDER BY chain_no DESC LIMIT 1"


class BadTarget(Refused):
    """The file cannot be written there."""

    code = "bad_target"


def make(*, config: Config, owner_url: str, file: Path, key: X25519PublicKey) -> Manifest:
    """Write a backup to `file`, over an older one of this name; return what is in it. Raises `BadTarget`, OSError."""
    target = file.resolve()
    if target.is_relative_to(config.data.resolve()):
        do = "Choose another disk, or better another machine."
        raise BadTarget("A backup inside the data directory would be lost with it.", do=do)
    with _written_whole(target) as out, tables.snapshot(owner_url) as connection:
        sealer = Sealer(out, key)
        manifest = _Writing(config, connection, sealer).all()
        sealer.finish()
    return manifest


@contextmanager
def _written_whole(target: Path) -> Iterator[BinaryIO]:
    """Give a new file that takes its name when all went well, and is gone otherwise."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=AT_ONCE) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class _Writing:
    """One backup on its way."""

    def __init__(self, config: Config, connection: Connection, out: Sealer) -> None:
        self._config, self._connection, self._out = config, connection, out

    def all(self) -> Manifest:
        """Write every part, the manifest last, and return it."""
        head = signed(as_document(self._head()), signing_key())
        write_part(self._out, "head", "backup", [head])
        rows = self._tables()
        manifest = Manifest(
            head=sha256(head).hexdigest(),
            tables=rows,
            media=self._media(),
            files=self._files(),  # after the rows: who is erased meanwhile is in the log
            audit=self._audit(rows),
        )
        write_part(self._out, "manifest", "backup", [signed(as_document(manifest), signing_key())])
        return manifest

    def _head(self) -> Head:
        migrations = self._connection.execute(MIGRATIONS).fetchall()
        known = tables.columns(self._connection)
        return Head(
            form=FORM,
            made_at=f"{now():%Y-%m-%dT%H:%M:%SZ}",
            version=bedside.__version__,
            site=site_name(self._config),
            migrations=[[app, name] for app, name in migrations],
            tables={name: columns for name, columns in known.items() if name not in LEFT_OUT},
            sequences={name: list(state) for name, state in tables.sequences(self._connection).items()},
        )

    def _tables(self) -> dict[str, dict[str, Any]]:
        known = tables.columns(self._connection)
        return {
            name: vars(write_part(self._out, "table", name, tables.rows(self._connection, name, columns)))
            for name, columns in known.items()
            if name not in LEFT_OUT
        }

    def _media(self) -> dict[str, Any]:
        """Write every picture that the database knows; one that was deleted since the moment is counted as missing."""
        listed, files, size, missing = sha256(), 0, 0, 0
        with self._connection.cursor("pictures") as cursor:
            for key, in_record in cursor.execute(PICTURES):
                try:
                    measure = self._picture(key, in_record=in_record)
                except FileNotFoundError:
                    missing += 1
                    continue
                files, size = files + 1, size + measure.bytes
                listed.update(f"{key} {measure.sha256}\n".encode())
        return {"files": files, "bytes": size, "missing": missing, "sha256": listed.hexdigest()}

    def _picture(self, key: str, *, in_record: bool) -> Measure:
        from bedside.areas.posts import files  # these need Django to be set up
        from bedside.areas.records import attached

        with (attached if in_record else files).path_of(key).open("rb") as file:
            return write_part(self._out, "media", key, iter(lambda: file.read(AT_ONCE), b""))

    def _files(self) -> dict[str, dict[str, Any]]:
        found = {SETTINGS: json.dumps(plain_settings(self._config), indent=1).encode()}
        for path in [self._config.data / ERASED, *sorted((self._config.data / "audit").glob("checkpoints-*.txt"))]:
            if path.is_file() and (path.name == ERASED or CHECKPOINTS.fullmatch(path.name)):
                found[path.name] = path.read_bytes()
        return {name: vars(write_part(self._out, "file", name, [content])) for name, content in found.items()}

    def _audit(self, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Say where the audit log ended, so that a rehearsal can verify it up to there."""
        head: dict[str, Any] = {"entries": rows["audit_entry"]["lines"], "sealed": 0, "hash": ""}
        last = self._connection.execute(CHAIN).fetchone() if "audit_seal" in rows else None
        return head | ({"sealed": last[0], "hash": last[1]} if last else {})
