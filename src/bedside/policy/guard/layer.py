"""The words of a text as the tagger and the detectors of names and places see them.

Handles, hashtags, links and numbers stay whole. `parts` looks into a handle or hashtag: "#PrayForJonah" is pray, for,
Jonah; "#prayforjonah" is split where the words are most common.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bedside.policy.guard import gazetteers
from bedside.policy.guard.kept import Kept

WORD, NUMBER, MIXED, HANDLE, TAG, LINK, ENDING, MARK = "wnmhtuep"

_LINKS = r"(?P<u>https?://\S{1,300}|www\.\S{1,300}|[\w+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,60})"
_OTHERS = (
    r"(?P<w>(?:[OoDdLl]'(?=[^\W\d_]{3}))?[^\W\d_]{1,60}(?![\w]))"
    r"|(?P<h>@\w{1,60})"
    r"|(?P<t>#\w{1,60})"
    r"|(?P<e>'(?:s|S|t|T|m|M|d|D|ll|LL|ve|VE|re|RE)(?!\w))"
    r"|(?P<n>\d[\d.,:/-]{0,40}(?<=\d)(?!\w))"
    r"|(?P<m>\w{1,60})"
    r"|(?P<p>(?P<sign>[^\w\s])(?P=sign){0,30})"
)
_TOKEN = re.compile(_OTHERS)
_TOKEN_OR_LINK = re.compile(f"{_LINKS}|{_OTHERS}")
_PIECE = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+|\d+")
_LONGEST_PIECE = 14
_LONGEST_SPLIT = 32
_UNKNOWN = 9.0
_NAME_ONLY = 6.5


class Token(NamedTuple):
    """One word or sign: where it stands in the normalised text, what it is, and what the lists know of it."""

    start: int
    end: int
    text: str
    folded: str
    code: int
    kind: str


def tokenise(norm: str) -> tuple[Token, ...]:
    """Cut a normalised text into tokens."""
    may_link = "@" in norm or "://" in norm or "www." in norm
    matches = (_TOKEN_OR_LINK if may_link else _TOKEN).finditer(norm)
    made, kept = tuple.__new__, _KNOWN  # a call for each word would cost as much as the words themselves
    return tuple(
        [made(Token, (*match.span(), text := match[0], *kept[text], match.lastgroup or WORD)) for match in matches]
    )


def known(text: str) -> tuple[str, int]:
    """Give the folded form of a word and what the lists know of it."""
    return _KNOWN[text]


def _look_up(text: str) -> tuple[str, int]:
    folded = gazetteers.fold(text)
    return folded, gazetteers.code(folded.replace("'", ""))


_KNOWN = Kept(_look_up)


def parts(token: Token) -> list[Token]:
    """Give the words inside a handle or hashtag, with their places in the text."""
    found: list[Token] = []
    for match in _PIECE.finditer(token.text):
        start = match.start()
        for piece in _pieces(match[0]):
            at = token.start + start
            found.append(Token(at, at + len(piece), piece, *known(piece), NUMBER if piece.isdigit() else WORD))
            start += len(piece)
    return found


@lru_cache(maxsize=1024)
def _pieces(run: str) -> tuple[str, ...]:
    """Split a run of letters into known words; leave it whole where that makes no better sense."""
    if run[0].isdigit() or len(run) < 5 or len(run) > _LONGEST_SPLIT:
        return (run,)
    folded = gazetteers.fold(run)
    if len(folded) != len(run):
        return (run,)
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(run) + 1):
        begins = range(max(0, end - _LONGEST_PIECE), end)
        best.append(min((best[at][0] + 1.5 + _cost(folded[at:end]), (*best[at][1], run[at:end])) for at in begins))
    cost, pieces = best[-1]
    return pieces if cost < _UNKNOWN + len(run) else (run,)


def _cost(piece: str) -> float:
    """Give how unlikely a piece is, as the digits of one in so many; an unknown piece costs more with its length."""
    known = gazetteers.unpacked(gazetteers.code(piece))
    if len(piece) <= 2 and known.frequency < 8:
        return _UNKNOWN + 3
    if known.frequency:
        return _UNKNOWN - known.frequency
    return _NAME_ONLY if known.first or known.surname else _UNKNOWN + 1.2 * len(piece)
