"""The tables behind the count of people: sorted, unique, in range, and complete enough."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from bedside.policy.guard.combination_words import Entry, _table, is_named, not_persons, word_set
from bedside.policy.guard.tables import rows

TABLES = {
    "care_words": 1,
    "conditions": 6,
    "events": 5,
    "general_cues": 2,
    "jobs": 3,
    "not_persons": 1,
    "person_words": 4,
    "region_people": 2,
    "roles": 3,
    "settings": 5,
    "traits": 5,
    "word_sets": 2,
}
WITH_VARIANTS = ("conditions", "events", "jobs", "roles", "settings", "traits")


def entries_of(phrase: str) -> dict[str, Entry]:
    words = tuple(phrase.split())
    return {entry.group: entry for entry in _table()[words[0]].entries[words]}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_sorted_and_says_nothing_twice(name: str) -> None:
    lines = ["\t".join(row) for row in rows(f"{name}.tsv")]
    keys = [row[0] if name != "word_sets" else "\t".join(row) for row in rows(f"{name}.tsv")]
    assert keys == sorted(set(keys))
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(("name", "columns"), TABLES.items())
def test_every_row_has_all_its_columns(name: str, columns: int) -> None:
    assert {len(row) for row in rows(f"{name}.tsv")} == {columns}


@pytest.mark.parametrize("name", WITH_VARIANTS)
def test_no_spelling_belongs_to_two_rows_of_a_table(name: str) -> None:
    spellings = list(chain.from_iterable([row[0], *filter(None, row[1].split("; "))] for row in rows(f"{name}.tsv")))
    assert sorted(spellings) == sorted(set(spellings))


@pytest.mark.parametrize("name", WITH_VARIANTS)
def test_variants_are_sorted(name: str) -> None:
    for row in rows(f"{name}.tsv"):
        assert row[1].split("; ") == sorted(row[1].split("; ")), row[0]


@pytest.mark.parametrize(("name", "least"), [("conditions", 400), ("jobs", 40), ("roles", 60), ("traits", 60)])
def test_the_tables_are_large_enough(name: str, least: int) -> None:
    assert len(rows(f"{name}.tsv")) >= least


def test_a_prevalence_has_one_significant_figure_and_a_source() -> None:
    for name, _, number, course, rare, source in rows("conditions.tsv"):
        assert re.fullmatch(r"0\.0*[1-9]|[1-9]0*", number), name
        assert course in ("acute", "chronic", "procedure"), name
        assert source in ("CDC", "NHS", "Orphanet", "WHO", "estimate"), name
        limit = 50 if course == "chronic" else 5
        assert (rare == "rare") == (float(number) <= limit), name


def test_shares_are_shares() -> None:
    for table, column in (("jobs", 2), ("traits", 2), ("events", 3)):
        for row in rows(f"{table}.tsv"):
            assert 0 < float(row[column]) <= 1, row[0]


def test_reaches_and_sorts_are_those_that_the_code_knows() -> None:
    assert {row[2] for row in rows("roles.tsv")} == {"place", "known", "public"}
    assert {row[3] for row in rows("traits.tsv")} == {"origin", "body", "status"}
    assert {row[2] for row in rows("events.tsv")} == {"accident", "disaster", "gathering", "known", "prize"}
    assert {row[1] for row in rows("general_cues.tsv")} == {"fiction", "general", "if", "news", "plural", "teaching"}


@pytest.mark.parametrize(
    ("phrase", "group"),
    [
        ("sarcoidosis", "condition"),
        ("kidney stones", "condition"),
        ("lou gehrig 's disease", "condition"),
        ("county judge", "role"),
        ("lion handler", "job"),
        ("somali", "trait"),
        ("won the powerball", "event"),
        ("this valley", "place"),
        ("wyoming", "region"),
        ("icu", "care"),
        ("guideline", "cue"),
        ("grandmother", "person"),
    ],
)
def test_phrases_are_found_in_the_form_of_the_flat_line(phrase: str, group: str) -> None:
    assert group in entries_of(phrase)


def test_words_for_persons_are_told_from_words_that_only_end_like_them() -> None:
    assert "ventilator" in not_persons()
    assert is_named("teacher", "job")
    assert not is_named("ventilator", "job")


def test_every_set_of_words_has_an_owner_in_the_code() -> None:
    names = {name for name, _ in rows("word_sets.tsv")}
    assert all(word_set(name) for name in names)
    assert word_set("no such set") == frozenset()
