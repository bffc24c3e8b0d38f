"""The words of a text as one flat line, so that a phrase pattern need not know about spacing and contractions.

The line is lower case, words stand between single spaces, `|` marks the end of a clause and `,` a comma.
"We'll re-do it, ok?" becomes " we will re do it , ok | ".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bedside.policy.guard.kept import Kept

_TOKEN = re.compile(r"@\w[\w.-]{0,60}\w(?:'s\b)?|@?\w+(?:'\w{1,3}\b)?|\.(?!\w)|[!?;:,\n()\[\]\u2026|]| - ")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "st", "pt", "no"})
_WHOLE = {
    "can't": "can not", "cannot": "can not", "cant": "can not", "won't": "will not", "wont": "will not",
    "u": "you", "ya": "you", "ur": "your", "yr": "your", "im": "i am", "ive": "i have", "youre": "you are",
    "youve": "you have", "weve": "we have", "dont": "do not", "didnt": "did not", "wasnt": "was not",
    "werent": "were not", "havent": "have not", "arent": "are not", "isnt": "is not", "couldnt": "could not",
    "pt": "patient", "pts": "patients", "appt": "appointment", "thx": "thanks", "ty": "thanks",
}  # fmt: skip
_ENDINGS = {"'ll": " will", "'ve": " have", "'re": " are", "'m": " am", "'d": " had", "'s": " 's"}


@dataclass(frozen=True, slots=True)
class Flat:
    """The flat line, its words, and for each where it stands in the line and in the text it was made from."""

    line: str
    words: list[str]
    bag: frozenset[str]
    at: list[int]
    spans: list[tuple[int, int]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets of the line into offsets of the text."""
        first = bisect_right(self.at, start) - 1
        last = bisect_right(self.at, end - 1) - 1
        return self.spans[first][0], self.spans[last][1]

    def clause_before(self, start: int) -> str:
        """Give what stands before `start` in the same clause of the line."""
        return self.line[self.line.rfind("|", 0, start) + 1 : start]


def flatten(text: str) -> Flat:
    """Make the flat line of `text`."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    before = ""
    for match in _TOKEN.finditer(text):
        shown = match[0]
        told = _SPELLED_OUT[shown]
        if shown != "." or before.lower() not in _TITLES:
            words += told
            spans += [match.span()] * len(told)
        before = shown
    return Flat(f" {' '.join(words)} ", words, frozenset(words), _starts(words), spans)


def _starts(words: Sequence[str]) -> list[int]:
    """Give where each word begins in the line."""
    ends = accumulate(map(len, words))
    return [1 + at + end - len(word) for at, (word, end) in enumerate(zip(words, ends, strict=True))]


def _spelled_out(token: str) -> tuple[str, ...]:
    shown = token.lower()
    if shown == ",":
        return (",",)
    if not (shown[0] == "@" or shown[0].isalnum() or shown[0] == "_"):
        return ("|",)
    if shown in _WHOLE:
        return tuple(_WHOLE[shown].split())
    if shown.endswith("n't"):
        return (shown[:-3], "not") if len(shown) > len("n't") else ("not",)
    stem, mark, ending = shown.partition("'")
    return tuple((stem + _ENDINGS.get(mark + ending, f" {ending}" if ending else "")).split())


_SPELLED_OUT = Kept(_spelled_out)
