"""A pattern is only tried where words stand that every match of it holds."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bedside.policy.guard import relation_score
from bedside.policy.guard.relation import _ANCHORED
from bedside.policy.guard.relation_parts import anchor
from bedside.policy.guard.relation_score import likely
from bedside.policy.guard.tokens import flatten

SENTENCES = Path(__file__).with_name("relation_sentences.tsv").read_text(encoding="utf-8").splitlines()
SUMS = """
import sys
from bedside.policy.guard.relation_score import likely
from bedside.policy.guard.tokens import flatten
for line in sys.stdin.read().splitlines():
    for _, _, total in likely(flatten(line.partition("\\t")[2])):
        print(repr(total))
"""


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


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_sum_of_a_sentence_is_the_same_in_every_process(seed: str) -> None:
    source = str(Path(relation_score.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", SUMS], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": source, "PYTHONHASHSEED": seed}, input="\n".join(SENTENCES),
    )  # fmt: skip
    here = [repr(total) for sentence in SENTENCES for _, _, total in likely(flatten(sentence.partition("\t")[2]))]
    assert len(here) > 100
    assert done.stdout.split() == here
