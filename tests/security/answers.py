"""What an answer says once everything that differs from one request to the next is taken out of it."""

import re
from dataclasses import dataclass
from typing import Any

# A token of the form, a nonce of the content policy: fresh each time, and no news.
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
NONCE = re.compile(rb'(nonce=")[^"]+')
NEXT = re.compile(rb'(name="next" value=")[^"]*')
HEADER_NONCE = re.compile(r"'nonce-[^']+'")
UNTOLD_HEADERS = ("Date", "Set-Cookie", "X-RateLimit-Reset")  # the last: a moment, like the first


@dataclass(frozen=True)
class Answer:
    """Status, headers and body, fit to be compared. `cookies`: the names of those that were set."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    body: bytes


def plain(response: Any) -> Answer:
    """Return `response` without what is fresh each time, and without its own address, which pages repeat in forms."""
    body = NEXT.sub(rb"\1", NONCE.sub(rb"\1", TOKEN.sub(rb"\1", content(response))))
    headers = {
        name: HEADER_NONCE.sub("'nonce'", value) for name, value in response.items() if name not in UNTOLD_HEADERS
    }
    if "Content-Length" in headers:
        headers["Content-Length"] = str(len(body))
    return Answer(response.status_code, tuple(sorted(headers.items())), tuple(sorted(response.cookies)), body)


def content(response: Any) -> bytes:
    """Return the whole body, of a streamed answer too."""
    if response.streaming:
        return b"".join(response.streaming_content)  # at its end the test client closes the file
    return bytes(response.content)
