"""Spans out of the chances that the tagger gives to single words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bedside.policy.guard.layer import ENDING, LINK, MARK, TAG, Token

_JOINING = frozenset({".", "-", "'", ","})


class Tagged(NamedTuple):
    """Tokens `first` to `last` (inclusive) are one name or place; `chance` is that of the likeliest of them."""

    first: int
    last: int
    chance: float


def spans(tokens: Sequence[Token], inside: Sequence[float], begins: Sequence[float], *, sure: float) -> list[Tagged]:
    """Join the tokens whose chance to be `inside` is `sure` or more. A token that more likely begins one cuts."""
    found: list[Tagged] = []
    first = -1
    for at, token in enumerate(tokens):
        fits = inside[at] >= sure and token.kind not in (ENDING, LINK) and (first >= 0 or token.kind != MARK)
        if first >= 0 and (not fits or _cuts(inside[at], begins[at], token)):
            found.append(_trimmed(tokens, inside, first, at - 1))
            first = -1
        if fits and first < 0 and token.kind != MARK:
            first = at
    if first >= 0:
        found.append(_trimmed(tokens, inside, first, len(tokens) - 1))
    return found


def _cuts(inside: float, begins: float, token: Token) -> bool:
    if token.kind == MARK:
        return token.text not in _JOINING
    return begins > inside - begins or token.kind == TAG


def _trimmed(tokens: Sequence[Token], inside: Sequence[float], first: int, last: int) -> Tagged:
    """Drop signs at the end, but keep the full stop of an initial."""
    while last > first and tokens[last].kind == MARK:
        if tokens[last].text == "." and len(tokens[last - 1].text) == 1 and tokens[last].start == tokens[last - 1].end:
            break
        last -= 1
    return Tagged(first, last, max(inside[first : last + 1]))
