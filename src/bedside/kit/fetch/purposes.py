"""What is fetched for, one row each: how much, how long, and which kinds of content.

A new purpose is a new row. Sizes in bytes, times in seconds (security.md section 5: 10 s, 30 s for pictures).
"""

from dataclasses import dataclass
from typing import Final

KB: Final = 1024
MB: Final = 1024 * KB


@dataclass(frozen=True)
class Purpose:
    """Limits of one purpose: `most` bytes on the line, `most_unpacked` after decompression, `seconds` in all."""

    name: str
    types: frozenset[str]
    most: int
    most_unpacked: int
    seconds: float = 10.0


def _row(name: str, *types: str, most: int, most_unpacked: int, seconds: float = 10.0) -> Purpose:
    return Purpose(name, frozenset(types), most, most_unpacked, seconds)


PREVIEW: Final = _row("preview", "text/html", "application/xhtml+xml", most=1 * MB, most_unpacked=4 * MB)
PICTURE: Final = _row(
    "picture", "image/jpeg", "image/png", "image/webp", "image/gif", most=10 * MB, most_unpacked=10 * MB, seconds=30.0
)
OBJECT: Final = _row("object", "application/activity+json", "application/ld+json", most=1 * MB, most_unpacked=1 * MB)
WEBFINGER: Final = _row("webfinger", "application/jrd+json", "application/json", most=64 * KB, most_unpacked=64 * KB)
REGISTER: Final = _row("register", "application/json", "text/html", "text/csv", most=4 * MB, most_unpacked=16 * MB)
FEED: Final = _row(
    "feed",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
    "text/xml",
    most=2 * MB,
    most_unpacked=8 * MB,
)

# What a handle on another network says of itself: looked at when its owner says that a code stands there.
HANDLE_PROOF: Final = _row(
    "handle_proof",
    "application/activity+json",
    "application/ld+json",
    "application/jrd+json",
    "application/json",
    most=256 * KB,
    most_unpacked=512 * KB,
)

PURPOSES: Final = {row.name: row for row in (PREVIEW, PICTURE, OBJECT, WEBFINGER, REGISTER, FEED, HANDLE_PROOF)}
