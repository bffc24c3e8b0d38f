"""Reading hp.obo: labels, synonyms, lay words, what is obsolete, what cannot be read."""

import pytest

from bedside.policy.terms import hpo
from bedside.policy.terms.model import BadRow, NameKind, WrongFile

OBO = """format-version: 1.2
data-version: hp/releases/2025-01-16

[Term]
id: HP:0012378
name: Fatigue
synonym: "Tired" EXACT layperson []
synonym: "Tiredness \\"all over\\"" RELATED [orcid:1]
synonym: "Dropped" EXACT obsolete_synonym []
xref: MSH:D005221
xref: UMLS:C0015672

[Term]
id: HP:0000057
name: obsolete Clitoromegaly
is_obsolete: true

[Term]
id: XX:1
name: Not of this ontology

[Term]
id: HP:0000058
name: Broken
synonym: without quotation marks

[Typedef]
id: part_of
name: part of
""".splitlines(keepends=True)


def test_a_term_has_its_synonyms_and_lay_words_and_no_code_that_needs_a_licence():
    term = next(hpo.read(OBO))
    assert (term.code, term.label, term.same_as) == ("HP:0012378", "Fatigue", ("MSH:D005221",))
    assert [(name.text, name.kind) for name in term.names] == [
        ("Tired", NameKind.LAY),
        ('Tiredness "all over"', NameKind.SYNONYM),
    ]


def test_what_is_obsolete_is_retired_and_relations_are_no_terms():
    read = list(hpo.read(OBO))
    assert len(read) == 4
    assert read[1].retired


def test_a_stanza_that_cannot_be_read_is_told_by_its_line():
    bad = [one for one in hpo.read(OBO) if isinstance(one, BadRow)]
    assert [one.line for one in bad] == [18, 22]


def test_the_version_is_that_of_the_file():
    assert hpo.version(OBO) == "2025-01-16"


@pytest.mark.parametrize("lines", [[], ["hello"], ["[Term]", "data-version: late"]])
def test_another_file_is_refused(lines):
    with pytest.raises(WrongFile):
        hpo.version(lines)
