"""Normalised text with a map back to the text as given.

Detectors read `Doc.norm`; `Doc.span` turns their offsets into code points of the original.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bedside.policy.guard import codes, labels
from bedside.policy.guard.layer import Token, tokenise
from bedside.policy.guard.model import Facts
from bedside.policy.guard.naming import is_headline
from bedside.policy.guard.sequence import Chance, chances
from bedside.policy.guard.setting import Setting, setting_of
from bedside.policy.guard.tokens import Flat, flatten

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_CLUSTER = re.compile(rf"[{_CONTROLS}]|[\x00-\x7f][{_MARKS}]{{1,8}}|[^\x00-\x7f][{_MARKS}]{{0,8}}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_MIXED_WORD = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u04ff]{2,}")
_LATIN = re.compile("[A-Za-z]")
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0455\u0458\u043a\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420"
    "\u0421\u0422\u0425\u03bf\u03b1\u03b5\u03b9\u03ba\u03bd\u03c1\u03c5\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d"
    "\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcxyisjkABEKMHOPCTXoaeikvpuABEHIKMNOPTYX",
)
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
    }
)
_BRACKETED = re.compile(r"(?<=\w)\s{0,3}[(\[{<]\s{0,2}(at|dot)\s{0,2}[)\]}>]\s{0,3}(?=\w)", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?<![\w.@+-])[\w.+-]{1,64}(?: dot [\w.+-]{1,40}){0,3}(?: at |\s?@\s?)[\w-]{1,63}(?:(?: dot |\.)[\w-]{1,63}){0,3}"
    r" dot (?:com|org|net|edu|gov|info|health|care|example|io|co|uk|us|ca|au|nz|ie|de|fr|nl|es|it|in|eu)\b",
    re.IGNORECASE,
)
_SPOKEN_WORD = re.compile(r"\s(at|dot)\s|\s?@\s?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_ABBREVIATION = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|st|no|tel|ext|approx|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|pt|vs)\Z",
    re.IGNORECASE,
)
_CONTROL = re.compile(f"[{_CONTROLS}]")
_DIGITS = "0123456789"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Mapped:
    """A text in which every character knows the part of the original it came from."""

    text: str
    starts: list[int]
    ends: list[int]


class Doc:
    """One text made ready for the detectors. Computed once, shared by all, changed by none."""

    def __init__(self, text: str, facts: Facts) -> None:
        """Normalise `text`: compatibility forms, look-alikes, hidden characters, spelled-out address signs.

        `digits` is how many digits the text holds, so that a reader of numbers knows when there can be none.
        """
        mapped = _normalise(text)
        self.original = text
        self.facts = facts
        self.norm = mapped.text
        self.digits = sum(map(mapped.text.count, _DIGITS))
        self.has_digit = self.digits > 0
        self._starts = mapped.starts
        self._ends = mapped.ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets of the normalised text into code points of the original."""
        return self._starts[start], self._ends[end - 1]

    def sentence(self, at: int) -> tuple[int, int]:
        """Give start and end of the sentence (normalised offsets) that holds position `at`."""
        place = bisect_right(self._breaks, at)
        return self._breaks[place - 1], self._breaks[place] if place < len(self._breaks) else len(self.norm)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text in lower case, to tell quickly what cannot be in it."""
        return frozenset(_WORD.findall(self.norm.lower()))

    @cached_property
    def longest(self) -> int:
        """How many characters the longest run without a blank has."""
        return max(map(len, self.norm.split()), default=0)

    @cached_property
    def labelled(self) -> dict[str, list[labels.Labelled]]:
        """The numbers behind a label, by kind."""
        return labels.read(self.norm) if self.has_digit else {}

    @cached_property
    def codes(self) -> list[tuple[int, int]]:
        """The spans of codes that belong to no person: trials, papers, diagnoses, genes."""
        return codes.read(self.norm) if self.has_digit else []

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and signs of the normalised text, with what the gazetteers know of each."""
        return tokenise(self.norm)

    @cached_property
    def chances(self) -> list[Chance]:
        """How likely each token belongs to a name or a place."""
        return chances(self.tokens)

    @cached_property
    def setting(self) -> Setting:
        """Whether somebody is described, the author tells of herself, it is medical talk, or none of these."""
        return setting_of(self.norm, self.tokens)

    @cached_property
    def is_headline(self) -> bool:
        """Whether nearly all words begin with a capital."""
        return is_headline(self.tokens)

    @cached_property
    def flat(self) -> Flat:
        """The words as one flat line, made once for all who read it."""
        return flatten(self.norm)

    @cached_property
    def _breaks(self) -> list[int]:
        return sentence_starts(self.norm)


def normalise(text: str) -> str:
    """Give the form in which the guard reads `text`."""
    return _normalise(text).text


def sentence_starts(text: str) -> list[int]:
    """Give the offset at which each sentence of `text` begins; the first is 0."""
    ends = (m for m in _SENTENCE_END.finditer(text) if not _ABBREVIATION.search(text, max(0, m.start() - 8), m.start()))
    return [0, *(m.end() for m in ends)]


def _normalise(text: str) -> _Mapped:
    mapped = _Mapped(text, list(range(len(text))), list(range(1, len(text) + 1)))
    if "&" in text:
        mapped = _rewrite(mapped, pattern=_ENTITY, new=lambda m: html.unescape(m[0]))
    if not mapped.text.isascii() or _CONTROL.search(mapped.text):
        mapped = _rewrite(mapped, pattern=_CLUSTER, new=lambda m: _fold(m[0]))
    if not mapped.text.isascii() and _OTHER_SCRIPT.search(mapped.text):
        mapped = _rewrite(mapped, pattern=_MIXED_WORD, new=_without_look_alikes, letter_by_letter=True)
    return _spelled_signs(mapped)


def _spelled_signs(mapped: _Mapped) -> _Mapped:
    if any(bracket in mapped.text for bracket in "([{<"):
        mapped = _rewrite(mapped, pattern=_BRACKETED, new=lambda m: _sign(m[1]))
    if " dot " in mapped.text.lower():
        mapped = _rewrite(mapped, pattern=_SPOKEN, new=lambda m: _SPOKEN_WORD.sub(lambda w: _sign(w[1]), m[0]))
    return mapped


def _sign(word: str | None) -> str:
    return "." if word and word.lower() == "dot" else "@"


def _rewrite(
    mapped: _Mapped, *, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], letter_by_letter: bool = False
) -> _Mapped:
    """Replace every match and keep the map: new characters point to the whole match, or each to its own letter."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in pattern.finditer(mapped.text):
        begin, end = match.span()
        text = new(match)
        parts += (mapped.text[done:begin], text)
        starts += mapped.starts[done:begin]
        ends += mapped.ends[done:begin]
        starts += mapped.starts[begin:end] if letter_by_letter else [mapped.starts[begin]] * len(text)
        ends += mapped.ends[begin:end] if letter_by_letter else [mapped.ends[end - 1]] * len(text)
        done = end
    if not parts:
        return mapped
    parts.append(mapped.text[done:])
    return _Mapped("".join(parts), starts + mapped.starts[done:], ends + mapped.ends[done:])


def _fold(cluster: str) -> str:
    """Fold one letter with its marks: compatibility form, any script's digits to 0-9, hidden characters gone."""
    shown = "".join(char for char in cluster if unicodedata.category(char) not in ("Cf", "Cc"))
    folded = unicodedata.normalize("NFKC", shown)
    kept = "".join(_plain(char) for char in folded if not unicodedata.category(char).startswith("M"))
    return kept.translate(_PUNCTUATION)


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _without_look_alikes(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(_LOOK_ALIKES) if _LATIN.search(word) else word
