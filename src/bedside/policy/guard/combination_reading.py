"""A text as words with what the tables say of them, and one sign of who is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bedside.policy.guard.combination_words import Found, Group, find, word_set
from bedside.policy.guard.model import OWN_SIDE_ROLES, SELF_ROLES
from bedside.policy.guard.text import Doc

What = Literal[
    "age", "role", "tie", "condition", "place", "time", "event", "unique", "trait", "job", "sex", "care", "referent"
]
DEFINITE = word_set("definite")
INDEFINITE = frozenset({"a", "an", "another", "one", "some"})
NOBODY = frozenset({"any", "every", "each", "no", "all"})
BREAKS = frozenset({"|", ","})
PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
FIRST_PERSON = frozenset({"i", "my", "me", "we", "our", "us", "mine", "myself"})
OWN_DEEDS = word_set("own deeds")
_NOW = frozenset({"today", "tonight", "yesterday", "here"})
_LINKS = word_set("links")
_ASKING = frozenset({"asking", "any", "need", "looking", "want", "your", "seeking"})
_COUNTED = frozenset({"two", "three", "four", "five", "six", "my", "our", "her", "his", "their"})
_LOOK_BACK = 4


@dataclass(frozen=True, slots=True)
class Sign:
    """One detail that narrows down who is meant; `start` and `end` are offsets of the normalised text.

    `share` is the share of people it leaves (of a place: the people in it). `cap` is the most people that can fit
    (0: no such limit), `strength` how much it singles out by itself, 0 to 2. `safer` is what to write instead: "" takes
    the words out, None leaves them. `other` marks what can only be said of somebody else than the author, `own` what
    the author says of herself.
    """

    what: What
    start: int
    end: int
    share: float = 1.0
    strength: float = 0.0
    cap: int = 0
    course: str = ""
    safer: str | None = None
    sentence: int = 0
    other: bool = False
    own: bool = False


class Reading:
    """The words of a text, its sentences, and the phrases of the tables in it."""

    def __init__(self, doc: Doc) -> None:
        """Read `doc` once."""
        flat = doc.flat
        self.doc = doc
        self.words = flat.words
        self.spans = flat.spans
        self.bag = flat.bag
        self.found = find(self.words)
        self.clinical = doc.facts.role in OWN_SIDE_ROLES
        self.member = doc.facts.role in SELF_ROLES

    def of(self, *groups: Group) -> Iterator[Found]:
        """Give the phrases of these groups, in text order."""
        return (found for found in self.found if found.entry.group in groups)

    def word(self, at: int) -> str:
        """Give the word at a place, or a break outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else "|"

    def near(self, first: int, last: int) -> list[str]:
        """Give the words from `first` up to `last`, as far as they are in the text."""
        return self.words[max(0, first) : max(0, last)]

    def start(self, at: int) -> int:
        """Give where a word begins in the normalised text."""
        return self.spans[at][0]

    def end(self, last: int) -> int:
        """Give where the word before `last` ends in the normalised text."""
        return self.spans[last - 1][1]

    def determiner(self, first: int) -> int | None:
        """Give where the article or possessive of the noun at `first` stands, None if it has none."""
        for at in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
            word = self.words[at]
            if word in DEFINITE or word in INDEFINITE or word in NOBODY:
                return at
            if word in BREAKS or word in _LINKS:
                return None
        return None

    def begins(self, first: int) -> bool:
        """Say whether a clause begins at `first`."""
        return self.word(first - 1) in BREAKS

    def sentence(self, at: int) -> int:
        """Give the number of the sentence in which the word at `at` stands."""
        return bisect_right(self._ends, at)

    def medical(self, first: int, last: int) -> bool:
        """Say whether illness or care is told between two words."""
        return any(first + 2 <= found.first < last for found in self.of("condition", "care"))

    @cached_property
    def personal(self) -> bool:
        """Whether the text speaks in the first person, of him or her, or of now."""
        return bool((FIRST_PERSON | PRONOUNS | _NOW) & self.bag)

    @cached_property
    def claims(self) -> bool:
        """Whether the author tells of her own days and not of what is told by others, or of history."""
        return self.personal or bool(OWN_DEEDS & self.bag)

    @cached_property
    def _ends(self) -> list[int]:
        """Where sentences end: at a full stop, question or exclamation mark or line end, but not inside "y.o."."""
        return [
            at
            for at, word in enumerate(self.words)
            if word == "|" and self.doc.norm[self.spans[at][0]] in ".!?\n" and self.word(at - 1) not in ("o", "st", "a")
        ]

    @cached_property
    def cues(self) -> dict[int, set[str]]:
        """For each sentence with such words, which sorts of general talk it shows."""
        cues: dict[int, set[str]] = {}
        for found in self.of("cue"):
            before = self.near(found.first - 4, found.first)
            if found.entry.sort == "teaching" and _ASKING & set(before):
                continue
            if found.entry.sort == "plural" and before and (before[-1] in _COUNTED or before[-1].isdigit()):
                continue
            cues.setdefault(self.sentence(found.first), set()).add(found.entry.sort)
        return cues

    @cached_property
    def all_cues(self) -> set[str]:
        """Which sorts of general talk the whole text shows."""
        return set().union(*self.cues.values())

    def sign(
        self,
        what: What,
        first: int,
        last: int,
        *,
        share: float = 1.0,
        strength: float = 0.0,
        cap: int = 0,
        course: str = "",
        safer: str | None = None,
        other: bool = False,
        own: bool = False,
    ) -> Sign:
        """Make a sign of the words from `first` up to `last`."""
        return Sign(
            what,
            self.start(first),
            self.end(last),
            share,
            strength,
            cap,
            course,
            safer,
            self.sentence(first),
            other,
            own,
        )
