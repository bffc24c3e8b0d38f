"""A pack is taken whole or not at all, and each error names its place."""

from typing import Any

import pytest

from bedside.policy.instruments import SHIPPED, SLOTS
from bedside.policy.instruments.model import NotLicensed, Status
from bedside.policy.instruments.rules.gate import Grant
from bedside.policy.instruments.rules.packs import MOST_BYTES, BadPack, instrument_from, read
from bedside.policy.instruments.rules.scoring import score

from .pack import AS_TOML, pack

KNOWN = {**SLOTS, **SHIPPED}


def test_a_pack_becomes_an_instrument() -> None:
    made = instrument_from(pack(), known=KNOWN)
    assert (made.key, made.version, made.licence.status, made.higher_is_worse) == ("who5", "2", Status.LOADER, False)
    assert [item.link_id for item in made.items] == ["lamp-1", "lamp-2"]


def test_a_pack_for_a_slot_that_asks_for_consent_keeps_that() -> None:
    assert instrument_from(pack(key="dsq-sf"), known=KNOWN).licence.status is Status.ACCEPT


def test_a_file_is_read_as_toml() -> None:
    definition = read(AS_TOML.encode(), known=KNOWN)
    assert instrument_from(definition, known=KNOWN).title == "Lamp questions"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "no TOML"),
        (b"key = ", "no TOML"),
        (b"", "key is missing"),
        (b" " * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_pack_file_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadPack, match=words):
        read(data, known=KNOWN)


def _item(**changed: Any) -> dict[str, Any]:
    first: dict[str, Any] = pack()["items"][0]
    return first | changed


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"key": "eq-5d"}, "EQ-5D may not be loaded"),
        ({"key": "phq9"}, "PHQ-9 comes with Bedside"),
        ({"key": "Who 5"}, "small letters"),
        ({"title": ""}, "title is empty"),
        ({"title": "x" * 81}, "title is longer than 80"),
        ({"title": 5}, "title has to be a text"),
        ({"higher_is_worse": "yes"}, "higher_is_worse has to be true or false"),
        ({"licence": {"holder": "H", "note": "N"}}, "licence: terms is missing"),
        ({"sources": {}}, "sources needs the language 'en'"),
        ({"items": []}, "there have to be 1 to 200"),
        ({"items": ["x"]}, "items, number 1: has to be a table"),
        ({"items": [_item(), _item()]}, "'lamp-1' is there twice"),
        ({"items": [_item(link_id="a b")]}, "link_id 'a b'"),
        ({"items": [_item(options=[])]}, "2 to 30 options"),
        ({"items": [_item(options=_item()["options"] * 2)]}, "a value of its own"),
        ({"items": [_item(texts={"de": "Hell?"})]}, "texts needs the language 'en'"),
        (
            {"items": [_item(texts={"en": "a", "de": "b"})], "bands": [], "scoring": {"low": 0, "high": 2}},
            "language 'de'",
        ),
        ({"items": [_item(show_if={"item": "lamp-9", "operator": "=", "value": 1})]}, "no earlier item"),
        ({"items": [_item(show_if={"item": "lamp-1", "operator": "=", "value": 1})]}, "no earlier item"),
        ({"items": [_item(show_if={"item": "lamp-1", "operator": "~", "value": 1})]}, "operator '~'"),
        ({"scoring": {"low": 0, "high": 9}}, "add up to 0 to 4, the file says 0 to 9"),
        ({"scoring": {"low": 0, "high": 4, "max_missing": 2}}, "max_missing"),
        ({"scoring": {"low": 0, "high": True}}, "high has to be a whole number"),
        ({"bands": ["dim"]}, "each has to be a table"),
        ({"bands": [{"from": 1, "name": "dim"}]}, "begin at 0"),
        ({"bands": [{"from": 0, "name": "dim"}, {"from": 0, "name": "x"}]}, "go up"),
        ({"bands": [{"from": 0, "name": "dim"}, {"from": 5, "name": "x"}]}, "not pass 4"),
        ({"crisis": {"item": "lamp-9", "at_least": 1}}, "'lamp-9' is no item"),
    ],
)
def test_a_pack_that_contradicts_itself_is_refused_with_its_place(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(BadPack, match=words):
        instrument_from(pack(**changed), known=KNOWN)


def test_a_loaded_instrument_is_scored_only_under_the_accepted_terms() -> None:
    made = instrument_from(pack(), known=KNOWN)
    given = [("lamp-1", 2), ("lamp-2", 2)]
    right = Grant("who5", "2", made.licence.terms_hash)
    assert score(made, given, grants=[right]).band == "bright"
    for wrong in (
        Grant("who5", "1", right.terms_hash),
        Grant("who5", "2", "0" * 64),
        Grant("x", "2", right.terms_hash),
    ):
        with pytest.raises(NotLicensed):
            score(made, given, grants=[wrong])
