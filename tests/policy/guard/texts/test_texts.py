"""The texts to measure with are well formed: a wrong offset would make every figure wrong without a sound."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]

SETS = Path(__file__).parents[1]
ROWS = {
    "texts/identifying": 240,
    "texts/hard_negatives": 200,
    "texts/medical": 150,
    "texts/combination": 120,
    "texts/relation": 160,
    "texts/urgent": 240,
    "texts/social_names": 250,
    "texts2/identifying": 200,
    "texts2/hard_negatives": 150,
    "texts2/medical": 80,
    "texts2/combination": 80,
    "texts2/relation": 120,
    "texts2/urgent": 160,
}
KINDS = {
    *("name", "place", "date", "age_over_89", "phone", "fax", "email", "ssn", "record_no", "plan_no", "account_no"),
    *("licence_no", "vehicle", "device", "url", "ip", "biometric", "handle", "other_id", "relation"),
}
ROLES = {"clinician", "student", "practice", "patient", "carer", "researcher"}
AUDIENCES = {"public", "followers", "community", "room"}
URGENCY = {
    "texts/urgent": {"emergency": 55, "selfharm": 45, "urgent": 40, "sensitive": 30, "routine": 70},
    "texts2/urgent": {"emergency": 40, "selfharm": 35, "urgent": 25, "sensitive": 15, "routine": 45},
}
TRAPS = {
    *("plain", "idiom", "negation", "negation_partial", "history", "history_present", "hypothetical", "education"),
    *("resolved", "other_person", "indirect", "minimised", "misspelled", "slang", "quoted", "quoted_real", "fiction"),
}


def of(*kinds: str) -> list[str]:
    return [name for name in ROWS if name.partition("/")[2] in kinds]


@cache
def rows(name: str) -> list[Row]:
    lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def marked(row: Row) -> list[str]:
    return [row["text"][span["start"] : span["end"]] for span in row.get("spans", [])]


@pytest.mark.parametrize("name", ROWS)
def test_every_file_holds_the_rows_that_the_readme_promises(name: str) -> None:
    assert len(rows(name)) == ROWS[name]


def test_no_other_file_of_rows_lies_beside_them() -> None:
    assert {f"{path.parent.name}/{path.stem}" for path in SETS.glob("texts*/*.jsonl")} == set(ROWS)


def test_ids_and_texts_are_unique_over_all_files() -> None:
    everything = [row for name in ROWS for row in rows(name)]
    assert len({row["id"] for row in everything}) == len(everything)
    assert len({row["text"] for row in everything}) == len(everything)


@pytest.mark.parametrize("name", ROWS)
def test_spans_are_in_range_sorted_apart_and_without_blank_edges(name: str) -> None:
    for row in rows(name):
        at = 0
        for span in row.get("spans", []):
            assert at <= span["start"] < span["end"] <= len(row["text"]), row["id"]
            at = span["end"]
        assert all(words == words.strip() for words in marked(row)), row["id"]


@pytest.mark.parametrize("name", ROWS)
def test_spans_begin_and_end_between_words(name: str) -> None:
    for row in rows(name):
        for span in row.get("spans", []):
            for edge in (span["start"], span["end"]):
                assert not re.fullmatch(r"\w\w", row["text"][max(edge - 1, 0) : edge + 1]), row["id"]


@pytest.mark.parametrize("name", ROWS)
def test_every_kind_is_one_the_guard_knows(name: str) -> None:
    assert {span["type"] for row in rows(name) for span in row.get("spans", [])} <= KINDS


@pytest.mark.parametrize("name", of("identifying"))
def test_every_identifying_row_has_a_span_and_every_kind_is_there(name: str) -> None:
    assert all(row["spans"] for row in rows(name))
    assert {span["type"] for row in rows(name) for span in row["spans"]} == KINDS - {"relation"}


@pytest.mark.parametrize("name", of("hard_negatives", "medical"))
def test_texts_without_identifiers_have_no_span(name: str) -> None:
    assert not any(row["spans"] for row in rows(name))


@pytest.mark.parametrize("name", of("medical"))
def test_medical_texts_are_of_ordinary_length(name: str) -> None:
    assert all(200 <= len(row["text"]) <= 850 for row in rows(name))


@pytest.mark.parametrize("name", of("identifying", "hard_negatives", "medical", "combination", "relation"))
def test_facts_are_words_that_the_guard_reads(name: str) -> None:
    for row in rows(name):
        assert row["role"] in ROLES, row["id"]
        assert row["audience"] in AUDIENCES, row["id"]
        assert row["subject"] in {"self", "other", "none"}, row["id"]
        assert row.get("in_reply_to", "patient") in ROLES, row["id"]


@pytest.mark.parametrize("name", of("combination", "relation"))
def test_every_pair_is_one_identifying_post_and_one_benign_twin(name: str) -> None:
    sides = Counter((row["pair"], row["identifying"]) for row in rows(name))
    assert sides == Counter({(pair, side): 1 for pair in range(1, ROWS[name] // 2 + 1) for side in (True, False)})
    assert not any(row["spans"] for row in rows(name) if not row["identifying"])


@pytest.mark.parametrize("name", of("relation"))
def test_every_relation_post_marks_the_words_that_tell_of_it(name: str) -> None:
    for row in rows(name):
        kinds = {span["type"] for span in row["spans"]}
        assert ("relation" in kinds) is row["identifying"], row["id"]


@pytest.mark.parametrize("name", of("urgent"))
def test_urgent_posts_are_counted_by_class_and_all_traps_are_there(name: str) -> None:
    assert Counter(row["urgency"] for row in rows(name)) == URGENCY[name]
    assert {row["trap"] for row in rows(name)} == TRAPS


def test_social_posts_hold_names_and_towns_only() -> None:
    kinds_of = [{span["type"] for span in row["spans"]} for row in rows("texts/social_names")]
    assert sum(bool(kinds) for kinds in kinds_of) == 150
    assert all("name" in kinds and kinds <= {"name", "place"} for kinds in kinds_of if kinds)


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


@pytest.mark.parametrize("kind", sorted({name.partition("/")[2] for name in ROWS}))
def test_no_two_rows_but_twins_are_filled_from_one_template(kind: str) -> None:
    both = [(row.get("pair", row["id"]), name, row) for name in of(kind) for row in rows(name)]
    holders: dict[tuple[str, ...], list[int]] = {}
    found = [shingles(row["text"]) for _pair, _name, row in both]
    for number, words in enumerate(found):
        for shingle in words:
            holders.setdefault(shingle, []).append(number)
    shared = Counter((a, b) for numbers in holders.values() for a in numbers for b in numbers if a < b)
    alike = [(a, b) for (a, b), times in shared.items() if times > min(len(found[a]), len(found[b])) / 3]
    assert [(both[a][2]["id"], both[b][2]["id"]) for a, b in alike if both[a][:2] != both[b][:2]] == []


def told(kinds: set[str]) -> list[str]:
    spans = [(row, span) for name in ROWS for row in rows(name) for span in row.get("spans", [])]
    return [row["text"][span["start"] : span["end"]] for row, span in spans if span["type"] in kinds]


def test_invented_contacts_cannot_reach_anybody() -> None:
    assert all("555" in words for words in told({"phone", "fax"}))
    assert all("example" in words for words in told({"email", "url"}))
    assert all(words.startswith(("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:")) for words in told({"ip"}))
