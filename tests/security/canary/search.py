"""Finding a word in bytes, however they are written: plain, escaped, encoded, compressed."""

import html
import io
import quopri
import re
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from urllib.parse import unquote_to_bytes

from PIL import Image

from tests.security.canary.kinds import LENGTH, LETTERS, Finder

WORD = re.compile(rb"zq[%s]{%d}" % (LETTERS.encode(), LENGTH), re.IGNORECASE)
WIDE = re.compile(rb"z\x00q\x00(?:[%s]\x00){%d}" % (LETTERS.encode(), LENGTH), re.IGNORECASE)
# "zq" in base64, at each of the three offsets: a quick look that nearly every page passes without more work.
BASE64 = re.compile(rb"en[E-H]|[HXn3]px|6c[Q-Za-f]")
ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
PACKED = ((b"\x1f\x8b\x08", 31), (b"\x78\x01", 15), (b"\x78\x9c", 15), (b"\x78\xda", 15))
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
DEEPEST = 3


def kinds_in(data: bytes, finder: Finder) -> set[str]:
    """Return the kinds whose word or mark stands anywhere in `data`."""
    found: set[str] = set()
    for form in forms(data):
        found |= {finder.words[hit.lower()] for hit in WORD.findall(form) if hit.lower() in finder.words}
        found |= {finder.words[hit.lower()] for hit in map(_narrow, WIDE.findall(form)) if hit.lower() in finder.words}
        found |= {kind for mark, kind in finder.marks.items() if mark in form}
        if BASE64.search(form):
            found |= {kind for value, kind in finder.words.items() if any(part in form for part in in_base64(value))}
    for mark, kind in finder.marks.items():
        if any(part in data for part in (*in_base64(mark), mark.hex().encode(), mark.hex().upper().encode())):
            found.add(kind)
    return found


def _narrow(wide: bytes) -> bytes:
    return wide.replace(b"\x00", b"")


@cache
def in_base64(value: bytes) -> tuple[bytes, ...]:
    """Return what is sure to stand in the base64 of any text that holds `value`, for each of the three offsets."""
    found = []
    for offset in range(3):
        whole = b64encode(b"\x00" * offset + value)
        sure = whole[(0, 2, 3)[offset] : (8 * (offset + len(value))) // 6]
        found += [sure, sure.replace(b"+", b"-").replace(b"/", b"_")]
    return tuple(dict.fromkeys(found))


def forms(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield `data` as it is, and as it reads when it is taken out of each wrapping that it seems to have."""
    yield data
    unwrapped = set()
    if b"%" in data:
        unwrapped.add(unquote_to_bytes(data))
    if b"&#" in data:
        unwrapped.add(html.unescape(data.decode("utf-8", "replace")).encode())
    if b"\\u" in data or b"\\x" in data:
        unwrapped.add(ESCAPED.sub(lambda m: chr(int(m[1] or m[2], 16)).encode("utf-8", "replace"), data))
    if b"=\n" in data or b"=\r\n" in data or re.search(rb"=[0-9A-F]{2}", data):
        unwrapped.add(quopri.decodestring(data))
    unwrapped |= set(_unpacked(data)) | set(_pixels(data))
    unwrapped.discard(data)
    for inner in unwrapped:
        yield from forms(inner, depth + 1) if depth + 1 < DEEPEST else (inner,)


def _pixels(data: bytes) -> Iterator[bytes]:
    if data.startswith(PICTURES) or data[8:12] == b"WEBP":
        with suppress(OSError):  # bytes that only look like a picture, or one that an unwrapping broke
            yield Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def _unpacked(data: bytes) -> Iterator[bytes]:
    for head, window in PACKED:
        start = data.find(head)
        while start != -1:
            with suppress(zlib.error):  # a few bytes that only look like the beginning
                yield zlib.decompressobj(window).decompress(data[start:], 1 << 22)
            start = data.find(head, start + 1)
