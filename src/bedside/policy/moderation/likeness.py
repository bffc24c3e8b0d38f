"""Finding look-alikes among reported texts, so that one person can handle a flood at once.

Three signs: the same words after normalising; nearly the same words, by MinHash over pairs of words with banding
(Broder, "On the resemblance and containment of documents", 1997; Leskovec et al., "Mining of Massive Datasets", 3.4);
and the same link from an author whose account is new. Each sign becomes numbers; texts that share a number are alike.
The numbers are keyed: who sees them can't try out texts.
"""

import hmac
import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from hashlib import blake2b
from itertools import pairwise
from typing import Final, Generic, TypeVar

BANDS, ROWS = 8, 6
"""Two texts that share 9 of 10 pairs of words meet in a band with p = 0.998, 8 of 10 with 0.91, half of them 0.12."""
FEWEST_WORDS = 8
"""Shorter texts are compared as a whole only: "thank you so much" has too few words to be nearly something."""
NEW_FOR: Final = timedelta(days=7)
_PRIME = (1 << 61) - 1
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_KIND_BITS = 2

K = TypeVar("K", bound=Hashable)


class Sign(IntEnum):
    """Why two texts are taken for alike. The smallest is the surest."""

    SAME = 0
    NEARLY = 1
    LINK = 2


WORDS: Final = {Sign.SAME: "The same words", Sign.NEARLY: "Nearly the same words", Sign.LINK: "The same link"}


def normalised(text: str, *, numbers: bool = False) -> str:
    """Return a text as spammers' small changes leave it: no case, marks, signs or links' ends.

    All numbers are one, unless `numbers` asks to keep them: a diary says "day 12" and "day 13" and means it.
    """
    plain = unicodedata.normalize("NFKD", _LINK.sub(_host, text)).casefold()
    kept = "".join(one for one in plain if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return " ".join("0" if word.isdigit() and not numbers else word for word in _WORD.findall(kept))


def links(text: str) -> frozenset[str]:
    """Return the addresses in a text, without scheme, "www." and what follows a question mark."""
    return frozenset(_bare(found.group()) for found in _LINK.finditer(text))


def keys(text: str, *, new_author: bool, secret: bytes) -> frozenset[int]:
    """Return the numbers of a text: 63 bits, the lowest two say of which sign. `secret` is the site's own."""
    plain = normalised(text)
    if not plain:
        return frozenset()
    found = {_number(secret, Sign.SAME, plain)}
    words = plain.split()
    if len(words) >= FEWEST_WORDS:
        found |= {_number(secret, Sign.NEARLY, band) for band in _bands(words, secret)}
    if new_author:
        found |= {_number(secret, Sign.LINK, link) for link in links(text)}
    return frozenset(found)


@dataclass(frozen=True)
class Group(Generic[K]):
    """Texts that are alike, in the order given, and the signs that hold them together, the surest first."""

    members: tuple[K, ...]
    signs: tuple[Sign, ...]


def groups(texts: Mapping[K, Iterable[int]], *, fewest: int = 2) -> list[Group[K]]:
    """Return the groups of at least `fewest` texts that hang together by shared numbers, the largest first."""
    holders: dict[int, list[K]] = defaultdict(list)
    for name, numbers in texts.items():
        for number in numbers:
            holders[number].append(name)
    parent = {name: name for name in texts}
    for together in holders.values():
        for name in together[1:]:
            parent[_root(parent, name)] = _root(parent, together[0])
    members: dict[K, list[K]] = defaultdict(list)
    for name in texts:
        members[_root(parent, name)].append(name)
    signs: dict[K, set[Sign]] = defaultdict(set)
    for number, together in holders.items():
        if len(together) > 1:
            signs[_root(parent, together[0])].add(Sign(number & 3))
    found = [Group(tuple(names), tuple(sorted(signs[root]))) for root, names in members.items() if len(names) >= fewest]
    return sorted(found, key=lambda group: -len(group.members))


def _root(parent: dict[K, K], name: K) -> K:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name


def _host(found: re.Match[str]) -> str:
    return f" {_bare(found.group()).partition('/')[0]} "


def _bare(address: str) -> str:
    plain = address.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return re.split(r"[?#]", plain)[0].rstrip("/.,;:!")


def _number(secret: bytes, sign: Sign, what: str) -> int:
    digest = hmac.digest(secret, f"{sign.name}|{what}".encode(), "sha256")
    return (int.from_bytes(digest[:8], "big") >> 3 << _KIND_BITS) | sign


def _bands(words: list[str], secret: bytes) -> list[str]:
    pairs = {" ".join(pair) for pair in pairwise(words)}
    hashed = [int.from_bytes(blake2b(pair.encode(), digest_size=8, key=secret[:64]).digest(), "big") for pair in pairs]
    lowest = [min((a * one + b) % _PRIME for one in hashed) for a, b in _LINES]
    return [f"{n}:{lowest[n * ROWS : (n + 1) * ROWS]}" for n in range(BANDS)]


def _line(n: int) -> tuple[int, int]:
    drawn = blake2b(f"line {n}".encode(), digest_size=16).digest()
    return int.from_bytes(drawn[:8], "big") % (_PRIME - 1) + 1, int.from_bytes(drawn[8:], "big") % _PRIME


_LINES: Final = tuple(_line(n) for n in range(BANDS * ROWS))
