"""The public list that tells which credentials no longer hold (W3C Bitstring Status List 1.0).

A set bit means: does not count. Places that were never given out are set in the list of revocations as well, so that a
credential whose row is gone, as after an erasure, is refused like a revoked one.
"""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Final, Literal

SIZE: Final = 131_072  # entries of one list: the least the standard allows, so that a place tells nothing
Purpose = Literal["revocation", "suspension"]
PURPOSES: Final[tuple[Purpose, ...]] = ("revocation", "suspension")


def list_of(place: int) -> tuple[int, int]:
    """Return the number of the list that a place stands in, and its index there."""
    return divmod(place, SIZE)


def encoded(places: Iterable[int], *, set_elsewhere: bool) -> str:
    """Return one list in the form of the standard: these indexes set, or all but these with `set_elsewhere`."""
    bits = bytearray(b"\xff" if set_elsewhere else b"\x00") * (SIZE // 8)
    for place in places:
        bits[place // 8] ^= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + urlsafe_b64encode(packed).decode().rstrip("=")
