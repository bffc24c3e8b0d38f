"""Signed statements "the log had this many entries, and this root", in the text form of C2SP tlog-checkpoint.

A checkpoint is a C2SP signed note: origin, size, root (base64), an empty line, and a line with an Ed25519 signature.
Several may stand in one file, an empty line between.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
KEY_HASH_BYTES = 4
NOTE = re.compile(
    r"(?P<body>(?P<origin>[^\n]+)\n(?P<size>[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)\n"
    r"— (?P<name>[^ +\n]+) (?P<signature>[A-Za-z0-9+/]+={0,2})\n"
)


class BadCheckpoint(Exception):
    """A text is no checkpoint, or not one that was signed with our key; the message says which."""


@dataclass(frozen=True)
class Checkpoint:
    """What is stated: `origin` names the log, `root` is the root of the tree of its first `size` entries."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def signed(self, key: Ed25519PrivateKey) -> str:
        """Return the whole text, signed under the name of the origin."""
        signature = key_hash(self.origin, key.public_key()) + key.sign(self.body.encode())
        return f"{self.body}\n— {self.origin} {b64encode(signature).decode()}\n"


def key_hash(name: str, key: Ed25519PublicKey) -> bytes:
    """Return the four bytes by which a note says which key signed it (C2SP signed-note)."""
    return sha256(name.encode() + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:KEY_HASH_BYTES]


def verifier_key(name: str, key: Ed25519PublicKey) -> str:
    """Return the public key as other programs read it: name+hash+key."""
    return f"{name}+{key_hash(name, key).hex()}+{b64encode(ED25519 + key.public_bytes_raw()).decode()}"


def read(text: str, key: Ed25519PublicKey) -> list[Checkpoint]:
    """Return the checkpoints in `text`, in its order; raise BadCheckpoint unless each is whole and signed by `key`."""
    found = [_opened(match, key) for match in _notes(text)]
    if not found:
        raise BadCheckpoint("it holds no checkpoint")
    return found


def _notes(text: str) -> Iterator[re.Match[str]]:
    at = _after_blank(text, 0)
    while at < len(text):
        match = NOTE.match(text, at)
        if match is None:
            raise BadCheckpoint(f"what begins at line {text.count(chr(10), 0, at) + 1} is no checkpoint")
        yield match
        at = _after_blank(text, match.end())


def _after_blank(text: str, at: int) -> int:
    while text.startswith("\n", at):
        at += 1
    return at


def _opened(match: re.Match[str], key: Ed25519PublicKey) -> Checkpoint:
    stated = f"the checkpoint of {int(match['size']):,} entries"
    try:
        signature = b64decode(match["signature"], validate=True)
        if signature[:KEY_HASH_BYTES] != key_hash(match["name"], key):
            raise BadCheckpoint(f"{stated} was signed with another key than this site's")
        key.verify(signature[KEY_HASH_BYTES:], match["body"].encode())
    except (InvalidSignature, ValueError) as error:
        raise BadCheckpoint(f"{stated} was changed: its signature does not fit") from error
    return Checkpoint(match["origin"], int(match["size"]), b64decode(match["root"]))
