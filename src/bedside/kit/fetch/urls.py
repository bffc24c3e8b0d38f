"""Reading an address once, strictly: what two programs could read differently is refused, not mended.

Only https on its own port, and only names: an address written as a number (in any base, any digits, any brackets) is
refused here already, before anybody resolves it.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from bedside.kit.fetch.errors import NotFetched

LONGEST: Final = 2048
PORT: Final = 443
# What no well-formed address holds: spaces, controls, backslashes, and marks that programs disagree about.
ODD: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\"<>^`{|}#\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# A last label like this is a number to some resolver.
NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
KEPT: Final = "/:!$&'()*+,;=~%?-._"


@dataclass(frozen=True)
class Target:
    """An address that was read: a name in ASCII and lower case, and what to ask it for."""

    host: str
    path: str

    @property
    def url(self) -> str:
        """Return it whole."""
        return f"https://{self.host}{self.path}"


def read(url: str) -> Target:
    """Read an address; raise NotFetched for everything but https, a public-looking name, and a path."""
    if not 0 < len(url) <= LONGEST or ODD.search(url):
        raise NotFetched("address")
    try:
        parts = urlsplit(url)
        port, path = parts.port, _path(parts)
    except ValueError:
        raise NotFetched("address") from None
    if not url.lower().startswith("https://"):
        raise NotFetched("scheme")
    if "@" in parts.netloc:
        raise NotFetched("name")
    if port not in (None, PORT) or parts.netloc.endswith(":"):
        raise NotFetched("port")
    return Target(host=name(parts.netloc.partition(":")[0]), path=path)


def name(host: str) -> str:
    """Return a name in ASCII and lower case; raise NotFetched for what is no full name or looks like a number."""
    try:
        plain = idna.encode(host, uts46=True, std3_rules=True).decode("ascii").lower()
    except UnicodeError:  # idna's own errors are such
        raise NotFetched("name") from None
    labels = plain.split(".")
    if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels) or NUMBER.fullmatch(labels[-1]):
        raise NotFetched("name")
    return plain


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=KEPT)
    return f"{path}?{quote(parts.query, safe=KEPT)}" if parts.query else path


def follow(target: Target, location: str) -> Target:
    """Return where a redirect leads, read as strictly as the first address; raise NotFetched."""
    if ODD.search(location):  # joining would take some of these out
        raise NotFetched("redirect")
    return read(urljoin(target.url, location))
