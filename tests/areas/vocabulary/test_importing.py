"""Taking in a vocabulary: as often as one likes, all or nothing, and nothing that somebody chose is lost."""

import pytest

from bedside.areas.vocabulary import actions, queries
from bedside.areas.vocabulary.models import TermName, Vocabulary
from bedside.areas.vocabulary.models import VocabularyTerm as Row
from bedside.policy.terms.model import About, BadRow, Name, NameKind, System, Term

pytestmark = pytest.mark.django_db


def term(code, label, *synonyms, **facts):
    names = tuple(Name(one, NameKind.SYNONYM) for one in synonyms)
    return Term(code=code, label=label, about=About.CONDITION, names=names, **facts)


def take(*terms, version="1"):
    return actions.import_terms(system=System.DO, version=version, terms=terms)


def test_the_same_release_again_changes_nothing():
    rows = term("DOID:1", "gout", "gouty arthritis"), term("DOID:2", "measles")
    first, second = take(*rows), take(*rows)
    assert (first.added, first.names_added) == (2, 3)
    assert (second.added, second.changed, second.retired, second.names_added, second.names_gone) == (0, 0, 0, 0, 0)


def test_a_later_release_renames_adds_and_retires_and_keeps_the_ids():
    take(term("DOID:1", "gout", "old word"), term("DOID:2", "dropsy"))
    before = Row.objects.get(code="DOID:1").id
    taken = take(term("DOID:1", "gouty arthritis", "new word"), term("DOID:3", "measles"), version="2")
    assert (taken.added, taken.changed, taken.retired, taken.names_gone) == (1, 1, 1, 2)
    assert Row.objects.get(code="DOID:1").id == before
    assert Row.objects.get(code="DOID:2").retired
    assert set(TermName.objects.filter(term_id=before).values_list("text", flat=True)) == {
        "gouty arthritis",
        "new word",
    }
    assert [(one.version, one.terms) for one in queries.vocabularies()] == [("2", 2)]


def test_bad_rows_and_a_code_that_comes_twice_are_told_and_the_rest_is_taken():
    taken = take(term("DOID:1", "gout"), BadRow(7, "no name"), term("DOID:1", "again"), term("D" * 41, "long"))
    assert (taken.read, taken.added, [bad.line for bad in taken.bad]) == (4, 1, [7, 3, 4])
    assert Row.objects.get().label == "gout"


def test_a_file_that_breaks_off_changes_nothing():
    def broken():
        yield term("DOID:1", "gout")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        actions.import_terms(system=System.DO, version="1", terms=broken())
    assert not Row.objects.exists()
    assert not Vocabulary.objects.exists()


def test_our_own_words_come_once_and_again_only_when_they_changed():
    assert actions.keep_own_words()
    assert not actions.keep_own_words()
    Vocabulary.objects.update(version="an older release")
    assert actions.keep_own_words()
