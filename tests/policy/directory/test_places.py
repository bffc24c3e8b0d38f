"""Countries, languages and specialties by the words with which people look for them."""

import pytest

from bedside.policy.directory.places import (
    countries,
    language_of,
    languages,
    place_key,
    specialty_names,
    specialty_of,
    under_european_law,
)


def test_every_country_under_european_law_is_a_country():
    assert under_european_law() < set(countries())
    assert {"DE", "GB", "NO"} <= under_european_law()
    assert not {"US", "CH"} & under_european_law()


@pytest.mark.parametrize("words", [" omaha ", " ne ", " us ", " united states ", " usa "])
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
    [("GP", "Family medicine"), ("gynecologist", "Gynaecology and obstetrics"), ("Space medicine ", "Space medicine")],
)
def test_a_specialty_is_known_as_people_say_it(said: str, name: str) -> None:
    assert specialty_of(said) == name
