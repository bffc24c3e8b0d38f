"""What an answer says once everything that differs from one request to the next is taken out of it."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

# A token of the form, a nonce of the content policy: fresh each time, and no news.
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
NONCE = re.compile(rb'(nonce=")[^"]+')
HEADER_NONCE = re.compile(r"'nonce-[^']+'")
UNTOLD_HEADERS = ("Date", "Set-Cookie")


@dataclass(frozen=True)
class Answer:
    """Status, headers and body, fit to be compared. `cookies`: the names of those that were set."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    body: bytes


def plain(response: Any, *, path: str = "") -> Answer:
    """Return `response` without what is fresh each time; `path` is the asked address, which pages repeat in forms."""
    body = NONCE.sub(rb"\1", TOKEN.sub(rb"\1", content(response)))
    for form in sorted({path, quote(path), escape(path), escape(quote(path))} - {"", "/"}, key=len, reverse=True):
        body = body.replace(form.encode(), b"PATH")
    headers = {name: HEADER_NONCE.sub("'nonce'", value) for name, value in response.items() if name not in UNTOLD_HEADERS}
    if "Content-Length" in headers:
        headers["Content-Length"] = str(len(body))
    return Answer(response.status_code, tuple(sorted(headers.items())), tuple(sorted(response.cookies)), body)


def content(response: Any) -> bytes:
    """Return the whole body, of a streamed answer too."""
    if response.streaming:
        whole = b"".join(response.streaming_content)
        response.close()
        return whole
    return bytes(response.content)
