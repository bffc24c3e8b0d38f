"""In which order entries stand, and what is said of each."""

import pytest

from bedside.policy.directory.asking import question
from bedside.policy.directory.ordering import Fit, Kind, Match, match_of, why
from bedside.policy.directory.words import key


@pytest.mark.parametrize(
    ("typed", "name", "match"),
    [
        ("uma haddad", "Uma Haddad", Match.NAME),
        ("haddad uma", "Uma Haddad", Match.NAME),
        ("UMA HADDAD", "\u00dcma  H\u00e0ddad", Match.NAME),
        ("haddad", "Uma Haddad", Match.WORDS),
        ("haddad", "Uma Haddad-Lindqvist", Match.WORDS),
        ("lindqvist", "Uma Haddad-Lindqvist", Match.WORDS),
        ("had", "Uma Haddad", Match.BEGINNINGS),
        ("u haddad", "Uma Haddad", Match.BEGINNINGS),
        ("uma haddad", "U. Haddad", Match.BEGINNINGS),
        ("ohara", "Zo\u00eb O\u2019Hara", Match.WORDS),
        ("soren", "S\u00f8ren Ask", Match.WORDS),
        ("uma lindqvist", "Uma Haddad", None),
        ("uma", "U. Haddad", None),
        ("uma haddad", "U. H. Lindqvist", None),
        ("addad", "Uma Haddad", None),
        ("hadad", "Uma Haddad", None),
    ],
)
def test_how_well_a_name_fits(typed: str, name: str, match: Match | None) -> None:
    assert match_of(tuple(key(typed).split()), key(name)) is match


def test_the_better_match_then_the_level_then_the_topic_then_the_name():
    fits = [
        Fit(Match.NAME, rank=2, in_topic=0, name_key=" z "),
        Fit(Match.WORDS, rank=0, in_topic=0, name_key=" z "),
        Fit(Match.WORDS, rank=1, in_topic=9, name_key=" z "),
        Fit(Match.WORDS, rank=1, in_topic=3, name_key=" a "),
        Fit(Match.WORDS, rank=1, in_topic=3, name_key=" b "),
        Fit(Match.LIKE, rank=0, in_topic=99, name_key=" a "),
    ]
    assert sorted((fits[place] for place in (3, 0, 5, 1, 4, 2)), key=lambda fit: fit.order) == fits


@pytest.mark.parametrize(
    ("asked", "kind", "fit", "said"),
    [
        ({"q": "haddad"}, Kind.VERIFIED, {}, "All words you typed are in the name."),
        ({"specialty": "neurology"}, Kind.VERIFIED, {}, "The specialty fits. It is their own word."),
        (
            {"specialty": "neurology"},
            Kind.VERIFIED,
            {"specialty_checked": True},
            "The specialty fits, and it was checked.",
        ),
        ({"specialty": "neurology"}, Kind.LISTED, {}, "The specialty fits. We did not check it."),
        ({"place": "NE"}, Kind.VERIFIED, {}, "The place fits."),
        ({"place": "US"}, Kind.LISTED, {}, "The country fits."),
        ({"language": "ar"}, Kind.VERIFIED, {}, "Speaks Arabic."),
        ({"topic": "mecfs"}, Kind.VERIFIED, {}, "Wrote about #mecfs in the last 90 days."),
        ({"accepts": True}, Kind.VERIFIED, {}, "Answers questions in general."),
        ({"q": "1234567893"}, Kind.REGISTER, {}, "This is the number you typed."),
        ({"q": "haddad", "place": "NE"}, Kind.REGISTER, {}, "All words you typed are in the name. The place fits."),
    ],
)
def test_each_result_says_why(asked: dict[str, object], kind: Kind, fit: dict[str, bool], said: str) -> None:
    given = Fit(Match.WORDS, rank=0, in_topic=3, name_key=" haddad ", **fit)
    assert why(question(**asked), given, kind=kind) == said  # type: ignore[arg-type]
