"""What is offered for a free text: the pairs that were measured for the specification, and the order of the steps."""

import pytest
from django.db import connection

from bedside.areas.people.errors import TooManyTries
from bedside.areas.vocabulary import actions, queries
from bedside.areas.vocabulary.models import VocabularyTerm
from bedside.areas.vocabulary.queries.finding import FIRST, found_for
from bedside.policy.limits import SUGGESTIONS
from bedside.policy.terms import own
from bedside.policy.terms.model import About, Name, NameKind, System, Term
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def _own_words():
    actions.import_terms(system=System.OWN, version="1", terms=own.read())


def labels(text):
    return [offer.label for offer in found_for(text)]


@pytest.mark.usefixtures("_own_words")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # what trigrams can do
        ("ibromyalgia", "fibromyalgia"),
        ("bipolar disorde", "bipolar disorder"),
        ("major depressive disorde", "major depressive disorder"),
        ("breast cance", "breast cancer"),
        ("diabetes type 2", "type 2 diabetes mellitus"),
        ("migrane", "migraine"),
        # what only lay words can do
        ("me/cfs", "chronic fatigue syndrome"),
        ("ms", "multiple sclerosis"),
        ("uti", "urinary tract infection"),
        ("high blood pressure", "hypertension"),
        ("ADD", "attention deficit hyperactivity disorder"),
        ("the pill", "birth control"),
    ],
)
def test_the_term_that_is_meant_comes_first(typed, meant):
    assert labels(typed)[0] == meant


@pytest.mark.usefixtures("_own_words")
def test_a_false_friend_is_only_offered_and_stands_behind():
    assert "appendicitis" in labels("appendectomy")


@pytest.mark.usefixtures("_own_words")
@pytest.mark.parametrize("typed", ["", " ", "a", "%", "__", "zzqqxx", "\\", "x" * 5_000, "'; DROP TABLE", "\u200b"])
def test_what_is_like_nothing_gets_an_empty_list(typed):
    assert labels(typed) == []


@pytest.mark.usefixtures("_own_words")
def test_there_are_at_most_seven_and_each_label_once():
    found = labels("disease")
    assert len(found) == 7
    assert len(set(found)) == 7


def vocabulary(system, *terms):
    actions.import_terms(
        system=system,
        version="1",
        terms=[
            Term(code=label, label=label, about=About.CONDITION, names=tuple(Name(*name) for name in names))
            for label, *names in terms
        ],
    )


def test_the_name_itself_comes_before_a_synonym_a_beginning_and_what_looks_alike():
    vocabulary(
        System.ICD10CM,
        ("gouf",),
        ("gouty kidney",),
        ("toe illness", ("gout", NameKind.SYNONYM)),
        ("acute gout",),
        ("gout",),
    )
    assert labels("gout") == ["gout", "toe illness", "gouty kidney", "acute gout"]
    assert labels("goutt")[:3] == ["gout", "toe illness", "gouf"]


def test_where_close_names_are_found_nothing_is_added_that_is_only_a_little_like_them():
    vocabulary(System.ICD10CM, ("migraine with aura",), ("migrainous stroke",), ("ataxia",))
    assert labels("migrane with aura") == ["migraine with aura"]
    assert labels("migrainous attack") == ["migrainous stroke"]  # nothing is closer


def test_the_settings_of_a_search_end_with_it():
    vocabulary(System.ICD10CM, ("migraine with aura",))
    found_for("migrane with aura")
    with connection.cursor() as cursor:
        settings = (
            "pg_trgm.similarity_threshold",
            "enable_seqscan",
            "plan_cache_mode",
            "max_parallel_workers_per_gather",
        )
        cursor.execute("SELECT name, setting = reset_val FROM pg_settings WHERE name = ANY(%s)", [list(settings)])
        assert dict(cursor.fetchall()) == dict.fromkeys(settings, True)


def test_why_something_is_offered_is_told_where_its_name_differs():
    vocabulary(System.ICD10CM, ("urinary tract infection", ("UTI", NameKind.LAY)))
    (offer,) = found_for("uti")
    assert (offer.label, offer.because) == ("urinary tract infection", "UTI")


def test_of_two_vocabularies_with_one_label_the_one_with_codes_elsewhere_is_offered():
    vocabulary(System.HPO, ("Migraine",))
    vocabulary(System.DO, ("migraine",))
    (offer,) = found_for("migraine")
    assert queries.term(offer.term_id).system == "do"


def test_a_name_is_found_behind_many_shorter_ones_of_terms_that_are_retired():
    vocabulary(System.DO, *((f"gland {number}",) for number in range(FIRST + 5)), ("glandular fever of the north",))
    VocabularyTerm.objects.exclude(label__endswith="north").update(retired=True)
    assert labels("gland") == ["glandular fever of the north"]


def test_a_retired_term_is_offered_no_more_and_stays_readable():
    vocabulary(System.DO, ("dropsy",), ("gout",))
    (offer,) = found_for("dropsy")
    vocabulary(System.DO, ("gout",))
    assert labels("dropsy") == []
    assert queries.term(offer.term_id).retired


def test_who_asks_too_often_waits_and_nobody_else_does():
    asks, other = viewer_of(make_persona(handle="asks")), viewer_of(make_persona(handle="other"))
    for _ in range(SUGGESTIONS.tries):
        queries.suggest(asks, "gout")
    with pytest.raises(TooManyTries):
        queries.suggest(asks, "gout")
    assert queries.suggest(other, "gout") == []
