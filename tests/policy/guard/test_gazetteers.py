"""The lists of names, places and word frequencies."""

from __future__ import annotations

import pytest

from bedside.policy.guard import gazetteers


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("boston", "city"),
        ("st louis", "city"),
        ("saint paul", "city"),
        ("new york city", "city"),
        ("montpelier", "city"),
        ("kabul", "city"),
        ("autauga county", "county"),
        ("kent", "county"),
        ("vermont", "state"),
        ("new south wales", "state"),
        ("france", "country"),
        ("england", "country"),
    ],
)
def test_a_place_has_a_kind(name: str, kind: str) -> None:
    place = gazetteers.place(name)
    assert place is not None
    assert place.kind == kind


@pytest.mark.parametrize("word", ["metformin", "patient", "ebola", "crohn", "hospital"])
def test_ordinary_words_are_no_place(word: str) -> None:
    assert gazetteers.place(word) is None


@pytest.mark.parametrize(
    ("name", "people"),
    [("boston", (500_000, 900_000)), ("paris", (1_500_000, 3_000_000)), ("alder creek", (1, 15_000))],
)
def test_a_town_knows_how_many_live_there(name: str, people: tuple[int, int]) -> None:
    place = gazetteers.place(name)
    assert place is not None
    assert people[0] <= place.population <= people[1]


@pytest.mark.parametrize(("name", "common"), [("reading", True), ("hope", True), ("normal", True), ("boston", False)])
def test_a_town_may_be_an_ordinary_word(name: str, common: bool) -> None:
    place = gazetteers.place(name)
    assert place is not None
    assert place.common is common


def test_the_region_of_an_american_town_is_its_state() -> None:
    place = gazetteers.place("boise")
    assert place is not None
    assert place.region == "US-ID"


@pytest.mark.parametrize("name", ["sarah", "jonah", "sheila", "fatima", "yuki", "priya", "malgorzata"])
def test_first_names_of_many_origins_are_known(name: str) -> None:
    assert gazetteers.first_name(name) > 0


@pytest.mark.parametrize("name", ["smith", "nguyen", "okafor", "garcia", "muller", "kowalska", "patel"])
def test_surnames_of_many_origins_are_known(name: str) -> None:
    assert gazetteers.surname(name) > 0


def test_common_names_have_higher_classes_than_rare_ones() -> None:
    assert gazetteers.first_name("sarah") > gazetteers.first_name("jonah") > gazetteers.first_name("table")
    assert gazetteers.surname("smith") > gazetteers.surname("okafor") > gazetteers.surname("qqq")


def test_common_words_have_higher_classes_than_rare_ones() -> None:
    classes = [gazetteers.frequency(word) for word in ("the", "hope", "metformin", "zxcvb")]
    assert classes == sorted(classes, reverse=True)
    assert classes[-1] == 0


@pytest.mark.parametrize(("word", "proper"), [("will", 1), ("hope", 1), ("sarah", 3), ("nguyen", 3)])
def test_a_name_is_as_common_in_other_languages_and_a_word_is_not(word: str, proper: int) -> None:
    assert gazetteers.word(word).proper == proper


@pytest.mark.parametrize(
    ("given", "folded"), [("José", "jose"), ("Łódź", "lodz"), ("Strauß", "strauss"), ("SØREN", "soren"), ("Ann", "ann")]
)
def test_words_are_looked_up_without_accents(given: str, folded: str) -> None:
    assert gazetteers.fold(given) == folded


def test_what_is_packed_comes_out_again() -> None:
    word = gazetteers.Word(frequency=8, proper=3, first=7, surname=5)
    assert gazetteers.unpacked(gazetteers.packed(word)) == word


@pytest.mark.parametrize(("word", "begins"), [("new", True), ("fort", True), ("metformin", False)])
def test_the_first_word_of_a_long_name_is_known(word: str, begins: bool) -> None:
    assert gazetteers.begins_place(word) is begins


def test_the_most_common_words_are_few_and_stand_in_nearly_every_text() -> None:
    common = gazetteers.words_as_common_as(7)
    assert {"the", "of", "was", "my"} <= set(common)
    assert 100 < len(common) < 1_000
    assert all(gazetteers.frequency(word) >= 7 for word in common)
    assert set(common) < set(gazetteers.words_as_common_as(6))
