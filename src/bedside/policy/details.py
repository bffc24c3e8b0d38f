"""Taking the details out of one's own post: in which pieces it is offered, which of them tell something, and which
answers of others repeat what was taken out.

Its author ticks what stays. The rule only ticks beforehand, and errs towards taking out: the words are gone for good,
and what stays can be read by all who read the post.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bedside.policy.guard import Facts, Report, inspect
from bedside.policy.guard.gazetteers import frequency

MOST: Final = 200
"""Pieces at most that are offered one by one; of a longer text the rest is one piece."""
RUN: Final = 5
"""So many words one after another, in the same order, are a quotation."""
RARE: Final = 5
"""A word that is no commoner than this (`gazetteers.frequency`) tells something by itself: "metformin", "Lisbon"."""
NOT_SO_RARE: Final = 6
"""The same for a word in a place that the guard marked: "kill", but not "want"."""
LEFT_EMPTY: Final = "The author took the details out of this post."
"""What stands where nothing of the words stayed."""
UNTITLED: Final = "A question"
"""What stands where a title has to be and did not stay."""

_END: Final = re.compile(r"(?<=[.!?…؟۔])[\"'”’)\]]*\s+(?![a-z])|(?<=[。！？])|\s*\n\s*")  # noqa: RUF001  # of other scripts too
_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3  # letters of a word that can tell something


@dataclass(frozen=True)
class Piece:
    """A sentence or a line, and the blanks that follow it. `tells`: it holds a detail, as far as the rule can see."""

    words: str
    gap: str
    tells: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """Return `text` in sentences, in order; joined with their gaps they are the text again."""
    cuts = [(one.start(), one.end()) for one in _END.finditer(text) if one.end() < len(text)][: MOST - 1]
    marked = _marked(text)
    found, begin = [], 0
    for _start, end in [*cuts, (len(text), len(text))]:
        # What closes a quotation stands before the blanks and belongs to the sentence.
        words = text[begin:end].rstrip()
        inside = begin + len(words)
        if words:
            tells = _has_number(words) or any(low < inside and high > begin for low, high in marked)
            found.append(Piece(words, text[inside:end], tells))
        begin = end
    return tuple(found)


def left(parts: Sequence[Piece], keep: Collection[int]) -> str:
    """Return what stands when only the pieces with these places stay; a paragraph's end outlives its last sentence."""
    text = ""
    for place, one in enumerate(parts):
        if place in keep:
            text += one.words + one.gap
        elif "\n" in one.gap and text:
            text = text.rstrip() + one.gap
    return re.sub(r"\n{3,}", "\n\n", text).strip()


@dataclass(frozen=True)
class Taken:
    """What was taken out, as answers are compared with it: runs of words, and words that tell something alone."""

    runs: frozenset[tuple[str, ...]]
    telling: frozenset[str]


def taken_out(texts: Iterable[str], *, stays: str) -> Taken:
    """Return what answers are compared with: `texts` were taken out of a post that now says `stays`."""
    runs: set[tuple[str, ...]] = set()
    telling: set[str] = set()
    for one in texts:
        runs |= _runs(_words(one))
        telling |= _telling(one)
    there = _words(stays)
    return Taken(frozenset(runs - _runs(there)), frozenset(telling - set(there)))


def repeats(answer: str, taken: Taken) -> bool:
    """Say whether an answer quotes what was taken out of a post, or names a detail of it that does not stand there now.

    It errs towards yes: what it says yes to is folded, and whoever presses can read it.
    """
    said = _words(answer)
    return not taken.telling.isdisjoint(said) or not taken.runs.isdisjoint(_runs(said))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _telling(text: str) -> frozenset[str]:
    """Return the words and numbers of a text that tell something by themselves."""
    found = {word for word in _words(text) if _is_number(word) or _is_rare(word, RARE)}
    for low, high in _marked(text):
        found |= {word for word in _words(text[low:high]) if _is_rare(word, NOT_SO_RARE)}
    return frozenset(found)


def _is_rare(word: str, bound: int) -> bool:
    return len(word) >= _SHORTEST and not word.isdigit() and frequency(word) <= bound


def _is_number(word: str) -> bool:
    return word.isdigit() and len(word) > 1


def _has_number(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def _marked(text: str) -> list[tuple[int, int]]:
    """Return the places that the guard marks for its strictest author: who somebody is, and where danger is spoken of.

    Of signs that tell only together, each is a place.
    """
    return [_trimmed(text, *span) for span in _spans(inspect(text, Facts()))] if text else []


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return a place without the signs at its ends, which may belong to the sentence before."""
    while begin < end and not text[begin].isalnum():
        begin += 1
    return begin, end


def _spans(report: Report) -> list[tuple[int, int]]:
    found = [(hint.start, hint.end) for hint in report.urgency.hints]
    for one in report.findings:
        if one.parts:
            found += [(part.start, part.end) for part in one.parts]
        elif one.kind != "unchecked":
            found.append((one.start, one.end))
    return found
