"""Countries, languages and specialties by the words with which people look for them."""

import pytest

from bedside.policy.directory import tables
from bedside.policy.directory.places import (
    countries,
    language_of,
    languages,
    place_key,
    register_places,
    specialty_names,
    specialty_of,
    under_european_law,
)
from bedside.policy.registers.specialties import by_name


def test_every_country_under_european_law_is_a_country():
    assert under_european_law() < set(countries())
    assert {"DE", "GB", "NO"} <= under_european_law()
    assert not {"US", "CH"} & under_european_law()


@pytest.mark.parametrize("words", [" omaha ", " ne ", " nebraska ", " us ", " united states ", " usa "])
def test_a_place_is_found_by_its_city_region_and_country(words: str) -> None:
    assert words in place_key(country="US", region="NE", city="Omaha")


def test_a_place_of_an_unknown_country_has_its_other_words():
    assert place_key(country="", city="Omaha") == " omaha "
    assert place_key(country="QQ") == ""


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_language_is_found_by_its_code_and_its_name(code: str) -> None:
    assert language_of(code) == code
    assert languages()[language_of(languages()[code])] == languages()[code]


@pytest.mark.parametrize("name", specialty_names())
def test_every_specialty_is_found_by_its_own_name(name: str) -> None:
    assert specialty_of(name.upper()) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [("GP", "General practice"), ("gynecologist", "Obstetrics and gynaecology"), ("Space medicine ", "Space medicine")],
)
def test_a_specialty_is_known_as_people_say_it(said: str, name: str) -> None:
    assert specialty_of(said) == name


@pytest.mark.parametrize(
    ("typed", "region", "city"),
    [
        ("NE", "NE", ""),
        ("nebraska", "NE", ""),
        ("Omaha, NE", "NE", "omaha"),
        ("Omaha, Nebraska, USA", "NE", "omaha"),
        ("omaha ne", "NE", "omaha"),
        ("New York", "NY", ""),
        ("New York, NY", "NY", ""),
        ("Omaha", "", "omaha"),
        ("Grand Island", "", "grand island"),
    ],
)
def test_a_register_is_asked_for_the_place_that_was_typed(typed: str, region: str, city: str) -> None:
    (place,) = register_places(typed, countries_of_registers=["US"])
    assert (place.country, place.region, place.city) == ("US", region, city)


@pytest.mark.parametrize("typed", ["US", "United States", "", " , "])
def test_a_country_alone_is_no_place_of_a_register(typed: str) -> None:
    assert register_places(typed, countries_of_registers=["US"]) == []


def test_a_city_is_asked_for_in_every_country_with_a_register():
    assert [one.country for one in register_places("Lille", countries_of_registers=["US", "FR"])] == ["FR", "US"]


def test_other_words_are_of_specialties_that_we_have():
    assert {row[0] for row in tables.rows("specialties")} <= set(by_name())
