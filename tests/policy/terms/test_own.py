"""The words that come along: enough of them, each with one meaning, and of every kind."""

from bedside.policy.terms import own
from bedside.policy.terms.model import About
from bedside.policy.vocabulary import normalise


def test_there_are_at_least_300_lay_words():
    assert len(own.aliases()) >= 300


def test_no_word_means_two_things_and_no_term_is_another_terms_word():
    rows = own._rows()
    words = [normalise(row["alias"]) for row in rows]
    assert len(words) == len(set(words))
    assert not set(words) & {normalise(row["term"]) for row in rows}


def test_codes_are_unique_and_every_kind_is_there():
    terms = list(own.read())
    assert len({term.code for term in terms}) == len(terms)
    assert {term.about for term in terms} == set(About)


def test_a_purpose_on_the_built_in_list_is_no_illness_here():
    about = {term.label: term.about for term in own.read()}
    assert about["birth control"] is about["weight loss"] is About.PURPOSE
    assert about["migraine"] is About.CONDITION


def test_the_version_is_the_same_as_long_as_the_words_are():
    assert own.version() == own.version()


def test_known_is_what_is_on_a_list_however_it_is_spelt():
    assert own.is_known("ME/CFS")
    assert own.is_known("me cfs")
    assert own.is_known("anxiety")
    assert not own.is_known("histamine dump")
