"""How somebody shows that a handle is theirs: a short code in the text about them, or in a post.

Codes can be read by anybody who sees the page: they open nothing by themselves. One that claims an entry is made for
one persona; one that takes an entry out is the same for everybody, and does only that.
"""

import html
import json
import re
import unicodedata
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, urlsplit

from bedside.policy.directory.networks import Network

CODE_LIVES: Final = timedelta(days=14)
ASKED_OUT_WAITS: Final = timedelta(days=30)
ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read for something else
CODE_SIGNS: Final = 12
CLAIM, OUT = "claim", "out"
TAGS: Final = re.compile(r"<[^>]{0,500}>")
ACTOR_TYPES: Final = ("application/activity+json", "application/ld+json")


def code(purpose: str, random: bytes) -> str:
    """Return a code such as "bedside-claim-7k2m…" from at least eight bytes that nobody can guess."""
    number = int.from_bytes(random, "big")
    signs = []
    for _place in range(CODE_SIGNS):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return f"bedside-{purpose}-{''.join(signs)}"


def stands_in(wanted: str, texts: list[str]) -> bool:
    """Say whether the code stands in one of these texts (plain or HTML), as a word of its own."""
    word = re.compile(rf"(?<![a-z0-9-]){re.escape(wanted)}(?![a-z0-9-])")
    return any(word.search(_plain(text)) for text in texts)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", html.unescape(TAGS.sub("", text))).casefold()


def first_address(network: Network, handle: str) -> str:
    """Return what to read first to see the page of `handle`; "" where a person has to look."""
    if network.proof == "fediverse":
        host = handle.rpartition("@")[2]
        return f"https://{host}/.well-known/webfinger?resource=acct:{quote(handle, safe='@')}"
    if network.proof == "bluesky":
        return f"https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor={quote(handle)}"
    return ""


def actor_address(answer: bytes, *, handle: str) -> str:
    """Return where WebFinger says the actor of `handle` is; "" when it speaks of another, or of none."""
    found = _object(answer)
    links = found.get("links")
    if _text(found.get("subject")).casefold() != f"acct:{handle}" or not isinstance(links, list):
        return ""
    for link in links:
        if isinstance(link, dict) and link.get("rel") == "self" and _type_of(link) in ACTOR_TYPES:
            return _text(link.get("href"))
    return ""


def words_of_actor(answer: bytes, *, address: str) -> list[str]:
    """Return what somebody says about themselves in an ActivityPub actor; nothing when it is another's.

    Its id has to lie on the machine that was asked, or anybody could show anybody's.
    """
    found = _object(answer)
    if urlsplit(_text(found.get("id"))).netloc.casefold() != urlsplit(address).netloc.casefold():
        return []
    fields = found.get("attachment")
    said = [_text(one.get("value")) for one in fields if isinstance(one, dict)] if isinstance(fields, list) else []
    return [_text(found.get("summary")), *said]


def words_of_bluesky(answer: bytes, *, handle: str) -> list[str]:
    """Return what somebody says about themselves in a profile of Bluesky; nothing when it is another's."""
    found = _object(answer)
    return [_text(found.get("description"))] if _text(found.get("handle")).casefold() == handle else []


def _object(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _type_of(link: dict[str, Any]) -> str:
    return _text(link.get("type")).partition(";")[0].strip().casefold()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
