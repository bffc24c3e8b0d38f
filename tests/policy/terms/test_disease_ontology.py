"""Reading the Disease Ontology's tables: known by their columns, in any order, defects told by line."""

import pytest

from bedside.policy.terms import disease_ontology
from bedside.policy.terms.model import WrongFile

TERMS = [
    "id\tlabel\tsubClassOf\n",
    '"DOID:8544"\t"chronic fatigue syndrome"\t"syndrome"\n',
    '"DOID:8544"\t"chronic fatigue syndrome"\t"disease"\n',
    '"DOID:1"\t"obsolete dropsy"\t""\n',
    "GARD:1\tno\t\n",
]
CODES = [
    "id\tlabel\txref\n",
    "DOID:8544\tx\tICD10CM:G93.32\n",
    "DOID:8544\tx\tSNOMEDCT_US_2021:52702003\n",
    "DOID:8544\tx\tICD10CM:G93.32\n",
    "DOID:8544\tx\tsyndrome\n",
]
HEAD = "source_id\tpredicate\tsource_text\ttranslation_text\ttranslation_lang\n"
WORDS = [HEAD, "DOID:8544\toboInOwl:hasExactSynonym\tME/CFS\tEM/SFC\tes\n",
         "DOID:8544\toboInOwl:hasBroadSynonym\tfatigue\tfatiga\tes\n",
         'DOID:8544\tIAO:0000115\t"A syndrome\nof two lines"\tx\tes\n']  # fmt: skip


def read(*tables):
    found = disease_ontology.Tables()
    for lines in tables:
        found.take(lines)
    return found


def test_a_term_with_two_parents_is_one_with_its_codes_and_exact_synonyms():
    term, dropsy = read(WORDS, CODES, TERMS).terms()
    assert (term.code, term.label, term.same_as) == ("DOID:8544", "chronic fatigue syndrome", ("ICD10CM:G93.32",))
    assert [(name.text, name.language) for name in term.names] == [("ME/CFS", "en"), ("EM/SFC", "es")]
    assert dropsy.retired


def test_a_row_that_is_no_term_is_told_by_its_line():
    assert [bad.line for bad in read(TERMS).bad] == [5]


@pytest.mark.parametrize("lines", [[], ["a\tb\n"], ["id,label\n"]])
def test_a_table_of_another_kind_is_refused(lines):
    with pytest.raises(WrongFile):
        read(lines)


def test_without_the_table_of_terms_there_is_nothing_to_take():
    with pytest.raises(WrongFile):
        list(read(CODES).terms())


def test_the_version_follows_from_what_the_tables_say():
    assert disease_ontology.version(read(TERMS)) == disease_ontology.version(read(TERMS))
    assert disease_ontology.version(read(TERMS)) != disease_ontology.version(read(TERMS, CODES))
