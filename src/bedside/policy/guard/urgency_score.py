"""The sum of small signs: what no single rule sees may still read like an emergency or a wish to die.

A linear model over the concepts and words of a text, trained on the project's own posts (`training/urgency.py`); the
weights are plain numbers in `data/urgency_weights.tsv`, one word or concept a line, so that anybody can see what counts
how much. What is denied, past, imagined, made up or over adds nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from bedside.policy.guard.context import Context
from bedside.policy.guard.model import UrgencyClass
from bedside.policy.guard.urgency_words import Found, rows

CLASSES: tuple[UrgencyClass, ...] = ("emergency", "selfharm")
LIMITS: dict[UrgencyClass, float] = {"emergency": -0.9, "selfharm": -1.3}
RULES: dict[UrgencyClass, str] = {"emergency": "signs.likely", "selfharm": "sh.likely"}
BASE = "(base)"
LONG = "(long)"
_SHOWN = 3
_LONG_FROM = 60


class Likely(NamedTuple):
    """A class that the whole text speaks for, and the words that weigh most."""

    cls: UrgencyClass
    rule: str
    first: int
    last: int


def _weights() -> dict[str, tuple[float, ...]]:
    return {name: tuple(float(number) for number in numbers) for name, *numbers in rows("urgency_weights.tsv")}


WEIGHTS = _weights()


def features(
    words: Sequence[str], found: Sequence[Found], context: Context, *, among: Container[str] | None = None
) -> dict[str, tuple[int, int]]:
    """Give what counts in a text, each once, with the words it covers: concepts (with a colon before) and words.

    That a text is long counts too: the more words, the more of them look like something by chance. `among`: only
    words that it holds.
    """
    told: dict[str, tuple[int, int]] = {LONG: (0, 0)} if len(words) > _LONG_FROM else {}
    effects = context.effects
    for one in found:
        if not effects[one.first] and (one.first == one.last or not any(effects[one.first : one.last + 1])):
            told.setdefault(f":{one.name}", (one.first, one.last))
    for at, word in enumerate(words):
        if (among is None or word in among) and not effects[at] and word.isalpha():
            told.setdefault(word, (at, at))
    return told


def likely(words: Sequence[str], found: Sequence[Found], context: Context) -> Iterator[Likely]:
    """Give the classes whose sum is above the limit."""
    told = {name: span for name, span in features(words, found, context, among=WEIGHTS).items() if name in WEIGHTS}
    for number, cls in enumerate(CLASSES):
        total = WEIGHTS[BASE][number] + sum([WEIGHTS[name][number] for name in told])
        shown = told.keys() - {LONG}
        if shown and total > LIMITS[cls]:
            top = sorted(shown, key=lambda name: (-WEIGHTS[name][number], name))[:_SHOWN]
            yield Likely(cls, RULES[cls], min(told[name][0] for name in top), max(told[name][1] for name in top))
