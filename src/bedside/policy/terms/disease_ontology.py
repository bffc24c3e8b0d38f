"""The Human Disease Ontology as tables (release files of 2026): terms, codes elsewhere, translations with synonyms.

`do_terms` has a row for each parent of a term; `do_xrefs` one for each code elsewhere; `do_en_es` English synonyms with
Spanish beside them. A table is known by its columns, not by the name of its file. Codes of SNOMED CT, MedDRA, UMLS and
OMIM may need a licence of the operator's own, so they are skipped.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from bedside.policy.terms.model import LONGEST_NAME, About, BadRow, Name, NameKind, Term, WrongFile

CODES_TAKEN = frozenset({"ICD10CM", "MESH", "NCI", "ORDO", "GARD", "ICDO", "ICD11"})
TERMS, CODES, TRANSLATED = "subClassOf", "xref", "translation_text"
SYNONYMS = frozenset({"oboInOwl:hasExactSynonym"})  # a broader or related name would be another illness
LABEL = "rdfs:label"
NOT_TAKEN = "the id is none of this ontology, or a name is missing or longer than 300 characters"


@dataclass
class Tables:
    """What was read so far; `terms()` puts it together when every file was read."""

    labels: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)

    def take(self, lines: Iterable[str]) -> None:
        """Read one table. Raises WrongFile for one whose first line names none of the three."""
        reader = csv.DictReader(lines, delimiter="\t")
        columns = set(reader.fieldnames or ())
        if TERMS in columns:
            self._take_rows(reader, id_column="id", text_column="label", take=self._take_label)
        elif CODES in columns:
            self._take_rows(reader, id_column="id", text_column="xref", take=self._take_code)
        elif {TRANSLATED, "source_id", "predicate", "source_text"} <= columns:
            self._take_rows(reader, id_column="source_id", text_column="source_text", take=self._take_names)
        else:
            raise WrongFile("The first line must name the columns of do_terms, do_xrefs or do_en_es.")

    def _take_rows(self, reader: "csv.DictReader[str]", *, id_column: str, text_column: str, take: "_Take") -> None:
        try:
            for row in reader:
                code, text = row.get(id_column) or "", (row.get(text_column) or "").strip()
                if not code.startswith("DOID:") or not text:
                    self.bad.append(BadRow(reader.line_num, NOT_TAKEN))
                else:
                    take(code, text, row)
        except csv.Error as error:
            raise WrongFile(f"Line {reader.line_num} cannot be split into columns: {error}.") from error

    def _take_label(self, code: str, text: str, _row: Mapping[str, str]) -> None:
        self.labels[code] = text[:LONGEST_NAME]

    def _take_code(self, code: str, text: str, _row: Mapping[str, str]) -> None:
        system, _, value = text.partition(":")
        if system in CODES_TAKEN and value and text not in self.codes.setdefault(code, []):
            self.codes[code].append(text[:60])

    def _take_names(self, code: str, text: str, row: Mapping[str, str]) -> None:
        if row["predicate"] not in (*SYNONYMS, LABEL):
            return
        said = [Name(text, NameKind.SYNONYM)] if row["predicate"] in SYNONYMS else []
        spanish = (row[TRANSLATED] or "").strip()
        if spanish:
            said.append(Name(spanish, NameKind.SYNONYM, row.get("translation_lang") or "es"))
        self.names.setdefault(code, []).extend(name for name in said if len(name.text) <= LONGEST_NAME)

    def terms(self) -> Iterator[Term]:
        """Give every term with a label. Raises WrongFile when no table of terms was read."""
        if not self.labels:
            raise WrongFile("None of the files is do_terms, the table that names the terms.")
        for code, label in self.labels.items():
            same, names = tuple(self.codes.get(code, ())), tuple(self.names.get(code, ()))
            retired = label.startswith("obsolete ")
            yield Term(code=code, label=label, about=About.CONDITION, names=names, same_as=same, retired=retired)


def version(tables: Tables) -> str:
    """Return a short name of what was read: the tables name no release, so it follows from what they say."""
    said = "\n".join(f"{term.code}|{term.label}|{len(term.names)}|{term.same_as}" for term in tables.terms())
    return f"tables {sha256(said.encode()).hexdigest()[:12]}"


class _Take(Protocol):
    """How a row is taken: by its id, its text, and all of its fields."""

    def __call__(self, code: str, text: str, row: Mapping[str, str], /) -> None: ...
