"""The tagger and its model file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bedside.policy import guard
from bedside.policy.guard.layer import tokenise
from bedside.policy.guard.sequence import chances, features

DATA = Path(guard.__file__).parent / "data"


def test_a_name_is_likelier_than_the_words_around_it() -> None:
    tokens = tokenise("my wife Marta cried all night")
    names = {token.text: chance.name for token, chance in zip(tokens, chances(tokens), strict=True)}
    assert names["Marta"] > 0.9
    assert max(chance for word, chance in names.items() if word != "Marta") < 0.05


def test_a_town_is_likelier_a_place_than_a_name() -> None:
    tokens = tokenise("she lives in Bozeman now")
    chance = chances(tokens)[3]
    assert chance.place > 0.3 > 5 * chance.name


def test_the_chances_of_a_token_make_one_at_most() -> None:
    tokens = tokenise("Pray for Jonah Pruitt of Alder Creek, he is 6 #JonahStrong")
    assert all(0 <= chance.name + chance.place <= 1.0001 for chance in chances(tokens))


def test_the_same_text_gives_the_same_chances() -> None:
    tokens = tokenise("saw Dr. Lindqvist in Oslo")
    assert chances(tokens) == chances(tokens)


def test_no_words_have_no_chances() -> None:
    assert chances(()) == []


def test_signs_outside_of_any_script_are_read() -> None:
    assert len(chances(tokenise("\ud800 \U0001f600 Anna"))) == 3


def test_single_letters_of_an_endless_text_are_passed_over() -> None:
    tokens = tokenise("a Anna " * 4_000)
    found = chances(tokens)
    assert found[0].name == 0
    assert found[1].name > 0


def test_each_token_has_features() -> None:
    tokens = tokenise("RIP Big Tony \u2764 #RIPTony http://a.example 12/3")
    assert all(features(tokens))


@pytest.mark.parametrize("part", ["model", "gazetteer"])
def test_the_manifest_tells_the_files_that_are_shipped(part: str) -> None:
    told = json.loads((DATA / "MANIFEST.json").read_text())[part]
    assert hashlib.sha256((DATA / told["file"]).read_bytes()).hexdigest() == told["sha256"]


def test_the_manifest_tells_sources_with_licences_and_a_hash_of_each_row() -> None:
    manifest = json.loads((DATA / "MANIFEST.json").read_text())
    assert set(manifest["rows"]) <= set(manifest["sources"])
    assert all(source["licence"] for source in manifest["sources"].values())
    assert all(len(row) == 64 for rows in manifest["rows"].values() for row in rows)
    assert sum(map(len, manifest["rows"].values())) > 10_000
