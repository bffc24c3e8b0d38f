"""The inside of a backup: named parts one after the other, each a run of small packed blocks.

A part begins with its name in one line; a block is `length | packed length | bytes`, and a length of 0 ends the part. A
block never unpacks to more than `BLOCK` bytes, so no file can make the reader keep more, and a name is a plain word:
there are no paths, no links and no owners in a backup.
"""

import json
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bedside.kit.backup.errors import BadBackup
from bedside.kit.backup.sealing import Sink, Source

BLOCK: Final = 256 * 1024
NAME: Final = re.compile(r"(head|table|media|file|manifest) ([a-z0-9_][a-z0-9_.-]{0,99})")
LENGTHS: Final = struct.Struct(">II")
SIGNER_BYTES: Final = 8
SIGNATURE_BYTES: Final = 64
LONGEST_DOCUMENT: Final = 8 * 1024 * 1024  # a head or a manifest: a few hundred bytes for each table
QUICKLY: Final = 1


@dataclass(frozen=True)
class Measure:
    """What was in a part: bytes, lines, and the SHA-256 of all."""

    bytes: int
    lines: int
    sha256: str


class Measuring:
    """Measures blocks on their way."""

    def __init__(self) -> None:
        self._size, self._lines, self._hash = 0, 0, sha256()

    def through(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the blocks as they are."""
        for block in blocks:
            self._size += len(block)
            self._lines += block.count(b"\n")
            self._hash.update(block)
            yield block

    def done(self) -> Measure:
        """Return what came through."""
        return Measure(self._size, self._lines, self._hash.hexdigest())


@dataclass(frozen=True)
class Part:
    """One part; its blocks can be read once, before the next part."""

    kind: str
    name: str
    blocks: Iterator[bytes]

    def whole(self, *, limit: int) -> bytes:
        """Return all bytes of a small part; raise `BadBackup` when there are more than `limit`."""
        found = bytearray()
        for block in self.blocks:
            found += block
            if len(found) > limit:
                raise BadBackup(f"The part “{self.name}” of this backup is too big.", code="too_big")
        return bytes(found)


def write_part(out: Sink, kind: str, name: str, pieces: Iterable[bytes]) -> Measure:
    """Write a part of pieces of any size, and return its measure; raise ValueError for a name that is not plain."""
    title = f"{kind} {name}"
    if not NAME.fullmatch(title):
        raise ValueError(f"no name for a part: {title!r}")
    out.write(title.encode() + b"\n")
    measuring = Measuring()
    for block in measuring.through(_evened(pieces)):
        packed = zlib.compress(block, QUICKLY)
        shorter = packed if len(packed) < len(block) else block
        out.write(LENGTHS.pack(len(block), len(shorter)) + shorter)
    out.write(LENGTHS.pack(0, 0))
    return measuring.done()


def read_parts(source: Source) -> Iterator[Part]:
    """Yield the parts of a stream. What of one was not read is passed over. Raises `BadBackup`."""
    while title := _title(source):
        kind, name = title
        part = Part(kind, name, _blocks(source))
        yield part
        for _rest in part.blocks:
            continue


def signed(document: dict[str, Any], key: Ed25519PrivateKey) -> bytes:
    """Return a document as bytes: who signed it, the signature, and the text."""
    text = json.dumps(document, sort_keys=True).encode()
    return signer(key.public_key()) + key.sign(_purpose(text)) + text


def read_signed(content: bytes, key: Ed25519PublicKey) -> dict[str, Any]:
    """Return a document that was signed with the other half of `key`; raise `BadBackup`: `other_site`, `damaged`."""
    name, rest = content[:SIGNER_BYTES], content[SIGNER_BYTES:]
    if name != signer(key):
        do = "Nothing was restored. Put the secrets.toml of the site that made it into the data directory first."
        raise BadBackup("This backup was made by another site.", do=do, code="other_site")
    signature, text = rest[:SIGNATURE_BYTES], rest[SIGNATURE_BYTES:]
    try:
        key.verify(signature, _purpose(text))
        document = json.loads(text)
    except (InvalidSignature, ValueError) as error:
        raise BadBackup from error
    if not isinstance(document, dict):
        raise BadBackup
    return document


def signer(key: Ed25519PublicKey) -> bytes:
    """Return the eight bytes by which a document says who signed it."""
    return sha256(key.public_bytes_raw()).digest()[:SIGNER_BYTES]


def _purpose(text: bytes) -> bytes:
    return b"bedside|backup|1|" + text


def _evened(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in blocks of one size, the last shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= BLOCK:
            yield bytes(waiting[:BLOCK])
            del waiting[:BLOCK]
    if waiting:
        yield bytes(waiting)


def _title(source: Source) -> tuple[str, str] | None:
    """Return kind and name of the next part; None at the end."""
    line = bytearray()
    while (byte := source.read(1)) != b"\n":
        if not byte and not line:
            return None
        line += byte
        if not byte or len(line) > 120:
            raise BadBackup
    found = NAME.fullmatch(line.decode("ascii", "replace"))
    if found is None:
        what = "This backup holds something that is neither rows nor a file of ours."
        raise BadBackup(what, do="Nothing was restored.", code="unknown_part")
    return found[1], found[2]


def _blocks(source: Source) -> Iterator[bytes]:
    while True:
        lengths = _exactly(source, LENGTHS.size)
        length, packed = LENGTHS.unpack(lengths)
        if length == 0:
            return
        if length > BLOCK or packed > length:
            raise BadBackup("A block of this backup is too big.", code="too_big")
        content = _exactly(source, packed)
        yield content if packed == length else _unpacked(content, length)


def _unpacked(content: bytes, length: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        block = unpacker.decompress(content, length + 1)
    except zlib.error as error:
        raise BadBackup from error
    if len(block) != length:  # it never unpacks further than one byte beyond what it stated
        raise BadBackup("A block of this backup is not what it says.", code="too_big")
    return block


def _exactly(source: Source, size: int) -> bytes:
    content = source.read(size)
    if len(content) != size:
        raise BadBackup
    return content
