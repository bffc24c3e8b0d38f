"""Field encryption and blind indexes.

A sealed value is `0x01 | key_no (8 bytes) | nonce (12) | ciphertext | tag (16)`: AES-256-GCM whose associated data is
`bedside|1|table|column|row id|key_no`, so that a value moved to another row or field does not open.

What somebody told is sealed with that person's own key (`kit.keystore`; numbers from 2^32): when the key is destroyed,
every copy of the value is unreadable. What is nobody's, or lives for a session only, is sealed with the site's newest
master key (`Keyring`); every listed one opens. A blind index is HMAC-SHA-256 of the normalised value under a key of its
own purpose, cut to 16 bytes: equal values are found, none can be read back.
"""

import hmac
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bedside.kit.keystore import FIRST, KeyStore, NoSuchKey

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
INDEX_BYTES = 16
HEAD_BYTES = 1 + 8 + NONCE_BYTES
REREAD_EVERY = 1.0  # seconds: an unknown number in a value that a stranger sends must not cost a look at the disk


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
    """Seals and opens texts, and makes blind indexes, with one keyring and the store of persons' keys.

    `reread` gives the keyring as it is on the disk now: asked when a key is unknown, since another process may have
    made a newer one.
    """

    def __init__(
        self,
        keyring: Keyring,
        *,
        store: Path | None = None,
        reread: Callable[[], Keyring] | None = None,
        durable: bool = True,
    ) -> None:
        self._ring, self._reread, self._reread_at = keyring, reread, 0.0
        self._store: KeyStore | None = None
        if store is not None:
            self._store = KeyStore(store, master_of=self._master, newest=self.newest, durable=durable)

    @property
    def store(self) -> KeyStore:
        """The keys of persons; raise RuntimeError for a vault without a store."""
        if self._store is None:
            raise RuntimeError("this vault has no store of persons' keys")
        return self._store

    def newest(self) -> tuple[int, bytes]:
        """Return the number of the master key that seals and wraps now, and the key."""
        number = max(self._ring.master)
        return number, self._ring.master[number]

    def use(self, keyring: Keyring) -> None:
        """Go on with another keyring: one with a newer master key."""
        self._ring = keyring

    def seal(self, text: str, place: Place, *, key_no: int | None = None) -> bytes:
        """Return `text` encrypted for `place`: with the person's key `key_no`, or the site's where there is no person.

        Raises `CannotOpen` for a person's key that was destroyed: nothing is written for who was erased.
        """
        return self.seal_bytes(text.encode(), place, key_no=key_no)

    def seal_bytes(self, data: bytes, place: Place, *, key_no: int | None = None) -> bytes:
        """Return `data` encrypted as `seal` does with a text: for a file, up to some megabytes."""
        number, key = self.newest() if key_no is None else (key_no, self._key(key_no, place))
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = AESGCM(key).encrypt(nonce, data, place.associated(number))
        return VERSION + number.to_bytes(8, "big") + nonce + body

    def open(self, sealed: bytes, place: Place) -> str:
        """Return the text in `sealed`; raise CannotOpen when it does not belong to `place` or no key fits."""
        return self.open_bytes(sealed, place).decode()

    def open_bytes(self, sealed: bytes, place: Place) -> bytes:
        """Return the bytes in `sealed`; raise CannotOpen as `open` does."""
        return _opened(bytes(sealed), place, lambda key_no: AESGCM(self._key(key_no, place)))

    def opener(self) -> Callable[[bytes, Place], bytes]:
        """Return what does as `open_bytes` for many values of one moment: the store is asked once for each key.

        For one page or one step; who keeps it longer goes on opening what was destroyed meanwhile.
        """
        ready: dict[int, AESGCM] = {}

        def open_bytes(sealed: bytes, place: Place) -> bytes:
            def key_of(key_no: int) -> AESGCM:
                if key_no not in ready:
                    ready[key_no] = AESGCM(self._key(key_no, place))
                return ready[key_no]

            return _opened(bytes(sealed), place, key_of)

        return open_bytes

    def _key(self, key_no: int, place: Place) -> bytes:
        if key_no >= FIRST:
            try:
                return self.store.key(key_no)
            except NoSuchKey as error:
                raise CannotOpen(f"{error}, for {place.table}.{place.column}") from error
        key = self._master(key_no)
        if key is None:
            raise CannotOpen(f"no key {key_no} for {place.table}.{place.column}")
        return key

    def _master(self, number: int) -> bytes | None:
        if number not in self._ring.master and self._reread and time.monotonic() - self._reread_at > REREAD_EVERY:
            self._reread_at = time.monotonic()
            self._ring = self._reread()
        return self._ring.master.get(number)

    def index(self, purpose: str, value: str) -> bytes:
        """Return the 16-byte blind index of `value` for `purpose`; case, width and outer blanks do not matter."""
        key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"bedside|index|{purpose}".encode())
        return hmac.digest(key.derive(self._ring.index), normalise(value).encode(), sha256)[:INDEX_BYTES]

    def signer(self, purpose: str) -> Ed25519PrivateKey:
        """Return the site's key for signing `purpose`: the same as long as the secrets file is the same."""
        seed = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"bedside|sign|{purpose}".encode())
        return Ed25519PrivateKey.from_private_bytes(seed.derive(self._ring.index))


def _opened(sealed: bytes, place: Place, key_of: Callable[[int], AESGCM]) -> bytes:
    if sealed[:1] != VERSION:
        raise CannotOpen(f"{place.table}.{place.column} was not sealed here")
    key_no = key_no_of(sealed)
    key = key_of(key_no)
    try:
        return key.decrypt(sealed[9:HEAD_BYTES], sealed[HEAD_BYTES:], place.associated(key_no))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(f"{place.table}.{place.column} does not open") from error


def key_no_of(sealed: bytes) -> int:
    """Return the number of the key with which a value was sealed."""
    return int.from_bytes(bytes(sealed)[1:9], "big")


def normalise(value: str) -> str:
    """Return `value` in the form in which two spellings of one address are equal."""
    return unicodedata.normalize("NFKC", value).strip().casefold()


_current: Vault | None = None


def configure(
    keyring: Keyring,
    *,
    store: Path | None = None,
    reread: Callable[[], Keyring] | None = None,
    durable: bool = True,
) -> None:
    """Set the site's keyring and the file of persons' keys; called once when the settings are read."""
    global _current
    _current = Vault(keyring, store=store, reread=reread, durable=durable)


def vault() -> Vault:
    """Return the site's vault; raise RuntimeError before `configure`."""
    if _current is None:
        raise RuntimeError("the vault has no keyring yet: settings were not read")
    return _current
