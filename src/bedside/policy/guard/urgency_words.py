"""The words of a text for the reading of urgency, and the concepts and cues found in them.

A concept is a small set of words and phrases that say one thing: "short of breath", "winded". Matching walks a tree of
words, so its cost follows the length of the text and not that of the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import NamedTuple

from bedside.policy.guard.kept import Kept
from bedside.policy.guard.tables import rows
from bedside.policy.guard.tokens import Flat

_SKIPPED = frozenset(
    [
        "a",
        "absolutely",
        "actually",
        "also",
        "an",
        "any",
        "basically",
        "completely",
        "damn",
        "even",
        "freaking",
        "fuckin",
        "fucking",
        "fully",
        "his",
        "honestly",
        "its",
        "just",
        "literally",
        "my",
        "our",
        "quite",
        "rather",
        "really",
        "so",
        "some",
        "super",
        "the",
        "their",
        "totally",
        "very",
        "your",
        ",",
        "'s",
    ]
)
_FEW = frozenset(
    {
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "couple",
        "few",
        "several",
    }
)
_NUMBERS = frozenset({"#", "#year"})
_AFTER_TO = frozenset(
    ["be", "die", "do", "end", "get", "go", "kill", "live", "me", "see", "sleep", "stay", "stop", "tell"]
)
_WITH_UNIT = re.compile(r"(\d{1,4})(h|hr|hrs|min|mins|wk|wks|weeks?|days?|yrs?|yo|mo|months?|mg|c|f|am|pm|m)")
_UNITS = {
    "h": "hours", "hr": "hour", "hrs": "hours", "min": "minutes", "mins": "minutes", "wk": "week", "wks": "weeks",
    "yo": "year old", "yr": "year", "yrs": "years", "mo": "months",
}  # fmt: skip


class Found(NamedTuple):
    """A concept or cue and the words it covers (`last` included)."""

    name: str
    first: int
    last: int


@dataclass(slots=True)
class Tree:
    """Phrases by their words: the names that end here, and what follows. `counts`: a number may follow."""

    ends: list[str] = field(default_factory=list)
    then: dict[str, Tree] = field(default_factory=dict)
    counts: bool = False
    kept: Kept[str, list[Tree]] | None = None

    def begins(self) -> Kept[str, list[Tree]]:
        """Keep what each word leads to: for the tree that phrases begin in, when all of them are in."""
        if self.kept is None:
            self.kept = Kept(partial(_next, self))
        return self.kept

    def add(self, words: Sequence[str], name: str) -> None:
        """Put in one phrase."""
        node = self
        for word in words:
            node.counts = node.counts or word in _NUMBERS
            node = node.then.setdefault(word, Tree())
        if name not in node.ends:
            node.ends.append(name)


_TEXTING: dict[str, list[str]] = {short: long.split() for short, long in rows("texting.tsv")}


def words_of(flat: Flat) -> tuple[list[str], list[int]]:
    """Give the words of the line, text-message spelling written out, and the place in the line each comes from."""
    line = flat.words
    words: list[str] = []
    places: list[int] = []
    done = 0
    for place in [place for place, word in enumerate(line) if _PARTS[word] or word == "2"]:
        is_to = line[place] == "2" and place + 1 < len(line) and line[place + 1] in _AFTER_TO
        parts = ["to"] if is_to else _PARTS[line[place]] or [line[place]]
        words += [*line[done:place], *parts]
        places += [*range(done, place), *[place] * len(parts)]
        done = place + 1
    return words + line[done:], [*places, *range(done, len(line))]


def _parts(word: str) -> list[str] | None:
    """Give the words that are meant, None where it is the word itself."""
    if word in _TEXTING:
        return _TEXTING[word]
    if not word[0].isdigit() or word.isdigit():
        return None
    match = _WITH_UNIT.fullmatch(word)
    return [match[1], *_UNITS.get(match[2], match[2]).split()] if match else None


_PARTS = Kept(_parts)


def kept(words: Sequence[str]) -> list[int]:
    """Give the places of the words that carry meaning: no articles, possessives and filling words."""
    return [place for place, word in enumerate(words) if word not in _SKIPPED]


def find_all(tree: Tree, words: Sequence[str], places: Sequence[int]) -> Iterator[Found]:
    """Find every phrase of `tree` in the words at `places`. "#" in a phrase is any number, "#year" a year."""
    here = [words[place] for place in places]
    begins, end, made = tree.begins(), len(here), tuple.__new__
    for start, word in enumerate(here):
        nodes = begins[word]
        if not nodes:
            continue
        if len(nodes) == 1:  # nearly always: what the word says alone, and only where a phrase goes on the rest
            node = nodes[0]
            for name in node.ends:
                yield made(Found, (name, places[start], places[start]))
            if start + 1 == end or not (here[start + 1] in node.then or node.counts):
                continue
            stack = [(child, start + 2) for child in _next(node, here[start + 1])]
        else:
            stack = [(node, start + 1) for node in nodes]
        while stack:
            node, at = stack.pop()
            for name in node.ends:
                yield made(Found, (name, places[start], places[at - 1]))
            if at < end and (here[at] in node.then or node.counts):
                stack += [(child, at + 1) for child in _next(node, here[at])]


def _next(node: Tree, word: str) -> list[Tree]:
    then = node.then
    found = [then[word]] if word in then else []
    if not node.counts:
        return found
    if "#" in then and (word.isdigit() or word in _FEW):
        found.append(then["#"])
    if "#year" in then and word.isdigit() and "1900" <= word < "2100" and len(word) == len("2019"):
        found.append(then["#year"])
    return found


def _concepts() -> Tree:
    tree = Tree()
    for name, term in rows("urgency_words.tsv"):
        for combination in product(*(_choices(word) for word in term.split())):
            tree.add([word for word in combination if word], name)
    return tree


def _choices(word: str) -> list[str]:
    """Give the words that "his/her" or "her?" (may be missing) stand for."""
    return [*word.removesuffix("?").split("/"), *([""] if word.endswith("?") else [])]


class Spelling:
    """Long words of the lists by all forms with one letter missing: finds a word with one wrong letter."""

    def __init__(self, known: frozenset[str], mended: Sequence[str]) -> None:
        """`known`: words that are right as they are. `mended`: words that misspelled ones are mended to."""
        self._known = known
        self._near: dict[str, str] = {}
        self.meant = Kept(self._mend)
        self._longest = max(map(len, mended), default=0) + 1
        for word in mended:
            self._near[word] = word
            for form in _shorter(word):
                self._near.setdefault(form, word)

    def mend(self, word: str) -> str:
        """Give the word meant, or the word itself."""
        return self.meant[word]

    def _mend(self, word: str) -> str:
        if not 6 <= len(word) <= self._longest or word in self._known or not word.isalpha():
            return word
        for form in (word, *_shorter(word)):
            right = self._near.get(form)
            if right is not None and right[0] == word[0] and abs(len(right) - len(word)) <= 1:
                return right
        return word


def _shorter(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def vocabulary(tree: Tree) -> set[str]:
    """Give all words of a tree."""
    found: set[str] = set()
    stack = [tree]
    while stack:
        node = stack.pop()
        found.update(node.then)
        stack += node.then.values()
    return found


CONCEPTS = _concepts()
SPELLING = Spelling(
    frozenset(vocabulary(CONCEPTS)) | {word for (word,) in rows("spelling_right.tsv")},
    [word for (word,) in rows("spelling_mended.tsv")],
)
