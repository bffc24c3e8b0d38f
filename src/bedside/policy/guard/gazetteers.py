"""Lists of names, places and word frequencies, read from one packed file.

`training/gazetteer.py` writes the file. Sources: the 1990 census of the United States (first and last names), the name
lists of Faker, GeoNames, the ZIP lists of the postal service, and word frequencies; `docs/guard-model.md` names the
licences. All words are looked up in folded form: lower case, no accents.
"""

from __future__ import annotations

import sys
import unicodedata
import zlib
from array import array
from functools import cache
from pkgutil import get_data
from typing import Literal, NamedTuple, cast

MAGIC = b"bedside gazetteer 1\n"
KINDS: tuple[str, ...] = ("city", "county", "state", "country")
LONGEST_PLACE = 4

FREQUENCY_BITS = 4
PROPER_BITS = 2
FIRST_BITS = 3
SURNAME_BITS = 3
_FREQUENCIES = (1 << FREQUENCY_BITS) - 1
_PROPER_AT = FREQUENCY_BITS
_FIRST_AT = _PROPER_AT + PROPER_BITS
_SURNAME_AT = _FIRST_AT + FIRST_BITS

PlaceKind = Literal["city", "county", "state", "country"]


class Place(NamedTuple):
    """A place by name. Where several share the name: the widest kind, and of that the most people.

    `region` is the country as two letters, for the United States with the state ("US-VT"). `population` counts people
    (estimated for towns under 15,000, 0 when not known). `common` means that the name is an ordinary word as well.
    """

    kind: PlaceKind
    population: int
    common: bool
    region: str


class Word(NamedTuple):
    """What the lists say of one word; every field is 0 for what they do not hold.

    `frequency` runs from 1 (rare) to 8 (one in a hundred words) for English. `proper` compares use in English with use
    in other languages: 1 an English word, 2 between, 3 as common elsewhere, as names are; 0 too rare to say. `first`
    and `surname` run from 1 (rare as such a name) to 7 (one of the most common).
    """

    frequency: int
    proper: int
    first: int
    surname: int


class _Lists(NamedTuple):
    words: dict[str, int]
    places: dict[str, int]
    kinds: array[int]
    populations: array[int]
    regions: list[str]
    starts: frozenset[str]


def packed(word: Word) -> int:
    """Pack what is known of a word into one number."""
    return word.frequency | word.proper << _PROPER_AT | word.first << _FIRST_AT | word.surname << _SURNAME_AT


def unpacked(code: int) -> Word:
    """Give what `packed` was given."""
    return Word(
        frequency=code & _FREQUENCIES,
        proper=code >> _PROPER_AT & (1 << PROPER_BITS) - 1,
        first=code >> _FIRST_AT & (1 << FIRST_BITS) - 1,
        surname=code >> _SURNAME_AT & (1 << SURNAME_BITS) - 1,
    )


def fold(text: str) -> str:
    """Give the form in which words and places are looked up: lower case, accents dropped."""
    lower = text.lower()
    if lower.isascii():
        return lower
    apart = unicodedata.normalize("NFD", lower.replace("\u00df", "ss").replace("\u00f8", "o").replace("\u0142", "l"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def word(folded: str) -> Word:
    """Give what the lists say of one folded word."""
    return unpacked(_lists().words.get(folded, 0))


def code(folded: str) -> int:
    """Give the packed form of `word`, for callers in a hurry; 0 for an unknown word."""
    return _lists().words.get(folded, 0)


def frequency(folded: str) -> int:
    """Say how common a word is in English: 0 unknown, 1 rare ... 8 very common."""
    return word(folded).frequency


def first_name(folded: str) -> int:
    """Say how common a word is as a first name: 0 unknown, 1 rare ... 7 very common."""
    return word(folded).first


def surname(folded: str) -> int:
    """Say how common a word is as a surname: 0 unknown, 1 rare ... 7 very common."""
    return word(folded).surname


def place(name: str) -> Place | None:
    """Give the place of that name (folded, words parted by single spaces, no full stops), or None."""
    lists = _lists()
    at = lists.places.get(name)
    if at is None:
        return None
    kind, common = divmod(lists.kinds[at], 2)
    return Place(cast(PlaceKind, KINDS[kind]), lists.populations[at], bool(common), lists.regions[at])


def begins_place(words: str) -> bool:
    """Say whether a place of several words begins with these one or two words."""
    return words in _lists().starts


def words_as_common_as(least: int) -> list[str]:
    """Give the words whose `frequency` is at least that: from 7 on some 290 words of English, from 6 some 3,000."""
    return [word for word, code in _lists().words.items() if code & _FREQUENCIES >= least]


def load() -> None:
    """Read the lists now, so that the first text does not pay for it."""
    _lists()


@cache
def _lists() -> _Lists:
    raw = get_data(__package__, "data/gazetteer.bin")
    if raw is None or not raw.startswith(MAGIC):
        raise ValueError("gazetteer.bin is of another version")
    names, codes, places, kinds, populations, regions = _sections(zlib.decompress(raw[len(MAGIC) :]))
    keys = places.decode().split("\n")
    shared = list(range(1 << _SURNAME_AT + SURNAME_BITS))  # one object for each number, not one for each word
    return _Lists(
        words=dict(zip(names.decode().split("\n"), map(shared.__getitem__, _numbers("H", codes)), strict=True)),
        places={key: at for at, key in enumerate(keys)},
        kinds=_numbers("B", kinds),
        populations=_numbers("I", populations),
        regions=[sys.intern(region) for region in regions.decode().split("\n")],
        starts=frozenset(start for key in keys if " " in key for start in _starts(key)),
    )


def _starts(key: str) -> tuple[str, str]:
    """Give the first word of a place, and its first two."""
    first, _, rest = key.partition(" ")
    return first, f"{first} {rest.partition(' ')[0]}" if " " in rest else key


def _sections(raw: bytes) -> list[bytes]:
    """Cut the file into its parts: each begins with its length as four bytes, lowest first."""
    parts: list[bytes] = []
    at = 0
    while at < len(raw):
        length = int.from_bytes(raw[at : at + 4], "little")
        parts.append(raw[at + 4 : at + 4 + length])
        at += 4 + length
    return parts


def _numbers(kind: str, raw: bytes) -> array[int]:
    numbers = array(kind)
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
