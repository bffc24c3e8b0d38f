"""The sum of small signs of a care relation in one sentence: what no single phrase pattern sees.

A linear model over the words of a sentence and over pairs of what they stand for (reader, own side, care, a deed of
the past), trained on the project's own sentences (`training/relation.py`); the weights are plain numbers in
`data/relation_weights.tsv`. Only sentences that speak to or of a reader are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from bedside.policy.guard import relation_words as lists
from bedside.policy.guard.tokens import Flat
from bedside.policy.guard.urgency_words import rows

BASE: Final = "(base)"
LIMIT: Final = 0.5
RULE: Final = "rel.likely"
_REACH = 7
_LONGEST = 60
_PAST = re.compile(r"[a-z]{3,14}ed")
_READER = re.compile(r" (?:you|your|yours|yourself|@[a-z0-9_.-]+|this (?:reviewer|person|account|member|poster)) ")


def _kinds() -> dict[str, str]:
    """Give what each single word stands for; the first list that holds it wins."""
    told: dict[str, str] = {}
    for kind, entries in (
        ("READER", ("you", "your", "yours", "yourself")),
        ("OWN", ("i", "we", "our", "us", "my", "me", "ours", "mine", "here")),
        ("MANY", ("all", "everyone", "many", "people", "most", "any", "anyone", "every", "everybody", "some")),
        ("MAYBE", ("if", "may", "might", "can", "could", "should", "would", "when", "whether", "ask", "hope", "often")),
        ("NOT", ("no", "not", "never", "nobody", "none")),
        (
            "WORDS",
            ("post", "comment", "question", "story", "review", "feedback", "message", "paper", "talk", "article"),
        ),
        ("KIN", lists.KIN),
        ("ROLE", lists.ROLES),
        ("CARE", (*lists.CARE_NOUNS, *lists.RECORDS, *lists.GIVEN_THINGS, *lists.MENDS, *lists.TOLD_OF_YOU)),
        ("BODY", lists.BODY),
        ("PLACE", lists.PLACES),
        ("DAY", lists.DAYS),
        ("DEED", (*lists.CARE_VERBS, *lists.OWN_DEEDS, *lists.OWN_SAYINGS, *lists.IRREGULAR_PASTS)),
    ):
        for word in entries:
            told.setdefault(word, kind)
    return told


_KIND_OF = _kinds()


def _weights() -> dict[str, float]:
    return {name: float(number) for name, number in rows("relation_weights.tsv")}


WEIGHTS = _weights()


def features(words: Sequence[str]) -> set[str]:
    """Give what counts in a sentence: words, neighbours, what they stand for, and pairs of that within a few words."""
    kinds = [_KIND_OF.get(word) or ("DEED" if _PAST.fullmatch(word) else "") for word in words]
    told = set(words)
    told.update(f"{one} {other}" for one, other in pairwise(words))
    for at, kind in enumerate(kinds):
        if kind:
            told.add(f":{kind}")
            told.update(f"{kind}>{other}" for other in kinds[at + 1 : at + 1 + _REACH] if other)
    return told


def sentences(flat: Flat) -> Iterator[tuple[int, list[str]]]:
    """Give where each sentence that speaks to a reader begins in the flat line, and its words."""
    start = 0
    for part in flat.line.split("|"):
        if _READER.search(part):
            yield start + 1, part.split()[:_LONGEST]
        start += len(part) + 1


def likely(flat: Flat) -> Iterator[tuple[int, int]]:
    """Give start and end in the flat line of each sentence that speaks for a care relation."""
    for start, words in sentences(flat):
        total = WEIGHTS[BASE] + sum(WEIGHTS.get(name, 0.0) for name in features(words))
        if total > LIMIT:
            yield start, start + len(" ".join(words))
