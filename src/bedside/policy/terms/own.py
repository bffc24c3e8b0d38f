"""The words that come with Bedside: `lay_aliases.csv` (alias, term, kind; CC0) over the built-in conditions."""

import csv
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import resources

from bedside.policy.terms.model import About, Name, NameKind, Term
from bedside.policy.vocabulary import Kind, builtin_names, normalise


@cache
def aliases() -> dict[str, str]:
    """Every lay word, compared as names are, with the term that it means."""
    return {normalise(row["alias"]): row["term"] for row in _rows()}


def read() -> Iterator[Term]:
    """Give the terms: those that have lay words, and each built-in name that is no lay word itself."""
    told: dict[str, list[Name]] = {}
    about: dict[str, About] = {}
    for row in _rows():
        about[row["term"]] = About(row["kind"])
        told.setdefault(row["term"], []).append(Name(row["alias"], NameKind.OWN))
    for term, names in told.items():
        yield Term(code=_code(term), label=term, about=about[term], names=tuple(names))
    with_aliases = {normalise(term) for term in told}
    for name, kind in builtin_names().items():
        if normalise(name) not in aliases() and normalise(name) not in with_aliases:
            yield Term(code=_code(name), label=name, about=_ABOUT[kind])


_ABOUT = {Kind.CONDITION: About.CONDITION, Kind.PURPOSE: About.PURPOSE}


def is_known(text: str) -> bool:
    """Say whether a text is one of the built-in names or lay words, however it is spelt."""
    return normalise(text) in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(aliases()) | {normalise(name) for name in (*aliases().values(), *builtin_names())}


def version() -> str:
    """Return a short name of these words as they are now: another one after any change."""
    text = "\n".join(f"{term.label}|{term.about}|{term.names}" for term in read())
    return sha256(text.encode()).hexdigest()[:12]


def _code(label: str) -> str:
    return normalise(label).replace(" ", "-")[:40]


def _rows() -> list[dict[str, str]]:
    text = resources.files("bedside.policy.terms").joinpath("lay_aliases.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
