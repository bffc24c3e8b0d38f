"""The sum of small signs of a care relation in one sentence: what no single phrase pattern sees.

A linear model over the words of a sentence, over what they stand for (`data/relation_kinds.tsv`: reader, own side,
care, body, a deed of the past, talk of many) and over pairs of both, trained on the project's own sentences
(`training/relation.py`); the weights are plain numbers in `data/relation_weights.tsv`.

The limits come from cross-validation over the own sentences, where most silent ones are made to look like a telling
one: above `LIMIT` about one in fifteen of such twins is suspected, above `STRONG` one in a hundred. A weak sum only
asks for one more press, and a missed phrase is news about a person, so the limit leans to finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum
from typing import Final

from bedside.policy.guard.kept import Kept
from bedside.policy.guard.tables import rows
from bedside.policy.guard.tokens import Flat

BASE: Final = "(base)"
LIMIT: Final = 0.4
STRONG: Final = 3.3
RULE: Final = "rel.likely"
STRONG_RULE: Final = "rel.telling"
_REACH = 7
_LONGEST = 60
_STEM = 5
_PAST = re.compile(r"[a-z]{3,14}ed")
_KIND_OF: dict[str, tuple[str, ...]] = {word: tuple(kinds.split()) for word, kinds in rows("relation_kinds.tsv")}
_ED = ("ed",)
_READER = ("reader",)
_NO_KIND: tuple[str, ...] = ()
_SPOKEN_TO = frozenset({"reader", "pointed"})


def _weights() -> dict[str, float]:
    return {name: float(number) for name, number in rows("relation_weights.tsv")}


WEIGHTS = _weights()


def kinds(word: str) -> tuple[str, ...]:
    """Give what a word stands for: nothing, one thing or several."""
    return _KINDS[word]


def _kinds(word: str) -> tuple[str, ...]:
    if word[0] == "@":
        return _READER
    known = _KIND_OF.get(word)
    if known is not None:
        return known
    return _ED if _PAST.fullmatch(word) else _NO_KIND


_KINDS = Kept(_kinds)


def features(words: Sequence[str]) -> set[str]:
    """Give what counts in a sentence: words, neighbours, what they stand for, and pairs of that within a few words."""
    told = {word[:_STEM] for word in words}
    told.update(f"{one} {other}" for one, other in pairwise(words))
    told.add(f"^{words[0]}")
    stands_for = [_KINDS[word] for word in words]
    for at, here in enumerate(stands_for):
        if not here:
            continue
        after = {kind for later in stands_for[at + 1 : at + 1 + _REACH] for kind in later}
        for kind in here:
            told.add(f":{kind}")
            told.update([f"{kind}>{other}" for other in after])
            if at:
                told.add(f"{words[at - 1]}+{kind}")
            if at + 1 < len(words):
                told.add(f"{kind}+{words[at + 1]}")
                told.update([f"{kind}+:{other}" for other in stands_for[at + 1]])
    return told


def sentences(flat: Flat) -> Iterator[tuple[int, list[str]]]:
    """Give where each sentence begins in the flat line, and its words."""
    start = 0
    for part in flat.line.split("|"):
        words = part.split()
        if words:
            yield start + 1, words[:_LONGEST]
        start += len(part) + 1


def speaks_to_somebody(words: Sequence[str]) -> bool:
    """Say whether a sentence speaks to a reader or points at an account."""
    return not _SPOKEN_TO.isdisjoint([kind for word in words for kind in _KINDS[word]])


def likely(flat: Flat, *, to_anybody: bool = True) -> Iterator[tuple[int, int, float]]:
    """Give start and end in the flat line and the sum of each sentence that speaks for a care relation.

    `to_anybody`: also of those that speak to no reader and point at no account.
    """
    for start, words in sentences(flat):
        if not (to_anybody or speaks_to_somebody(words)):
            continue
        # Summed without rounding: the names of a set come in another order in each process.
        total = fsum([WEIGHTS[BASE], *[WEIGHTS[name] for name in features(words) if name in WEIGHTS]])
        if total > LIMIT:
            yield start, start + len(" ".join(words)), total
