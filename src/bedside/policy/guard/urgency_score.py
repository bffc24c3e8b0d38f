"""The sum of small signs: what no single rule sees may still read like an emergency or a wish to die.

A linear model over the concepts, words, neighbours and letters of a text, trained on the project's own posts
(`training/urgency.py`); the weights are plain numbers in `data/urgency_weights.tsv`, so that anybody can see what
counts how much. What is denied, past, imagined, made up or over adds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bedside.policy.guard.context import Context, Effect
from bedside.policy.guard.model import UrgencyClass
from bedside.policy.guard.tables import rows
from bedside.policy.guard.urgency_words import Found

CLASSES: tuple[UrgencyClass, ...] = ("emergency", "selfharm")
LIMITS: dict[UrgencyClass, float] = {"emergency": -0.6, "selfharm": -0.35}
_LIMIT_IF_URGENT = -0.5
RULES: dict[UrgencyClass, str] = {"emergency": "signs.likely", "selfharm": "sh.likely"}
BASE = "(base)"
LONG = "(long)"
PIECE_MARK = "~"
_SHOWN = 3
_LONG_FROM = 60
_STEM = 6
_PIECE = 4


class Likely(NamedTuple):
    """A class that the whole text speaks for, and the words that weigh most."""

    cls: UrgencyClass
    rule: str
    first: int
    last: int


def _weights() -> dict[str, tuple[float, ...]]:
    return {name: tuple(float(number) for number in numbers) for name, *numbers in rows("urgency_weights.tsv")}


WEIGHTS = _weights()
_PIECES = {name[1:]: weights for name, weights in WEIGHTS.items() if name[0] == PIECE_MARK}


def features(
    words: Sequence[str], found: Sequence[Found], context: Context, *, among: Container[str] | None = None
) -> dict[str, tuple[int, int]]:
    """Give what counts in a text, each once, with the words it covers: `among` others, only what that holds.

    Concepts (with a colon before), the beginnings of words, neighbours ("of here"), and how the text begins (with "^").
    That a text is long counts as well: the more words, the more of them look like something by chance.
    """
    told: dict[str, tuple[int, int]] = {LONG: (0, 0)} if len(words) > _LONG_FROM else {}
    effects = _effects(context)
    for one in found:
        if not effects[one.first] and (one.first == one.last or not any(effects[one.first : one.last + 1])):
            told.setdefault(f":{one.name}", (one.first, one.last))
    for at, word in enumerate(words):
        if not effects[at] and word.isalpha():
            told.setdefault(word[:_STEM], (at, at))
    for at, pair in enumerate(pairwise(words)):
        if not (effects[at] or effects[at + 1]):
            told.setdefault(" ".join(pair), (at, at + 1))
    for number in (1, 2):
        if words and not any(effects[:number]):
            told[f"^{' '.join(words[:number])}"] = (0, min(number, len(words)) - 1)
    return told if among is None else {name: span for name, span in told.items() if name in among}


def pieces(words: Sequence[str], context: Context) -> set[str]:
    """Give what counts in the letters, for forms of words that no post had: every four of what stands."""
    line = " ".join([word for word, effect in zip(words, _effects(context), strict=True) if not effect])
    return {line[at : at + _PIECE] for at in range(len(line) - _PIECE + 1)}


def _effects(context: Context) -> list[set[Effect]]:
    """Give what stands over each word: the "not" before what is denied goes with it, since it says nothing alone."""
    effects = list(context.effects)
    for at in range(len(effects) - 1):
        if not effects[at] and "denied" in effects[at + 1]:
            effects[at] = effects[at + 1]
    return effects


def likely(words: Sequence[str], found: Sequence[Found], context: Context, *, urgent: bool = False) -> Iterator[Likely]:
    """Give the classes whose sum is above the limit; more is asked where a rule found what is only `urgent`."""
    told = features(words, found, context, among=WEIGHTS)
    every = [WEIGHTS[name] for name in told] + [_PIECES[name] for name in pieces(words, context) & _PIECES.keys()]
    for number, cls in enumerate(CLASSES):
        total = WEIGHTS[BASE][number] + math.fsum([weights[number] for weights in every])
        if total > (_LIMIT_IF_URGENT if urgent and cls == "emergency" else LIMITS[cls]):
            shown = [name for name in told if name != LONG and WEIGHTS[name][number] > 0]
            top = sorted(shown, key=lambda name: (-WEIGHTS[name][number], name))[:_SHOWN]
            if top:
                yield Likely(cls, RULES[cls], min(told[name][0] for name in top), max(told[name][1] for name in top))
