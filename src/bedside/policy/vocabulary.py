"""Free text and terms: one way to compare names, repair of damaged ones, "did you mean".

`conditions.csv` is the built-in list of names (columns name, kind): conditions, and purposes that are not conditions,
such as "birth control". It is small, and general knowledge; an operator adds whole vocabularies to it.
`repairs.csv` holds the few damaged strings that no rule explains (columns written, meant; empty = cannot be known).
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

LEAST_SIMILARITY = 0.3
"""As PostgreSQL's pg_trgm has it: below this, two words are not alike."""
FEWEST_LETTERS = 3

_NOT_WORD = re.compile(r"[^\w]+|_+")
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """The form in which a condition or purpose is kept and shown: NFKC, lower case, single spaces, own punctuation."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()


def tidy_treatment(text: str) -> str:
    """The form in which a treatment's name is kept and shown: NFKC and single spaces; its capitals stay."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def normalise(text: str) -> str:
    """The form in which two names are compared: NFKC, lower case, punctuation to space, spaces collapsed."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


class Kind(StrEnum):
    """What a name on the built-in list is."""

    CONDITION = "condition"
    PURPOSE = "purpose"


@cache
def builtin_names() -> dict[str, Kind]:
    """The built-in names with their kind, tidied."""
    return {tidy(row["name"]): Kind(row["kind"]) for row in _rows("conditions.csv")}


def is_purpose_only(text: str) -> bool:
    """Say whether the text is something people take a treatment for without being ill, such as birth control."""
    return builtin_names().get(tidy(text)) is Kind.PURPOSE


@dataclass(frozen=True, slots=True)
class Repaired:
    """A condition that can be used. `changed` says whether it differs from what was written."""

    text: str
    changed: bool


class Reason(StrEnum):
    """Why a string is no condition; the value is what the importer prints."""

    EMPTY = "the condition is empty"
    PAGE_TEXT = "the condition holds a piece of a web page"
    NOT_LISTED = "the condition says only that it is not listed"
    MEDICINE_NAME = "the condition holds a piece of a medicine's name"
    FRAGMENT = "too little is left of the condition to know it"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A string that is no condition, and why."""

    reason: Reason


def repair_condition(text: str, *, vocabulary: Iterable[str] = ()) -> Repaired | Rejected:
    """Repair or refuse a condition of the public Drugs.com set, whose names were cut out of a sentence.

    Whoever made the set stripped the letters of "For " from both ends: "Fibromyalgia" became "ibromyalgia", "Bipolar
    Disorder" became "bipolar disorde", "Frozen Shoulder" became "zen shoulde", "Vertigo" became "vertig". So a string
    is repaired if stripping exactly one known name gives it and it is no known name itself; all else is left as it
    is. `vocabulary` adds names to the built-in ones.
    """
    written = tidy(text)
    by_hand = _repairs().get(written)
    if by_hand:
        return Repaired(by_hand, changed=True)
    reason = Reason.FRAGMENT if by_hand == "" else _why_not(written)
    if reason:
        return Rejected(reason)
    # A frozen set comes tidied, from a reader that asks for every row: tidying 130,000 names takes a quarter second.
    return _mend(written, vocabulary if isinstance(vocabulary, frozenset) else frozenset(map(tidy, vocabulary)))


def _why_not(written: str) -> Reason | None:
    if not written:
        return Reason.EMPTY
    if "<" in written or "users found" in written:
        return Reason.PAGE_TEXT
    if written.startswith("not listed"):
        return Reason.NOT_LISTED
    if _holds_medicine_name(written):
        return Reason.MEDICINE_NAME
    return None


def _holds_medicine_name(written: str) -> bool:
    """A bracket without its partner is the end of a name like "Glucophage (metformin)"; " / " inside one a mixture."""
    if written.count("(") != written.count(")") or written.find(")") < written.find("("):
        return True
    return any(" / " in inside for inside in re.findall(r"\(([^)]*)\)", written))


def _mend(written: str, extra: frozenset[str]) -> Repaired | Rejected:
    if written in builtin_names() or written in extra:
        return Repaired(written, changed=False)
    meant = _by_damage(extra).get(written, frozenset())
    if len(meant) == 1:
        return Repaired(next(iter(meant)), changed=True)
    if sum(letter.isalpha() for letter in written) < FEWEST_LETTERS:
        return Rejected(Reason.FRAGMENT)
    return Repaired(written, changed=False)


@cache
def _by_damage(extra: frozenset[str]) -> dict[str, frozenset[str]]:
    """What may have been meant by each damaged string."""
    meant: dict[str, frozenset[str]] = {}
    for name in extra | builtin_names().keys():
        broken = damage(name)
        if broken != name:
            meant[broken] = meant.get(broken, frozenset()) | {name}
    return meant


def damage(name: str) -> str:
    """What the makers of the Drugs.com set did to a name: its first letter was a capital, and "For " was stripped."""
    return (name[:1].upper() + name[1:]).strip("For ").lower()


@cache
def _repairs() -> dict[str, str]:
    return {row["written"]: row["meant"] for row in _rows("repairs.csv")}


def _rows(file_name: str) -> list[dict[str, str]]:
    text = resources.files("bedside.policy").joinpath(file_name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def suggest(word: str, vocabulary: Iterable[str]) -> str | None:
    """The name of the vocabulary most like `word`, for "did you mean"; None if none is alike.

    Likeness is the share of three-letter pieces in common, as in PostgreSQL's pg_trgm. Of equals, the shorter and then
    the first by alphabet. Give it a public vocabulary only: names taken from members' data would tell of members.
    """
    wanted = trigrams(word)
    scored = ((_likeness(wanted, trigrams(name)), -len(name), name) for name in sorted(vocabulary))
    best = max(scored, default=(0.0, 0, ""), key=lambda found: found[:2])
    likeness, _, name = best
    return name if likeness >= LEAST_SIMILARITY else None


def unknown_condition(word: str, vocabulary: Iterable[str]) -> str:
    """What to say of a condition that is not known, with a suggestion where there is one."""
    meant = suggest(word, vocabulary)
    return f'unknown condition "{word}"' + (f'; did you mean "{meant}"?' if meant else "")


def trigrams(text: str) -> frozenset[str]:
    """The three-letter pieces of each word, two spaces set before it and one behind, as in pg_trgm."""
    padded = (f"  {word} " for word in normalise(text).split())
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    together = len(one | other)
    return len(one & other) / together if together else 0.0
