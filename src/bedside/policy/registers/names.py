"""Comparing a person's name with a register's (spec clinicians.md 1.3): marks, case, punctuation and titles aside.

A number and a name together make a match, never a name alone. What is only alike goes to a person.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final, Literal, NamedTuple

SUFFIXES: Final = frozenset({"JR", "SR", "II", "III", "IV", "JUNIOR", "SENIOR"})
TITLES: Final = frozenset({"DR", "PROF", "PROFESSOR", "MR", "MRS", "MS", "MISS", "MX", "SIR"})
# Letters behind a name that are no family name as well, so that they go wherever they stand at the end.
CREDENTIALS: Final = frozenset(
    {"MD", "PHD", "MBBS", "MBCHB", "DDS", "DMD", "DPM", "DVM", "PHARMD", "PSYD", "DNP", "APRN", "CRNA", "CNM", "FNP"}
    | {"LCSW", "LMFT", "LMHC", "LPC", "LPN", "MPH", "MSN", "BSN", "MSW", "FACP", "FACS", "FACC", "FAAP", "FACOG"}
    | {"FRCP", "FRCS", "FRCPC", "MRCP", "MRCS", "MRCGP", "PAC", "RPH"}
)
# These are family names too (Do, Ma, Pa, Ng): they go where a comma or a full stop sets them off.
SHORT_CREDENTIALS: Final = frozenset(
    {"DO", "RN", "NP", "PA", "PT", "OT", "DC", "OD", "MA", "BA", "BS", "MS", "MBA", "LAC", "CNS", "RD", "ESQ"}
)
NO_NAME: Final = frozenset({"FNU", "LNU", "NFN", "NLN", "NMN", "UNAVAIL"})  # what registers write for a missing name
MOST_WORDS: Final = 6
SHORTEST_PART: Final = 3  # letters; "AL" and "EL" of a double name are no name by themselves

# Letters that NFKD leaves whole.
_WHOLE: Final = str.maketrans(
    {"Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH", "Ħ": "H", "ẞ": "SS", "Ŧ": "T"}
)
_DASHES: Final = r"[\u2010-\u2015]"
_APART: Final = re.compile(r"[\s\-\u2010-\u2015/_]+")
_DOTTED: Final = re.compile(r"\b(?:\w{1,3}\.){2,}|\b\w{2,5}\.(?=\s|,|$)")

Kind = Literal["exact", "near", "none"]


class Name(NamedTuple):
    """A name as it was written, in its parts."""

    family: str
    given: str = ""
    middle: str = ""
    other_family: str = ""


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """Return the form in which two names are compared: "O'Brien-Núñez Jr., M.D." is "OBRIENNUNEZ"."""
    upper = text.upper()
    plain = upper.isascii() and upper.isalpha() and upper not in NO_NAME  # as most are: nothing is to be done
    return upper if plain else "".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in upper case without marks, titles, suffixes and letters behind the name."""
    if "," in text:
        first, *rest = text.split(",")
        kept = [first, *(piece for piece in rest if not _is_behind(piece))]
        text = " ".join(kept)
    dotted = {_plain(found.group()) for found in _DOTTED.finditer(text)}
    found = [word for word in map(_plain, _APART.split(text)) if word]
    behind = SUFFIXES | CREDENTIALS | (SHORT_CREDENTIALS & dotted)
    while len(found) > 1 and found[-1] in behind:
        found.pop()
    while len(found) > 1 and found[0] in TITLES:
        found.pop(0)
    return () if "".join(found) in NO_NAME else tuple(found)


def parts(family: str) -> tuple[str, ...]:
    """Return the keys of the parts of a family name with a hyphen, by each of which it is known; none without one."""
    if family.isalpha():
        return ()
    tidy = re.sub(_DASHES, "-", family)
    pieces = [key(piece) for piece in tidy.split("-")]
    return tuple(piece for piece in pieces if len(piece) >= SHORTEST_PART) if len(pieces) > 1 else ()


def other_keys(name: Name) -> frozenset[str]:
    """Return the keys by which the name is found besides that of its family name."""
    keys = {*parts(name.family), key(name.other_family), *parts(name.other_family)}
    return frozenset(keys - {key(name.family), ""})


def readings(text: str) -> tuple[Name, ...]:
    """Return the ways in which a whole name can be read, as keys: "Ana Garcia Lopez" has three family names.

    With a comma ("Haddad, Uma") there is one way. Given names are of their first word; "" asks for none.
    """
    family, comma, given = text.partition(",")
    if comma and not _is_behind(given):
        first = words(given)[:1]
        return (Name(key(family), "".join(first)),) if key(family) else ()
    found = words(text)[:MOST_WORDS]
    splits = [Name("".join(found[place:]), found[0] if place else "") for place in range(len(found))]
    if len(found) == 2:
        splits.append(Name(found[0], found[1]))  # "Haddad Uma"
    return tuple(dict.fromkeys(splits))


def compare(known: Name, *, family: str, given: str) -> Kind:
    """Say whether somebody who writes her name as `family`, `given` may be the person whom a register has as `known`.

    "exact": the family name, another last name or one part of a double name is equal, and the first name is. "near":
    the first name is an initial, a short form, a middle name or the first of several; or the family name shares a word.
    """
    asked = key(family)
    if not asked or not key(known.family):
        return "none"
    how = _compare_given(known, given)
    if how == "none":
        return "none"
    if _same_family(known, family):
        return how
    shared = {word for word in words(known.family) if len(word) >= SHORTEST_PART} & set(words(family))
    return "near" if shared and how == "exact" else "none"


def _same_family(known: Name, family: str) -> bool:
    asked = key(family)
    ours = {key(known.family), *other_keys(known)}
    return (
        asked in ours
        or key(known.family) in parts(family)
        or (key(known.other_family) != "" and key(known.other_family) in parts(family))
    )


def _compare_given(known: Name, given: str) -> Kind:
    ours, asked = words(known.given), words(given)
    both = "".join(ours), "".join(asked)
    if both[0] == both[1] or (asked and "".join((*ours, *words(known.middle))) == both[1]):
        return "exact"
    if not (ours and asked):
        return "near" if ours or asked else "exact"
    middle = words(known.middle)
    if _alike(ours[0], asked[0]) or (middle and len(middle[0]) > 1 and middle[0] == asked[0]):
        return "near"
    return "none"


def _alike(one: str, other: str) -> bool:
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return bool(_short_forms().get(one, frozenset()) & _short_forms().get(other, frozenset()))


@cache
def _short_forms() -> dict[str, frozenset[int]]:
    """The groups, by number, in which each first name is. One line of the file is a group."""
    text = resources.files("bedside.policy.registers").joinpath("short_forms.txt").read_text(encoding="utf-8")
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(text.splitlines()):
        for name in () if line.startswith("#") else line.split():
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(found) for name, found in groups.items()}


def _plain(text: str) -> str:
    """Upper-case letters and digits alone, of any script; ß becomes SS."""
    upper = unicodedata.normalize("NFKD", text.upper()).translate(_WHOLE)
    return "".join(letter for letter in upper if letter.isalnum())


def _is_behind(piece: str) -> bool:
    """Whether what stands behind a comma is a suffix or letters alone: "Jr.", "MD", "D.O. FACP"."""
    found = [_plain(word) for word in piece.split()]
    return all(word in SUFFIXES | CREDENTIALS | SHORT_CREDENTIALS for word in found)
