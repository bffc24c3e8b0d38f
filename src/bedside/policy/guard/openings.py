"""With which words a pattern can begin, so that it is tried only where one of them stands.

The engine of regular expressions tries a pattern at every letter of a text. For a hundred patterns of phrases that is
most of the work, though each can begin with a few words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bedside.policy.guard.anycase import is_plain

_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|\(\?(?:<?[=!]|:)|.", re.DOTALL)
_REPEATED = re.compile(r"(?P<maybe>[?*]|\{0?,\d*\})\??|\+\??|\{[\d,]+\}\??")
_OF_LETTERS = re.compile(r"\[[a-z]+\]")
_AHEAD_OR_BEHIND = frozenset({"(?=", "(?!", "(?<=", "(?<!"})


class _Part(NamedTuple):
    """A letter, or the ways a group can read; `told` is None where it could be any letter."""

    told: list[list[_Part]] | str | None
    may_be_missing: bool


class _UnknownError(Exception):
    """A pattern can begin with any word."""


def first_words(source: str) -> frozenset[str]:
    """Give the words that a pattern over words between single spaces can begin with; none if it could be any.

    `source` may read in several ways only inside of its groups. No more of it is read than tells the words.
    """
    begun = {""}
    parts = _parts(source)
    try:
        while any(not begin.endswith(" ") for begin in begun) and (part := next(parts, None)):
            begun = _grown(begun, part)
    except _UnknownError:
        return frozenset()
    return frozenset(begin.rstrip(" ") for begin in begun)


def tried_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Give the matches as `finditer` does, of a pattern that can begin only at `places` (in the order of the text)."""
    free = 0
    for place in places:
        match = pattern.match(text, place) if place >= free else None
        if match is not None:
            free = match.end()
            yield match


def places_of(words: Iterable[str], text: str) -> Sequence[int]:
    """Give where one of `words` (in small letters) can begin, in any case, in the order of the text.

    Also inside of other words; in a text whose small letters stand elsewhere, every place.
    """
    if not is_plain(text):
        return range(len(text))
    lower = text.lower()
    places: set[int] = set()
    for word in words:
        at = lower.find(word)
        while at >= 0:
            places.add(at)
            at = lower.find(word, at + 1)
    return sorted(places)


def _parts(source: str) -> Iterator[_Part]:
    """Give the parts of a pattern one after the other."""
    at = 0
    while at < len(source):
        part, at = _part(source, at)
        yield part


def _part(source: str, at: int) -> tuple[_Part, int]:
    """Give the part that begins at a place, and where the next one begins."""
    match = _PIECE.match(source, at)
    assert match is not None
    piece, at = match[0], match.end()
    told: list[list[_Part]] | str | None = piece
    if piece[0] == "(":
        told, at = _ways(source, at)
    elif piece[0] in "[\\.":
        told = [[_Part(letter, False)] for letter in piece[1:-1]] if _OF_LETTERS.fullmatch(piece) else None
    repeated = _REPEATED.match(source, at)
    at = repeated.end() if repeated else at
    may_be_missing = repeated is not None and repeated["maybe"] is not None
    return _Part("" if piece in _AHEAD_OR_BEHIND else told, may_be_missing), at


def _ways(source: str, at: int) -> tuple[list[list[_Part]], int]:
    """Give the ways to read the group that is open at a place, and where it ends."""
    ways: list[list[_Part]] = [[]]
    while source[at] != ")":
        if source[at] == "|":
            ways.append([])
            at += 1
        else:
            part, at = _part(source, at)
            ways[-1].append(part)
    return ways, at + 1


def _grown(begun: set[str], part: _Part) -> set[str]:
    """Give how a pattern can begin when one more part of it is known: up to the first space."""
    growing = {begin for begin in begun if not begin.endswith(" ")}
    more = _heads(part.told) if growing else set()
    return (begun if part.may_be_missing else begun - growing) | {one + other for one in growing for other in more}


def _heads(told: list[list[_Part]] | str | None) -> set[str]:
    """Give how a part can begin."""
    if told is None:
        raise _UnknownError
    if isinstance(told, str):
        return {told}
    heads: set[str] = set()
    for way in told:
        begun = {""}
        for part in way:
            begun = _grown(begun, part)
        heads |= begun
    return heads
