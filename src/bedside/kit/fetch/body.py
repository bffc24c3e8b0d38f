"""Reading a body: capped on the line and after decompression, and no more than twenty times unpacked."""

import zlib
from collections.abc import Iterable
from typing import Final

from bedside.kit.fetch.errors import NotFetched
from bedside.kit.fetch.purposes import KB, Purpose

RATIO: Final = 20
# Small pages full of repetition are packed better than that and harm nobody.
RATIO_COUNTS_FROM: Final = 64 * KB
WINDOWS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's names for the two forms


def unpacked(chunks: Iterable[bytes], *, coding: str, purpose: Purpose) -> bytes:
    """Return the body, its coding undone; raise NotFetched as soon as a limit is passed."""
    if coding in ("", "identity"):
        return _capped(chunks, most=purpose.most)
    if coding not in WINDOWS:
        raise NotFetched("coding")
    unpacker = zlib.decompressobj(WINDOWS[coding])
    read, out = 0, bytearray()
    for chunk in chunks:
        read += len(chunk)
        if read > purpose.most:
            raise NotFetched("size")
        allowed = min(purpose.most_unpacked, max(RATIO * read, RATIO_COUNTS_FROM))
        try:
            # One byte more than allowed is enough to know, and is all that is ever unpacked.
            out += unpacker.decompress(chunk, allowed + 1 - len(out))
        except zlib.error:
            raise NotFetched("coding") from None
        if len(out) > allowed:
            raise NotFetched("size")
    if not unpacker.eof or unpacker.unused_data:
        raise NotFetched("coding")
    return bytes(out)


def _capped(chunks: Iterable[bytes], *, most: int) -> bytes:
    out = bytearray()
    for chunk in chunks:
        out += chunk
        if len(out) > most:
            raise NotFetched("size")
    return bytes(out)
