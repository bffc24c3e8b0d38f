"""The Human Phenotype Ontology from its file `hp.obo` (OBO 1.2 and 1.4): terms, synonyms, words of lay people.

Taken as it is: our own words stand beside it, never in it.
"""

import re
from collections.abc import Iterable, Iterator

from bedside.policy.terms.model import LONGEST_NAME, About, BadRow, Name, NameKind, Term, WrongFile

_SYNONYM = re.compile(r'^"(?P<text>(?:[^"\\]|\\.)*)" (?P<rest>.*)$')
_TAKEN_FROM = frozenset({"UMLS", "SNOMEDCT_US"})  # their codes may need a licence of the operator's own
Stanza = list[tuple[int, str, str]]


def version(head: Iterable[str]) -> str:
    """Return the version that the first lines of a file name. Raises WrongFile for a file of another kind."""
    for line in head:
        if line.startswith("data-version:"):
            return line.partition(":")[2].strip().removeprefix("hp/releases/")
        if line.startswith("["):
            break
    raise WrongFile("The file names no data-version in its first lines: it is no hp.obo.")


def read(lines: Iterable[str]) -> Iterator[Term | BadRow]:
    """Give a term for every stanza [Term], obsolete ones as retired."""
    for start, stanza in _stanzas(lines):
        yield _term(start, stanza)


def _stanzas(lines: Iterable[str]) -> Iterator[tuple[int, Stanza]]:
    start, stanza, is_term = 0, [], False  # type: int, Stanza, bool
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        if line.startswith("["):
            if is_term:
                yield start, stanza
            start, stanza, is_term = number, [], line == "[Term]"
        elif is_term and ": " in line:
            tag, _, value = line.partition(": ")
            stanza.append((number, tag, value))
    if is_term:
        yield start, stanza


def _term(start: int, stanza: Stanza) -> Term | BadRow:
    said: dict[str, list[str]] = {}
    for _, tag, value in stanza:
        said.setdefault(tag, []).append(value)
    code, label = said.get("id", [""])[0], said.get("name", [""])[0]
    if not (code.startswith("HP:") and label) or len(label) > LONGEST_NAME:
        return BadRow(start, "a term needs an id that begins with HP: and a name of at most 300 characters")
    try:
        names = tuple(name for value in said.get("synonym", ()) if (name := _name(value)) is not None)
    except ValueError as error:
        return BadRow(start, str(error))
    same = tuple(xref for xref in said.get("xref", ()) if xref.partition(":")[0] not in _TAKEN_FROM and len(xref) <= 60)
    retired = said.get("is_obsolete") == ["true"]
    return Term(code=code, label=label, about=About.SYMPTOM, names=names, same_as=same, retired=retired)


def _name(value: str) -> Name | None:
    """Return a synonym; None for one that the ontology itself has dropped, or that is too long to be offered."""
    found = _SYNONYM.match(value)
    if found is None:
        raise ValueError("a synonym is not in quotation marks")
    text, rest = re.sub(r"\\(.)", r"\1", found["text"]), found["rest"].split("[")[0].split()
    if "obsolete_synonym" in rest or not text.strip() or len(text) > LONGEST_NAME:
        return None
    return Name(text.strip(), NameKind.LAY if "layperson" in rest else NameKind.SYNONYM)
