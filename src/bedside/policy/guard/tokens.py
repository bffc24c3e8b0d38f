"""The words of a text as one flat line, so that a phrase pattern need not know about spacing and contractions.

The line is lower case, words stand between single spaces, `|` marks the end of a clause and `,` a comma.
"We'll re-do it, ok?" becomes " we will re do it , ok | ".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
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


class Flat:
    """The flat line, its words, and for each where it stands in the line and in the text it was made from."""

    def __init__(self, words: list[str], spans: list[tuple[int, int]]) -> None:
        """Put the words between single spaces."""
        self.line = f" {' '.join(words)} "
        self.words = words
        self.spans = spans

    @cached_property
    def bag(self) -> frozenset[str]:
        """The words of the line without their order."""
        return frozenset(self.words)

    @cached_property
    def at(self) -> list[int]:
        """Where each word begins in the line."""
        return list(accumulate([len(word) + 1 for word in self.words[:-1]], initial=1)) if self.words else []

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
        if shown != "." or before.lower() not in _TITLES:
            for word in _SPELLED_OUT[shown]:
                words.append(word)
                spans.append(match.span())
        before = shown
    return Flat(words, spans)


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
