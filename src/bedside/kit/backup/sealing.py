"""A stream encrypted to a public key: X25519, HKDF-SHA-256 and AES-256-GCM in chunks (operations.md section 7).

`MAGIC (16 bytes) | name of the recipient's key (8) | fresh public key (32) | chunks`. A chunk is 64 KiB and its tag;
only the last is shorter. Its nonce is a counter (11 bytes) and a byte that is 1 for the last chunk, its associated data
the head: nothing can be changed, left out, moved or cut off, not even at the border of two chunks. The key is fresh for
each file, so no nonce is used twice under it.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bedside.kit.backup.errors import BadBackup

MAGIC: Final = b"BEDSIDE-BACKUP-1"
NAME_BYTES: Final = 8
KEY_BYTES: Final = 32
HEAD_BYTES: Final = len(MAGIC) + NAME_BYTES + KEY_BYTES
CHUNK: Final = 64 * 1024
TAG: Final = 16
PRIVATE: Final = "bedside-backup-private-1:"
PUBLIC: Final = "bedside-backup-public-1:"


class Sink(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take all of `data`."""


class Source(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; fewer at the end only."""


def new_key() -> X25519PrivateKey:
    """Return a new key pair."""
    return X25519PrivateKey.generate()


def private_text(key: X25519PrivateKey) -> str:
    """Return the private half as one line of text."""
    return PRIVATE + urlsafe_b64encode(key.private_bytes_raw()).decode()


def public_text(key: X25519PublicKey) -> str:
    """Return the public half as one line of text."""
    return PUBLIC + urlsafe_b64encode(key.public_bytes_raw()).decode()


def read_private(text: str) -> X25519PrivateKey:
    """Return the key of `private_text`; raise `BadBackup` for any other text."""
    return X25519PrivateKey.from_private_bytes(_key_bytes(text, PRIVATE, "private"))


def read_public(text: str) -> X25519PublicKey:
    """Return the key of `public_text`; raise `BadBackup` for any other text."""
    return X25519PublicKey.from_public_bytes(_key_bytes(text, PUBLIC, "public"))


def key_name(key: X25519PublicKey) -> bytes:
    """Return the eight bytes by which a file says for which key it is."""
    return sha256(key.public_bytes_raw()).digest()[:NAME_BYTES]


def _key_bytes(text: str, prefix: str, half: str) -> bytes:
    line = text.strip()
    try:
        raw = urlsafe_b64decode(line.removeprefix(prefix))
    except (binascii.Error, ValueError):
        raw = b""
    if not line.startswith(prefix) or len(raw) != KEY_BYTES:
        do = f"Give the file with the line that begins with {prefix}"
        raise BadBackup(f"This is not the {half} half of a backup key.", do=do, code="not_a_key")
    return raw


def _stream_key(shared: bytes, head: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=head, info=b"bedside|backup|1").derive(shared)
    return AESGCM(derived)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Encrypts what is written and hands it to `out`; `finish` writes the last chunk."""

    def __init__(self, out: Sink, recipient: X25519PublicKey) -> None:
        fresh = X25519PrivateKey.generate()
        self._head = MAGIC + key_name(recipient) + fresh.public_key().public_bytes_raw()
        self._key = _stream_key(fresh.exchange(recipient), self._head)
        self._out, self._number, self._waiting = out, 0, bytearray()
        out.write(self._head)

    def write(self, data: bytes) -> None:
        """Take more of the stream."""
        self._waiting += data
        start = 0
        while len(self._waiting) - start > CHUNK:  # a full chunk stays here until it is known not to be the last
            self._put(bytes(self._waiting[start : start + CHUNK]), last=False)
            start += CHUNK
        del self._waiting[:start]

    def finish(self) -> None:
        """Write what is left, marked as the end. Nothing may be written afterwards."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._key.encrypt(_nonce(self._number, last=last), chunk, self._head))
        self._number += 1


class Opener:
    """Reads what a `Sealer` wrote. No byte is handed out before its chunk was found to be whole and in its place.

    Raises `BadBackup`: `not_a_backup`, `wrong_key`, `damaged`.
    """

    def __init__(self, source: Source, key: X25519PrivateKey) -> None:
        self._source = source
        self._head = source.read(HEAD_BYTES)
        if len(self._head) != HEAD_BYTES or not self._head.startswith(MAGIC):
            raise BadBackup("This is not a backup of a Bedside site, or not one of this form.", code="not_a_backup")
        if self._head[len(MAGIC) :][:NAME_BYTES] != key_name(key.public_key()):
            do = "Give the private half of the key pair that the site had when the backup was made."
            raise BadBackup("This key does not open this backup.", do=do, code="wrong_key")
        try:
            shared = key.exchange(X25519PublicKey.from_public_bytes(self._head[-KEY_BYTES:]))
        except ValueError as error:
            raise BadBackup from error
        self._key, self._number = _stream_key(shared, self._head), 0
        self._ahead = source.read(CHUNK + TAG)
        self._opened, self._at, self._over = b"", 0, False

    def read(self, size: int, /) -> bytes:
        """Return `size` bytes, fewer only at the end."""
        pieces = []
        while size and (self._at < len(self._opened) or self._next()):
            piece = self._opened[self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def _next(self) -> bool:
        """Open the next chunk; say whether there was one."""
        if self._over:
            return False
        chunk, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
        self._over = not self._ahead
        try:
            self._opened = self._key.decrypt(_nonce(self._number, last=self._over), chunk, self._head)
        except (InvalidTag, ValueError) as error:
            raise BadBackup from error
        self._number, self._at = self._number + 1, 0
        return bool(self._opened) or self._next()
