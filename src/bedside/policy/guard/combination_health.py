"""Signs of health: conditions with how rare they are, births of several, and words of care."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.combination_reading import Reading, Sign
from bedside.policy.guard.combination_words import word_set
from bedside.policy.guard.kept import Kept

UNKNOWN_DISEASE: Final = 0.001
ULTRA_RARE: Final = 0.00001
_UPPER_ONLY = frozenset({"ms", "aids", "pots", "aps", "dress", "dts", "tic", "hus"})
_DISEASE_ENDS = (
    "itis",
    "oma",
    "emia",
    "aemia",
    "osis",
    "opathy",
    "ectomy",
    "otomy",
    "ostomy",
    "plasty",
    "uria",
    "algia",
)
_LIKE_DISEASE: Kept[str, bool] = Kept(
    lambda word: word in ("syndrome", "disease") or (len(word) >= 7 and word.endswith(_DISEASE_ENDS))
)
_CARE_ENDS = (
    "scopy", "graphy", "pexy", "lysis", "desis", "tripsy", "centesis", "cillin", "mycin", "statin", "sartan", "azole",
    "zumab", "ximab", "limumab", "tinib", "xaban", "zepam", "prazole", "caine", "dronate", "gliptin", "floxacin",
    "cycline", "parin", "triptan", "setron", "goxin", "pamine", "morphine", "prenorphine",
)  # fmt: skip
_LIKE_CARE: Kept[str, bool] = Kept(lambda word: len(word) >= 8 and word.endswith(_CARE_ENDS))
_HERSELF = frozenset({"i", "me", "myself"})
_HAVING = frozenset({"with", "has", "have", "had"})
_SEEING = frozenset({"saw", "seen", "seeing", "met", "reviewed", "consulted"})
_ONE: Final = frozenset({"a", "an", "my", "our", "this", "another", "|"})
_NO_DISEASE = word_set("no disease")
_RARE_BIRTHS = {
    "triplets": 80, "triplet": 80, "quadruplets": 4, "quadruplet": 4, "quads": 4, "quintuplets": 0.1,
    "sextuplets": 0.02, "quints": 0.1, "octuplets": 0.01,
}  # fmt: skip
_BIRTHS_A_YEAR = 0.011
_PER = 100_000


def conditions(reading: Reading) -> Iterator[Sign]:
    """Find conditions, with how rare they are; a named disease that no table holds counts as one in a thousand."""
    taken: set[int] = set()
    for found in reading.of("condition"):
        taken.update(range(found.first, found.last))
        words = reading.words[found.first : found.last]
        shown = reading.doc.norm[reading.start(found.first) : reading.end(found.last)]
        if words[0] in _UPPER_ONLY and len(words) == 1 and not shown.isupper():
            continue
        entry = found.entry
        strength = 2.0 if entry.share <= ULTRA_RARE / 10 else entry.strength
        yield reading.sign(
            "condition", found.first, found.last, share=entry.share, strength=strength, course=entry.sort,
            safer="a rare condition" if strength else None, own=_is_own(reading, found.first),
        )  # fmt: skip
    yield from _named_diseases(reading, taken)
    yield from _rare_births(reading)


def _named_diseases(reading: Reading, taken: set[int]) -> Iterator[Sign]:
    for at in _may_be_diseases(reading):
        word = reading.words[at]
        if len(word) < 3 or at in taken:
            continue
        named = word in ("syndrome", "disease") and reading.doc.norm[reading.start(max(0, at - 1))].isupper()
        if (
            named
            or _is_acronym(reading, at)
            or (len(word) >= 7 and word.endswith(_DISEASE_ENDS) and word not in _NO_DISEASE)
        ):
            yield reading.sign(
                "condition", at, at + 1, share=UNKNOWN_DISEASE, course="chronic", own=_is_own(reading, at)
            )


def _may_be_diseases(reading: Reading) -> list[int]:
    """Give the words that end like a disease, are a word for one, or stand behind "has" or "with"."""
    having = [False, *(word in _HAVING for word in reading.words)]
    return [at for at, word in enumerate(reading.words) if having[at] or _LIKE_DISEASE[word]]


def _is_acronym(reading: Reading, at: int) -> bool:
    """Say whether somebody "has", or is "with", something short in capitals that no table holds."""
    if at == 0 or reading.words[at - 1] not in _HAVING:
        return False
    shown = reading.doc.norm[slice(*reading.spans[at])]
    return 3 <= len(shown) <= 6 and shown.isupper()


def _rare_births(reading: Reading) -> Iterator[Sign]:
    if not (_RARE_BIRTHS.keys() & reading.bag or "twins" in reading.bag):
        return
    for at, word in enumerate(reading.words):
        if word in _RARE_BIRTHS:
            share = _RARE_BIRTHS[word] / _PER * _BIRTHS_A_YEAR
            strength = 1.5 if word.startswith("triplet") else 2.0
            yield reading.sign("unique", at, at + 1, share=share, strength=strength, safer="a baby", course="acute")
        elif word == "twins" and {"born", "conjoined"} & set(reading.near(at - 2, at + 3)):
            yield reading.sign("unique", at, at + 1, share=0.0003, strength=1.0, safer="babies", course="acute")


def _is_own(reading: Reading, first: int) -> bool:
    """Say whether the author tells it of herself: "my eczema", "I have eczema", but not "my dad has"."""
    return reading.word(first - 1) == "my" or bool(_HERSELF & set(reading.near(first - 3, first)))


def care(reading: Reading) -> Iterator[Sign]:
    """Find that health, birth, death or care is spoken of, also by the endings of procedures and medicines."""
    for at, word in enumerate(reading.words):
        if _LIKE_CARE[word]:
            yield reading.sign("care", at, at + 1)
    yield from _seen_in_clinic(reading)
    for found in reading.of("care"):
        yield reading.sign("care", found.first, found.last, own=_is_own(reading, found.first))


def _seen_in_clinic(reading: Reading) -> Iterator[Sign]:
    """Find "saw a 93yo": for who cares for others, seeing one person is care."""
    if not reading.clinical or not _SEEING & reading.bag:
        return
    aged = {found.first for found in reading.of("person", "job", "role")}
    for at, word in enumerate(reading.words):
        near = range(at + 1, at + 5)
        if (
            word in _SEEING
            and reading.word(at + 1) in _ONE
            and any(n in aged or reading.word(n)[:1].isdigit() for n in near)
        ):
            yield reading.sign("care", at, at + 1)
