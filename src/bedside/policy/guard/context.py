"""What takes the sting out of a word: it is denied, long past, only thought of, a figure of speech, made up, or over.

The idea is that of NegEx and ConText (Chapman 2001, Harkema 2009), read in our own words: a cue reaches forward or
back inside its clause until a word ends it. Making light of something ("probably nothing", "lol") takes nothing away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bedside.policy.guard.tables import rows
from bedside.policy.guard.urgency_words import Found, Tree, find_all

Effect = Literal["denied", "past", "thought", "idiom", "frame", "over"]

_SAY_NOTHING_ALONE = frozenset({"regret", "shneg"})
_TO_COME = frozenset({"will", "going", "until", "next"})
_FORWARD = 12
_FORWARD_SHORT = 5
_IDIOM_GAP = 6
_SUBJECTS = frozenset(
    {
        "i",
        "my",
        "he",
        "she",
        "we",
        "they",
        "his",
        "her",
        "the",
        "it",
        "there",
        "and",
        "but",
        "now",
        "then",
    }
)
_PEOPLE = frozenset(
    [
        "baby",
        "boy",
        "boyfriend",
        "brother",
        "cousin",
        "dad",
        "daughter",
        "father",
        "friend",
        "girl",
        "girlfriend",
        "gran",
        "grandad",
        "granddad",
        "grandfather",
        "grandma",
        "grandmother",
        "grandpa",
        "grandson",
        "granddaughter",
        "husband",
        "kid",
        "man",
        "mom",
        "mother",
        "mum",
        "nan",
        "neighbor",
        "neighbour",
        "nephew",
        "niece",
        "patient",
        "sister",
        "son",
        "toddler",
        "uncle",
        "aunt",
        "wife",
        "woman",
        "partner",
        "child",
        "roommate",
        "flatmate",
        "colleague",
        "mate",
        "teenager",
        "teen",
        "guy",
        "lady",
        "newborn",
        "someone",
        "somebody",
        "stepson",
        "stepdaughter",
        "fiance",
        "he",
        "she",
        "him",
        "her",
        "his",
    ]
)
_SELF = frozenset(
    {
        "i",
        "me",
        "my",
        "mine",
        "myself",
    }
)


def _tree() -> Tree:
    tree = Tree()
    for effect, cue in rows("context.tsv"):
        tree.add(cue.split(), effect)
    return tree


def _idioms() -> dict[tuple[str, str], list[list[list[str]]]]:
    """Give the figures of speech by their first two words, each cut where a gap may be."""
    by_words: dict[tuple[str, str], list[list[list[str]]]] = {}
    for (phrase,) in rows("idioms.tsv"):
        parts = [part.split() for part in phrase.split("*")]
        first = parts[0]
        by_words.setdefault((first[0], first[1] if len(first) > 1 else ""), []).append(parts)
    return by_words


CUES = _tree()
IDIOMS = _idioms()
IDIOM_STARTS = frozenset(first for first, _ in IDIOMS)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for each word of a text. Words are counted as in the list given to `read`."""

    effects: list[set[Effect]]
    clauses: list[int]

    def clause_of(self, place: int) -> int:
        """Give the number of the clause that holds the word."""
        return self.clauses[place]


def read(words: Sequence[str], *, spoken_for: Iterable[Found]) -> Context:
    """Work out what holds for each of `words`. Cues inside the phrases `spoken_for` are part of what they say."""
    taken = {
        place
        for found in spoken_for
        if found.last > found.first and found.name not in _SAY_NOTHING_ALONE
        for place in range(found.first, found.last + 1)
    }
    cues = list(find_all(CUES, words, range(len(words))))
    pseudo = {place for cue in cues if cue.name == "pseudo" for place in range(cue.first, cue.last + 1)}
    context = Context([set() for _ in words], _clauses(words))
    reading = _Reading(words, cues, context, taken | pseudo)
    reading.denied()
    reading.past()
    reading.thought()
    reading.framed()
    reading.over()
    _mark_idioms(words, context)
    return context


def about_other(words: Sequence[str], place: int) -> bool:
    """Say whether the word at `place` is told of somebody else: by the nearest person named before, else after."""
    for at in range(place, -1, -1):
        if words[at] in _PEOPLE:
            return True
        if words[at] in _SELF and not (words[at] == "my" and at + 1 < len(words) and words[at + 1] in _PEOPLE):
            return False
    return any(word in _PEOPLE for word in words[place : place + _FORWARD])


class _Reading:
    """The cues of one text, put to work one effect at a time."""

    def __init__(self, words: Sequence[str], cues: list[Found], context: Context, taken: set[int]) -> None:
        self._words = words
        self._context = context
        self._taken = taken
        self._by_name: dict[str, list[Found]] = {}
        for cue in cues:
            self._by_name.setdefault(cue.name, []).append(cue)
        self._ranges = self._all_clauses()
        self._present = self._places("present")
        self._strong = self._places("strong")

    def denied(self) -> None:
        """Mark what is denied: forward to the end of the clause, or back when the cue stands behind."""
        ends = {cue.first for cue in self._by_name.get("end", [])}
        for name, most in (("negation", _FORWARD), ("short", _FORWARD_SHORT)):
            for cue in self._by_name.get(name, []):
                if cue.first not in self._taken:
                    self._mark(range(cue.last + 1, self._until(cue.last + 1, most=most, ends=ends)), "denied")
        last = {self._clause(cue.first).start: cue.first for cue in self._by_name.get("back", [])}
        for start, stop in last.items():
            self._mark(range(start, stop), "denied")

    def past(self) -> None:
        """Mark what is long past: the clause around the cue, up to a word that speaks of the present."""
        covered: set[int] = set()
        for cue in self._by_name.get("past", []):
            covered.update(range(cue.first, cue.last + 1))
        present = sorted((self._present | {at for at, word in enumerate(self._words) if word == "but"}) - covered)
        done: set[tuple[int, int]] = set()
        for cue in self._by_name.get("past", []):
            if self._taken.issuperset(range(cue.first, cue.last + 1)):
                continue
            clause = self._clause(cue.first)
            before, after = bisect_left(present, cue.first), bisect_right(present, cue.last)
            start = max(clause.start, present[before - 1] if before else 0)
            stop = min(clause.stop, present[after] if after < len(present) else clause.stop)
            if (start, stop) not in done and _TO_COME.isdisjoint(self._words[clause.start : clause.stop]):
                self._mark(range(start, stop), "past")
            done.add((start, stop))

    def thought(self) -> None:
        """Mark what is only thought of: from the cue to the end of the clause, unless it is happening."""
        excused = {cue.first - 1 for cue in self._by_name.get("unless_if", [])}
        strong = sorted(self._strong)
        done: set[int] = set()
        for cue in sorted(self._by_name.get("if", []), key=lambda cue: cue.first):
            clause = self._clause(cue.first)
            if clause.start in done or cue.first in self._taken or cue.last in excused:
                continue
            place = bisect_left(strong, cue.first)
            if place == len(strong) or strong[place] >= clause.stop:
                self._mark(range(cue.last + 1, clause.stop), "thought")
                done.add(clause.start)

    def framed(self) -> None:
        """Mark teaching, news, fiction and songs: the whole text, but not a clause where it happens to somebody now."""
        cues = [*self._by_name.get("teach", []), *self._by_name.get("fiction", [])]
        if all(cue.first in self._taken for cue in cues):
            return
        for clause in self._ranges:
            told = self._words[clause.start : clause.stop]
            personal = not (_SELF | _PEOPLE).isdisjoint(told)
            if not (personal and any(clause.start <= at < clause.stop for at in self._strong)):
                self._mark(clause, "frame")

    def over(self) -> None:
        """Mark what is over: everything, but not behind a later word that takes it back ("but", "again")."""
        cues = [cue for cue in self._by_name.get("resolved", []) if cue.first not in self._taken]
        if not cues:
            return
        first = cues[0]
        inside = {place for cue in cues for place in range(cue.first, cue.last + 1)}
        back = [cue.first for cue in self._by_name.get("unresolved", []) if cue.first not in inside]
        stop = min((at for at in back if at > first.last), default=len(self._words))
        self._mark(range(stop), "over")

    def _places(self, name: str) -> set[int]:
        return {cue.first for cue in self._by_name.get(name, [])}

    def _mark(self, places: Iterable[int], effect: Effect) -> None:
        for place in places:
            self._context.effects[place].add(effect)

    def _until(self, start: int, *, most: int, ends: set[int]) -> int:
        words = self._words
        for place in range(start, min(len(words), start + most)):
            follows = words[place + 1] if place + 1 < len(words) else ""
            if (
                words[place] == "|"
                or place in ends
                or (words[place] == "," and (follows in _SUBJECTS or place == start))
            ):
                return place
        return min(len(words), start + most)

    def _clause(self, place: int) -> range:
        return self._ranges[self._context.clauses[place]]

    def _all_clauses(self) -> list[range]:
        breaks = [-1, *(at for at, word in enumerate(self._words) if word == "|"), len(self._words)]
        return [range(one + 1, other) for one, other in pairwise(breaks)]


def _clauses(words: Sequence[str]) -> list[int]:
    numbers: list[int] = []
    now = 0
    for word in words:
        now += word == "|"
        numbers.append(now)
    return numbers


def _mark_idioms(words: Sequence[str], context: Context) -> None:
    for start, pair in enumerate(pairwise([*words, ""])):
        if pair[0] not in IDIOM_STARTS:
            continue
        for parts in (*IDIOMS.get(pair, ()), *IDIOMS.get((pair[0], ""), ())):
            end = _idiom_end(words, start, parts)
            for place in range(start, end):
                context.effects[place].add("idiom")


def _idiom_end(words: Sequence[str], start: int, parts: list[list[str]]) -> int:
    """Give where the figure of speech that begins at `start` ends, or `start` if it is another."""
    at = start
    for number, part in enumerate(parts):
        reach = range(at, at + (_IDIOM_GAP if number else 0) + 1)
        place = next((here for here in reach if list(words[here : here + len(part)]) == part), None)
        if place is None:
            return start
        at = place + len(part)
    return at
