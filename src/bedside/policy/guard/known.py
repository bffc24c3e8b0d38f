"""Persons who are no patient: long dead, or never born, called by their whole name (`data/known_persons.tsv`).

Names that many living people bear are not in the list. Where the text holds a record ("MRN", "DOB", "pt"), nobody is
taken for one of them, and a title or a word of naming right before a name ("Mrs Austen", "his wife Emma") counts more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from bedside.policy.guard.layer import ENDING, MARK, WORD, Token
from bedside.policy.guard.naming import word_set
from bedside.policy.guard.tables import rows

_LONG_AGO = re.compile(r"\b(?:1[0-8]\d\d|19[0-4]\d)s?\b(?! ?(?:mg|ml|mcg|kcal|g|iu|units?|steps|m)\b)")
_WORD = re.compile(r"[a-z]+")
_FARTHEST = 8  # tokens
_NEAR = 5
_ELDEST_LIVING = re.compile(r"\b(?:born|dob|birth)\b", re.IGNORECASE)


def known(tokens: Sequence[Token], words: Collection[str], *, is_described: bool) -> frozenset[int]:
    """Give the places of the tokens that call somebody known; `words` are all words of the text, folded.

    Once somebody is called by the whole name, later the surname alone means the same. Where a person `is_described`, a
    name of one word ("Achilles") may be that person's.
    """
    first_words = _by_first_word()
    if first_words.keys().isdisjoint(words):
        return frozenset()
    starts = [at for at, token in enumerate(tokens) if token.kind == WORD and token.folded in first_words]
    if not starts or not word_set("record of a patient").isdisjoint(words):
        return frozenset()
    found: set[int] = set()
    surnames: set[str] = set()
    for at in starts:
        last = _last_of(tokens, at) if at not in found else None
        if last is not None and (last > at or not is_described):
            found.update(range(at, last + 1))
            surnames.add(tokens[last].folded)
    later = (at for at, token in enumerate(tokens) if token.kind == WORD and token.folded in surnames)
    return frozenset(found.union(later))


def tells_of_the_past(sentence: str, words: Collection[str]) -> bool:
    """Say whether a sentence speaks of history or of a work: a film, a novel, a Nobel prize, a year before 1950.

    Not where the text, whose words are `words`, tells of care as well.
    """
    if not word_set("care of somebody").isdisjoint(words):
        return False
    if not word_set("told of the past or of a work").isdisjoint(_WORD.findall(sentence.lower())):
        return True
    return _LONG_AGO.search(sentence) is not None and _ELDEST_LIVING.search(sentence) is None


def is_of_a_thing(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a name is that of a stoma, a skeleton, a dog: "my stoma is called Rory", "Norman, our skeleton"."""
    things = word_set("thing with a name of its own")
    before = [token.folded for token in tokens[max(0, first - _NEAR) : first]]
    if before and before[-1] in ("called", "named"):
        return not things.isdisjoint(before)
    if len(before) > 1 and before[-1] == "is" and before[-2] in things:
        return True
    behind = [token.folded for token in tokens[last + 1 : last + 1 + _NEAR]]
    return len(behind) > 2 and behind[0] == "," and behind[1] in ("my", "our", "the") and behind[2] in things


def _last_of(tokens: Sequence[Token], at: int) -> int | None:
    """Give the last token of the longest known name that begins at `at`; full stops and hyphens in it count nothing."""
    longest = None
    open_names = _by_first_word()[tokens[at].folded]
    words: tuple[str, ...] = ()
    for step in range(at, min(at + _FARTHEST, len(tokens))):
        token = tokens[step]
        if token.kind in (MARK, ENDING):
            if token.text not in (".", "-", "'"):
                break
            continue
        words = (*words, *token.folded.replace("'", "").split("-"))
        if words in open_names:
            longest = step
        if not any(name[: len(words)] == words for name in open_names):
            break
    return longest


@cache
def _by_first_word() -> dict[str, frozenset[tuple[str, ...]]]:
    names: dict[str, set[tuple[str, ...]]] = {}
    for name, _sort in rows("known_persons.tsv"):
        words = tuple(name.split())
        names.setdefault(words[0], set()).add(words)
    return {first: frozenset(all_of) for first, all_of in names.items()}
