"""A pattern is only tried where words stand that every match of it holds."""

import re
from pathlib import Path

import pytest

from bedside.policy.guard.relation import _ANCHORED
from bedside.policy.guard.relation_parts import anchor
from bedside.policy.guard.tokens import flatten

SENTENCES = Path(__file__).with_name("relation_sentences.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("when (?:i|we) (?:saw|treated) you", " you"),
        ("your (?:scan|bloods?) (?:is|are) back", "your "),
        ("(?:thanks|thank you) for coming", " for coming"),
        ("seen here|treated here", ""),
        ("as (?:your|ur) surgeons?", " surgeon"),
        ("x{0,3}", ""),
    ],
)
def test_the_words_that_every_match_holds(source: str, words: str) -> None:
    assert anchor(source) == words


def test_no_sentence_of_ours_is_missed_for_the_sake_of_time() -> None:
    lines = [flatten(sentence.partition("\t")[2]).line for sentence in SENTENCES]
    wrong = [
        (rule, words)
        for rule, pattern, words in _ANCHORED
        for line in lines
        if words not in line and pattern.search(line)
    ]
    assert wrong == []


def test_nearly_every_pattern_has_such_words() -> None:
    assert sum(not words for _rule, _pattern, words in _ANCHORED) <= 2
    assert all(isinstance(pattern, re.Pattern) for _rule, pattern, _words in _ANCHORED)
