"""What a vocabulary consists of once it is read: terms, each with its names; and what could not be read, by line."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_CODE = 40
LONGEST_NAME = 300


class About(StrEnum):
    """What a term is of. A purpose is what people take something for without being ill: kept apart from conditions."""

    CONDITION = "condition"
    SYMPTOM = "symptom"
    PURPOSE = "purpose"


class NameKind(StrEnum):
    """What a name is: the vocabulary's own label, a synonym of experts, a lay word of its own, or one of ours."""

    LABEL = "label"
    SYNONYM = "synonym"
    LAY = "lay"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a term. `language` is ISO 639."""

    text: str
    kind: NameKind
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term as its vocabulary has it. `same_as` holds codes of other vocabularies, such as "ICD10CM:G93.32"."""

    code: str
    label: str
    about: About
    names: tuple[Name, ...] = ()
    same_as: tuple[str, ...] = ()
    retired: bool = False

    @property
    def all_names(self) -> tuple[Name, ...]:
        """The label first, then the other names."""
        return (Name(self.label, NameKind.LABEL), *self.names)


@dataclass(frozen=True, slots=True)
class BadRow:
    """What was left out of a file: the line where it begins, and why."""

    line: int
    reason: str


class WrongFile(ValueError):
    """The file is none of this vocabulary; the message says what was expected."""


class System(StrEnum):
    """The vocabularies that this site knows how to read."""

    OWN = "own"
    ICD10CM = "icd10cm"
    HPO = "hpo"
    DO = "do"


@dataclass(frozen=True, slots=True)
class Source:
    """What is told of a vocabulary wherever it is shown: its name, whose it is, and under which terms."""

    title: str
    credit: str


SOURCES: dict[System, Source] = {
    System.OWN: Source("Words of this site", "Common conditions, symptoms and goals in plain words. CC0."),
    System.ICD10CM: Source("ICD-10-CM", "Centers for Medicare and Medicaid Services and NCHS, United States."),
    System.HPO: Source(
        "Human Phenotype Ontology", "The HPO Consortium, human-phenotype-ontology.org. Shown as it is, unchanged."
    ),
    System.DO: Source("Human Disease Ontology", "disease-ontology.org. CC0 1.0."),
}
# Of several terms with the same label the first of these is offered: the one that says most to other machines.
OFFERED_FIRST: tuple[System, ...] = (System.DO, System.ICD10CM, System.HPO, System.OWN)
