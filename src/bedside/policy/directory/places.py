"""Countries, languages and specialties, by the words with which people look for them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Final

from bedside.policy.directory import tables
from bedside.policy.directory.words import folded, key
from bedside.policy.registers.specialties import by_name

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
    return [_capital(name) for name in by_name()]


def place_key(*, country: str, region: str = "", city: str = "") -> str:
    """Return the words by which a place is found: its city, its region, and its country with all its names."""
    named = _regions().get((country, folded(region)), (region, ""))
    return key(city, *named, *country_words(country))


@dataclass(frozen=True)
class RegisterPlace:
    """A place as registers are asked for it: a country with a region, a city, or both."""

    country: str
    region: str = ""
    city: str = ""


def register_places(text: str, *, countries_of_registers: Collection[str]) -> list[RegisterPlace]:
    """Return the places that somebody may mean by "Omaha, NE", "Nebraska" or "Omaha", in countries with a register.

    A country alone is none: a register is not leafed through.
    """
    pieces = [folded(piece) for piece in text.split(",")] if "," in text else [folded(text)]
    found = []
    for country in sorted(countries_of_registers):
        own = {folded(word) for word in country_words(country)}
        left = [piece for piece in pieces if piece and piece not in own]
        region, city = _region_and_city(country, left)
        if region or city:
            found.append(RegisterPlace(country=country, region=region, city=city))
    return found


def _region_and_city(country: str, pieces: list[str]) -> tuple[str, str]:
    """Return the region's letters and the city of one or two pieces; a last word may be the region ("omaha ne")."""
    if len(pieces) == 1 and (country, pieces[0]) not in _regions() and " " in pieces[0]:
        city, _, last = pieces[0].rpartition(" ")
        pieces = [city, last] if (country, last) in _regions() else pieces
    regions = [_regions()[country, piece][0] for piece in pieces if (country, piece) in _regions()]
    cities = [piece for piece in pieces if (country, piece) not in _regions()]
    return "".join(regions[-1:]), "".join(cities[:1])


@cache
def _regions() -> dict[tuple[str, str], tuple[str, str]]:
    """Return (letters, name) of a region by its country and either of the two, as they are compared."""
    rows = tables.rows("regions")
    return {(country, folded(one)): (code, name) for country, code, name in rows for one in (code, name)}


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
    said = {folded(name): _capital(name) for name in by_name()}
    for name, others in tables.rows("specialties"):
        said |= {folded(one): _capital(name) for one in others.split("|") if one}
    return said


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
