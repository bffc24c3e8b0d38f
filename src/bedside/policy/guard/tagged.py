"""Spans out of the chances that the tagger gives to single words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bedside.policy.guard.layer import ENDING, LINK, MARK, TAG, WORD, Token

_LEAST = 0.02
_FARTHEST = 4
_SHORTHAND = 5  # letters
_PARTICLES = frozenset(
    {"de", "la", "las", "los", "del", "da", "dos", "das", "di", "van", "der", "den", "von", "bin", "ibn", "al", "el"}
    | {"le", "y", "e", "st", "o", "mac", "mc", "ter", "ten", "abu", "ben", "bint"}
)
_JOINING = frozenset({".", "-", "'", ","})


class Tagged(NamedTuple):
    """Tokens `first` to `last` (inclusive) are one name or place; `chance` is that of the likeliest of them."""

    first: int
    last: int
    chance: float


def spans(tokens: Sequence[Token], inside: Sequence[float], begins: Sequence[float], *, sure: float) -> list[Tagged]:
    """Join the tokens whose chance to be `inside` is `sure` or more. A token that more likely begins one cuts."""
    found: list[Tagged] = []
    first = before = -1
    for at in [at for at, chance in enumerate(inside) if chance >= sure]:
        token = tokens[at]
        if first >= 0 and at > before + 1:
            found.append(_trimmed(tokens, inside, first, before))
            first = -1
        before = at
        fits = token.kind not in (ENDING, LINK) and (first >= 0 or token.kind != MARK)
        if first >= 0 and (not fits or _cuts(inside[at], begins[at], token)):
            found.append(_trimmed(tokens, inside, first, at - 1))
            first = -1
        if fits and first < 0 and token.kind != MARK:
            first = at
    if first >= 0:
        found.append(_trimmed(tokens, inside, first, before))
    return found


def grown(tokens: Sequence[Token], inside: Sequence[float], span: Tagged) -> Tagged:
    """Widen a span over neighbours that hang together with it: other capitals, initials, "de la", "van der"."""
    first, last = span.first, span.last
    while (step := _step(tokens, inside, last, forward=True)) is not None:
        last = step
    while (step := _step(tokens, inside, first, forward=False)) is not None:
        first = step
    return Tagged(first, last, span.chance)


def _step(tokens: Sequence[Token], inside: Sequence[float], at: int, *, forward: bool) -> int | None:
    """Give the next word that belongs to the name, over particles and what joins without a space."""
    way = 1 if forward else -1
    for distance in range(1, _FARTHEST):
        to = at + way * distance
        if not 0 <= to < len(tokens) or inside[to] < _LEAST:
            return None
        token = tokens[to]
        if (
            token.kind == WORD
            and token.text[0].isupper()
            and not (token.text == "I" or _is_first_of_sentence(tokens, to))
        ):
            return None if _is_shorthand(token, beside=tokens[at]) else to
        if not (token.folded in _PARTICLES or _is_tight(tokens, to)):
            return None
    return None


def _is_shorthand(token: Token, *, beside: Token) -> bool:
    """Say whether a word is clinical shorthand in capitals ("Marchetti DNA") beside one that is not in capitals."""
    return 1 < len(token.text) < _SHORTHAND and token.text.isupper() and not beside.text.isupper()


def _is_first_of_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a sentence begins here; the full stop of an initial ends none."""
    if at == 0 or tokens[at - 1].text not in (".", "!", "?"):
        return at == 0
    return len(tokens[at - 2].text) > 1 if at > 1 else True


def _is_tight(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a sign joins two words without a space, or ends an initial."""
    token = tokens[at]
    if token.text in ("-", "'") and 0 < at < len(tokens) - 1:
        return tokens[at - 1].end == token.start and token.end == tokens[at + 1].start
    return token.text == "." and at > 0 and len(tokens[at - 1].text) == 1 and tokens[at - 1].end == token.start


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
