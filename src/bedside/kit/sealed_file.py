"""Files that are meant to be destroyed: each is encrypted with a random key of its own, which stands at its beginning.

The key is itself sealed with a person's key (`kit.vault`). To destroy a file its beginning is overwritten on the disk
before it is deleted: what a disk keeps of the rest is then noise, also for who has the person's key.
"""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bedside.kit.errors import NoRoom
from bedside.kit.vault import HEAD_BYTES, KEY_BYTES, NONCE_BYTES, CannotOpen, Place, vault

TAG_BYTES = 16
BEGINNING = HEAD_BYTES + KEY_BYTES + TAG_BYTES
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def write(path: Path, data: bytes, *, place: Place, key_no: int | None) -> None:
    """Write `data` and make sure that it is on the disk before this returns; raise NoRoom, and nothing is kept."""
    key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    beginning = vault().seal_bytes(key, place, key_no=key_no)
    draft = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(beginning + nonce + AESGCM(key).encrypt(nonce, data, beginning))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except OSError as error:
        if error.errno not in FULL:
            raise
        with suppress(OSError):  # on a read-only disk there is nothing to take away, and asking fails
            draft.unlink()
        raise NoRoom from error


def read(path: Path, *, place: Place) -> bytes:
    """Return what was written; raise FileNotFoundError, or CannotOpen for a changed file or a key that is gone."""
    sealed = path.read_bytes()
    beginning, nonce = sealed[:BEGINNING], sealed[BEGINNING : BEGINNING + NONCE_BYTES]
    key = vault().open_bytes(beginning, place)
    try:
        return AESGCM(key).decrypt(nonce, sealed[BEGINNING + NONCE_BYTES :], beginning)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(f"{path.name} does not open") from error


def destroy(path: Path) -> None:
    """Overwrite the key at the beginning of a file, then delete it; one that is gone already is no error."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(BEGINNING))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
