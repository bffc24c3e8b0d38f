"""Countries, languages and specialties, by the words with which people look for them."""

from functools import cache
from typing import Final

from bedside.policy.directory import tables
from bedside.policy.directory.words import folded, key

MOST_LANGUAGES: Final = 8


@cache
def countries() -> dict[str, str]:
    """Return the name of each country by its two letters."""
    return {code: name for code, name, _law, _others in tables.rows("countries")}


@cache
def under_european_law() -> frozenset[str]:
    """Return the countries whose entries an operator may hide until they are claimed (clinicians.md 2)."""
    return frozenset(code for code, _name, law, _others in tables.rows("countries") if law == "eu")


@cache
def languages() -> dict[str, str]:
    """Return the English name of each language by its code."""
    return {code: name for code, name, _others in tables.rows("languages")}


def country_words(code: str) -> list[str]:
    """Return every word by which a country is looked for, its letters among them; none for an unknown one."""
    return _country_words().get(code, [])


def language_of(text: str) -> str:
    """Return the code of a language that was typed as a code ("pt-BR"), or by a name of it; "" for none we know."""
    plain = folded(text.partition("-")[0]) if text.partition("-")[0].isalpha() else folded(text)
    return plain if plain in languages() else _language_names().get(folded(text), "")


def specialty_of(text: str) -> str:
    """Return the plain name of a specialty that was typed as people say it ("heart doctor"); else the text itself."""
    return _specialties().get(folded(text), text.strip())


def specialty_names() -> list[str]:
    """Return the plain names of all specialties, for a list to choose from."""
    return [name for name, _others in tables.rows("specialties")]


def place_key(*, country: str, region: str = "", city: str = "") -> str:
    """Return the words by which a place is found: its city, its region, and its country with all its names."""
    return key(city, region, *country_words(country))


@cache
def _country_words() -> dict[str, list[str]]:
    return {
        code: [code, name, *filter(None, others.split("|"))] for code, name, _law, others in tables.rows("countries")
    }


@cache
def _language_names() -> dict[str, str]:
    named: dict[str, str] = {}
    for code, name, others in tables.rows("languages"):
        named |= {folded(one): code for one in (name, *others.split("|")) if one}
    return named


@cache
def _specialties() -> dict[str, str]:
    said: dict[str, str] = {}
    for name, others in tables.rows("specialties"):
        said |= {folded(one): name for one in (name, *others.split("|")) if one}
    return said
