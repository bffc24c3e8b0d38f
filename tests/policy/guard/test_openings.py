"""A pattern is tried only where a word stands that it can begin with, and no match is lost by that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bedside.policy.guard.openings import first_words, tried_at
from bedside.policy.guard.relation import _ANCHORED, _OPENINGS
from bedside.policy.guard.text import normalise
from bedside.policy.guard.tokens import flatten

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("you are", {"you"}),
        ("you", {"you"}),
        ("(?:i|we|our team) saw", {"i", "we", "our"}),
        ("(?:so )?glad", {"so", "glad"}),
        ("honou?r (?:to|of)", {"honor", "honour"}),
        ("recogni[sz]e you", {"recognise", "recognize"}),
        ("(?<! do )(?<!x)you(?! x) were", {"you"}),
        ("your(?: [a-z]{1,15})? scan", {"your"}),
        ("(?:(?:my|our) (?:old )?|the )nurse", {"my", "our", "the"}),
        ("pain(?:s|ful){0,2} x", {"pain", "pains", "painful"}),
        ("(?:ab){1,2} x", {"ab"}),
        ("[a-z]{1,15} you", set()),
        (r"\w you", set()),
        ("(?:@[a-z]|you) are", set()),
        ("(?:[a-z] )?you", set()),
    ],
)
def test_the_words_that_a_pattern_can_begin_with(source: str, words: set[str]) -> None:
    assert first_words(source) == words


def test_matches_at_places_are_those_of_the_engine_and_do_not_overlap() -> None:
    pattern, text = re.compile(" (a b|b c)(?= )"), " a b c b c a b "
    starts = [at for at, letter in enumerate(text) if letter == " "]
    assert [m.span() for m in tried_at(pattern, text, starts)] == [m.span() for m in pattern.finditer(text)]


def test_no_phrase_of_a_care_relation_is_missed_in_any_text_of_ours() -> None:
    texts = (HERE / "relation_sentences.tsv").read_text("utf-8") + (HERE / "ordinary_posts.txt").read_text("utf-8")
    lines = [flatten(normalise(text.partition("\t")[2] or text)) for text in texts.splitlines()]
    found = 0
    for (_rule, pattern, _), words in zip(_ANCHORED, _OPENINGS, strict=True):
        begins = [match[1].partition(" ")[0] for flat in lines for match in pattern.finditer(flat.line)]
        assert not words or words.issuperset(begins)
        found += len(begins)
    assert found > 100


def test_nearly_all_phrases_tell_how_they_begin() -> None:
    assert sum(not words for words in _OPENINGS) <= 3
