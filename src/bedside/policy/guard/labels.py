"""Numbers behind their labels: "MRN 00482917", "member id XQZ88420917", "plate KTR 4821".

`data/labels.tsv` holds one label a row: the words (`{n}` stands for any word that means number), the kind of what
follows, how far it may stand off (`near`: up to three words between; `next`: only "is", "number" and the like), and
the form (how many digits at the least, or the name of a shape). The text is read once for all labels: each word is
looked up, so a long text costs no more than its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bedside.policy.guard.tables import rows

NATIONAL = "national"
NUMBER_WORDS = ("#", "code", "id", "ident", "identifier", "nbr", "no", "nr", "num", "number", "numbers")
_WORD = re.compile(r"[^\W\d_]+|#")
_NEXT_WORD = re.compile(rf"[ '.:/-]{{0,2}}(?P<word>{_WORD.pattern})")
_LINK = (
    r"(?:[\s:#=.,(\"'-]{1,4}(?:is|was|are|no|nr|num|nbr|number|id|ids|code|came|back|as|under|listed|shows?|says?"
    r"|said|reads?|ends?|ending|in)\b){0,3}"
)
_NOT_BETWEEN = (
    r"(?!(?:of|in|since|for|than|from|over|under|about|around|between|per|with|after|before|until|aged?|dose|dosed|took"
    r"|within|only|last|at|by)\b)"
)
_ENDS = r"(?:\s(?:ends?|ending|starts?|starting|begins?|beginning)\s(?:in|with))?"
_FILLER = rf"(?:[\s:#=.,(\"'-]{{1,4}}{_NOT_BETWEEN}[A-Za-z']{{1,12}}){{0,3}}?"
_SIGNS = r"[\s:#=.,(\"'*_-]{0,4}"
_START = r"(?<![^\W_])(?<![.]\d)"
_UNITS = (
    r"%|mgs?|mcg|ug|kg|ml|mmol|mmhg|iu|units?|cm|mm|km|kb|mb|px|bpm|kcal|patients?|people|persons|cases|visits"
    r"|times"
    r"|hours?|hrs?|days?|weeks?|months?|years?|yrs?|minutes?|mins?|seconds|dollars|pounds|euros|usd|eur|pages|copies"
    r"|tablets?|pills?|steps|percent|points?|members|women|men|children|nurses|doctors|staff|users|followers|records"
    r"|votes|others|more|million|thousand|billion"
)
_END = rf"(?![^\W_]|[.,:]\d|/\d|(?-i:\s?[glkm]\b)|\s?(?:{_UNITS})\b|\s?%|\s(?:of|out of|to) \d)"
SHAPES = {
    "code": (
        r"[A-Za-z]{0,8}(?:[-/.][A-Za-z]{1,10}){0,2}[-/.]?\d[\dA-Za-z]{0,40}(?:[-/.][\dA-Za-z]{1,12}){0,6}"
        r"(?: (?-i:[A-Z]{0,3})\d[\dA-Z]{0,5}){0,4}(?:(?-i: [A-Z]{1,3})(?=[.,;)!?]|\Z))?"
    ),
    "card": r"\d(?:[ -]?\d){11,18}",
    "flight": r"(?:[A-Za-z]{2}|[A-Za-z]\d|\d[A-Za-z])[ -]?\d{2,4}|\d{3,4}",
    "line": r"\+?\(?\d(?:[\s./()-]{0,3}\d){5,15}(?:[\s,;]{0,2}(?:ext(?:ension)?|x|#)\.?\s?\d{1,6})?",
    "plate": (
        r"[A-Za-z]{2}[ -]?\d{2}[ -]?[A-Za-z]{1,3}[ -]?\d{1,4}|"
        r"[A-Za-z]{1,4}[ -]?\d{1,5}[ -]?[A-Za-z]{0,3}|\d{1,4}[ -]?[A-Za-z]{1,4}[ -]?\d{0,6}[A-Za-z]{0,2}"
        r"|[A-Za-z]{2}[ -]?\d{2}[ -]?"
        r"[A-Za-z]{1,3}[ -]?\d{1,4}"
    ),
    "vin": r"[A-HJ-NPR-Za-hj-npr-z0-9]{17}",
    "mixed": r"(?=[A-Za-z]{0,8}\d)[A-Za-z\d]{1,20}(?:[ ./-][\dA-Za-z]{1,8}){0,7}",
}
_NEVER = re.compile(r"(?:18|19|20)\d\d(?:[/.-]\d{1,2}[/.-]\d{1,2})?|\d{1,2}/\d{1,2}|[Vv]\d{1,2}(?:\.\d+)*")
_DAY = re.compile(r"(?P<one>\d{1,2})([/.-])(?P<two>\d{1,2})\2(?:\d\d|\d{4})")
_NO_PLATE = re.compile(
    r"(?:.*\s)?(?:of|in|on|at|no|is|to|or|and|the|for|by|with|per|was)\b.*|\d{1,4}(?: ?[a-z]{1,4})?|\d{1,2}"
)
_DIGIT = re.compile(r"\d")
_WEAK = {(word,) for word in NUMBER_WORDS}  # they tell that a number follows, not of what; a label before them does
_DEFAULT_LEAST = {"card": 12, "flight": 2, "line": 6, "plate": 2, "vin": 5}


_GLUED = re.compile(r"(?P<value>\d{5,12})(?![^\W_]|[.,:/-]\d)")
_PREFIX = re.compile(r"(?:\A|[\s:#=.,(\"'*-])(?P<letters>[A-Z]{1,4}) \Z")
_SECOND = re.compile(
    r",? ?(?:not|and|or|instead of|rather than|&|/) ?(?P<value>[A-Za-z]{0,4}-?\d[\dA-Za-z/-]{2,20})(?![^\W_]|[.,:]\d)"
)
_LEAST_OF_TWO = 4
_BEFORE_LABEL = re.compile(
    r"(?<![\w.,/:@$-])(?P<value>[A-Za-z]{0,4}-?\d[\dA-Za-z-]{3,20})(?: ?\(| ?= ?|,? (?:is|was|as|being|,)(?: "
    r"(?:his|her|my|their|the|our"
    r"|your|an?|its))?(?: (?:actual|full|old|new))? |,? (?:his|her|my|their|the) )\Z",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """One row of the table, its words folded."""

    words: tuple[str, ...]
    kind: str
    reach: str
    shape: str
    least: int


class Labelled(NamedTuple):
    """A value (normalised offsets) and the label it stands behind."""

    start: int
    end: int
    label: Label


def read(norm: str) -> dict[str, list[Labelled]]:
    """Give the labelled values of a text by kind; a value belongs to the label nearest before it."""
    best: dict[int, tuple[int, Labelled]] = {}
    for label, start, end in _labels(norm):
        found = _value(norm, label=label, at=end)
        if found is None and label.reach == "near" and label.shape == "code":
            found = _value_before(norm, label=label, start=start)
        if found and (found.start not in best or (best[found.start][0] <= end and label.words not in _WEAK)):
            best[found.start] = (end, found)
            if (other := _joined(norm, found)) is not None:
                best.setdefault(other.start, (end, other))
    kinds: dict[str, list[Labelled]] = {}
    for start in sorted(best):
        found = best[start][1]
        kinds.setdefault(found.label.kind, []).append(found)
    return kinds


def _labels(norm: str) -> Iterator[tuple[Label, int, int]]:
    """Give every label in the text with its offsets: the longest at each place, and none inside another."""
    first_words = _table()
    digits = [match.start() for match in _DIGIT.finditer(norm)]
    taken = 0
    for match in _WORD.finditer(norm):
        word = match[0].lower()
        if word not in first_words or match.start() < taken:
            continue
        start, end = match.span()
        following = _NEXT_WORD.match(norm, end)
        second = following["word"].lower() if following else ""
        for label in first_words[word].get(second) or first_words[word].get("", ()):
            last = _fits(label, norm=norm, end=end)
            if last is not None:
                taken = last
                if _is_near_a_digit(digits, start=start, end=last):
                    yield label, start, last
                break


def _is_near_a_digit(digits: list[int], *, start: int, end: int) -> bool:
    """Say whether a digit stands within reach: three words and a prefix are at most 70 characters."""
    place = bisect_left(digits, start - 50)
    return place < len(digits) and digits[place] - end < 70


def _fits(label: Label, *, norm: str, end: int) -> int | None:
    """Give the offset behind the label if the rest of its words follow one after the other; the first ends at `end`."""
    for wanted in label.words[1:]:
        match = _NEXT_WORD.match(norm, end)
        if match is None or match["word"].lower() != wanted:
            return None
        end = match.end()
    return end


def _value(norm: str, *, label: Label, at: int) -> Labelled | None:
    match = _pattern(reach=label.reach, shape=label.shape).match(norm, at) or _GLUED.match(norm, at)
    if match is None:
        return None
    value = match["value"]
    if len(_DIGIT.findall(value)) < label.least or _is_none(value, shape=label.shape):
        return None
    return Labelled(_with_prefix(norm, match.start("value"), after=at), match.end("value"), label)


def _joined(norm: str, found: Labelled) -> Labelled | None:
    """Give the second number of two behind one label: "MRN 4471-92, not 4471-29"; it has as many digits."""
    match = _SECOND.match(norm, found.end)
    if match is None or found.label.shape != "code":
        return None
    digits = len(_DIGIT.findall(norm, found.start, found.end))
    is_alike = digits >= _LEAST_OF_TWO and len(_DIGIT.findall(match["value"])) == digits
    return Labelled(match.start("value"), match.end("value"), found.label) if is_alike else None


def _with_prefix(norm: str, start: int, *, after: int) -> int:
    """Give where a number begins to which letters in capitals belong, as in "RXH 204 881"."""
    prefix = _PREFIX.search(norm, after, start)
    return prefix.start("letters") if prefix and prefix["letters"].lower() not in NUMBER_WORDS else start


def _value_before(norm: str, *, label: Label, start: int) -> Labelled | None:
    """Give the number that stands right before its label, as in "4471922 (MRN)" or "4471922 is her MRN"."""
    match = _BEFORE_LABEL.search(norm, max(0, start - 60), start)
    if match is None or len(_DIGIT.findall(match["value"])) < max(5, label.least):
        return None
    return None if _is_none(match["value"], shape="code") else Labelled(match.start("value"), match.end("value"), label)


def _is_none(value: str, *, shape: str) -> bool:
    """Say whether what stands behind a label is a year, a day or a version, or for a plate plain words."""
    if shape == "plate":
        return _NO_PLATE.fullmatch(value) is not None
    day = _DAY.fullmatch(value)
    if day:
        low, high = sorted((int(day["one"]), int(day["two"])))
        return 1 <= low <= 12 and high <= 31
    return _NEVER.fullmatch(value) is not None


@cache
def _pattern(*, reach: str, shape: str) -> re.Pattern[str]:
    between = _LINK if reach == "next" else _FILLER
    return re.compile(rf"{between}{_ENDS}{_SIGNS}{_START}(?P<value>{SHAPES[shape]}){_END}", re.IGNORECASE)


@cache
def _table() -> dict[str, dict[str, tuple[Label, ...]]]:
    """Give the labels by their first word and the word behind it, the longer before the shorter.

    Those of one word stand behind the empty word as well, for whatever else follows.
    """
    table: dict[str, list[Label]] = {}
    for phrase, kind, reach, form in rows("labels.tsv"):
        for words in _spellings(phrase):
            shape = "code" if form.isdigit() else form
            least = int(form) if form.isdigit() else _DEFAULT_LEAST.get(form, 3)
            table.setdefault(words[0], []).append(Label(words, kind, reach, shape, least))
    for words in national_modules():
        table.setdefault(words[0], []).append(Label(words, NATIONAL, "near", "mixed", 5))
    return {first: _by_second(sorted(them, key=lambda label: -len(label.words))) for first, them in table.items()}


def _by_second(labels: Sequence[Label]) -> dict[str, tuple[Label, ...]]:
    """Give the labels that can stand where each second word follows, in their order."""
    seconds = {label.words[1] if len(label.words) > 1 else "" for label in labels}
    return {
        second: tuple(label for label in labels if len(label.words) == 1 or label.words[1] == second)
        for second in seconds
    }


@cache
def national_modules() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give the modules of python-stdnum that may know the number behind each label."""
    return {
        words: tuple(modules.split(","))
        for phrase, modules in rows("national_numbers.tsv")
        for words in _spellings(phrase)
    }


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    words = tuple(phrase.split())
    if words[-1] != "{n}":
        yield words
        return
    for number in NUMBER_WORDS:
        yield (*words[:-1], number)
