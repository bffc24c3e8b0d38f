"""Field encryption and blind indexes.

A sealed value is `0x01 | key_no (8 bytes) | nonce (12) | ciphertext | tag (16)`: AES-256-GCM whose associated data is
`bedside|1|table|column|row id|key_no`, so that a value moved to another row or field does not open.
Keys come from the site's secrets (`Keyring`); the newest seals, every listed one opens. A blind index is HMAC-SHA-256
of the normalised value under a key of its own purpose, cut to 16 bytes: equal values are found, none can be read back.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
INDEX_BYTES = 16
HEAD_BYTES = 1 + 8 + NONCE_BYTES


class CannotOpen(Exception):
    """A sealed value could not be opened: wrong row or field, changed bytes, or a key that is not in the ring."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value stands; part of what is authenticated."""

    table: str
    column: str
    row_id: int

    def associated(self, key_no: int) -> bytes:
        """Return the associated data for a value sealed here with key `key_no`."""
        return f"bedside|1|{self.table}|{self.column}|{self.row_id}|{key_no}".encode()


@dataclass(frozen=True)
class Keyring:
    """The site's keys: `master` maps key number to 32 bytes, the highest seals; `index` keys the blind indexes."""

    master: dict[int, bytes]
    index: bytes

    def __post_init__(self) -> None:
        if not self.master or any(len(key) != KEY_BYTES for key in (*self.master.values(), self.index)):
            raise ValueError("a keyring needs at least one master key and an index key, each of 32 bytes")

    @classmethod
    def fresh(cls) -> "Keyring":
        """Return a ring of new random keys."""
        return cls(master={1: secrets.token_bytes(KEY_BYTES)}, index=secrets.token_bytes(KEY_BYTES))


class Vault:
    """Seals and opens texts, and makes blind indexes, with one keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self._ring = keyring
        self._newest = max(keyring.master)

    def seal(self, text: str, place: Place) -> bytes:
        """Return `text` encrypted for `place`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        key = AESGCM(self._ring.master[self._newest])
        body = key.encrypt(nonce, text.encode(), place.associated(self._newest))
        return VERSION + self._newest.to_bytes(8, "big") + nonce + body

    def open(self, sealed: bytes, place: Place) -> str:
        """Return the text in `sealed`; raise CannotOpen when it does not belong to `place` or no key fits."""
        sealed = bytes(sealed)
        key_no = int.from_bytes(sealed[1:9], "big")
        key = self._ring.master.get(key_no)
        if sealed[:1] != VERSION or key is None:
            raise CannotOpen(f"no key {key_no} for {place.table}.{place.column}")
        try:
            opened = AESGCM(key).decrypt(sealed[9:HEAD_BYTES], sealed[HEAD_BYTES:], place.associated(key_no))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(f"{place.table}.{place.column} does not open") from error
        return opened.decode()

    def index(self, purpose: str, value: str) -> bytes:
        """Return the 16-byte blind index of `value` for `purpose`; case, width and outer blanks do not matter."""
        key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"bedside|index|{purpose}".encode())
        return hmac.digest(key.derive(self._ring.index), normalise(value).encode(), sha256)[:INDEX_BYTES]

    def signer(self, purpose: str) -> Ed25519PrivateKey:
        """Return the site's key for signing `purpose`: the same as long as the secrets file is the same."""
        seed = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"bedside|sign|{purpose}".encode())
        return Ed25519PrivateKey.from_private_bytes(seed.derive(self._ring.index))


def normalise(value: str) -> str:
    """Return `value` in the form in which two spellings of one address are equal."""
    return unicodedata.normalize("NFKC", value).strip().casefold()


_current: Vault | None = None


def configure(keyring: Keyring) -> None:
    """Set the site's keyring; called once when the settings are read."""
    global _current
    _current = Vault(keyring)


def vault() -> Vault:
    """Return the site's vault; raise RuntimeError before `configure`."""
    if _current is None:
        raise RuntimeError("the vault has no keyring yet: settings were not read")
    return _current
