"""The word lists: with a first line that tells their columns, sorted, without doubles, all rows alike."""

from __future__ import annotations

import pytest

from bedside.policy.guard.labels import SHAPES
from bedside.policy.guard.model import KINDS
from bedside.policy.guard.numbers import help_lines
from bedside.policy.guard.tables import rows, text_of

LISTS = [
    "domains.tsv",
    "help_lines.tsv",
    "labels.tsv",
    "national_numbers.tsv",
    "postcode_areas.tsv",
    "streets.tsv",
    "zip3.tsv",
]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_tells_its_columns_first(name: str) -> None:
    assert text_of(name).startswith("# ")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_and_has_no_doubles(name: str) -> None:
    assert list(rows(name)) == sorted(set(rows(name)))


@pytest.mark.parametrize("name", LISTS)
def test_all_rows_of_a_list_have_as_many_columns(name: str) -> None:
    assert len({len(row) for row in rows(name)}) == 1


def test_no_label_stands_twice() -> None:
    labels = [row[0] for row in (*rows("labels.tsv"), *rows("national_numbers.tsv"))]
    assert len(labels) == len(set(labels))


def test_every_label_has_a_kind_a_reach_and_a_form() -> None:
    for label, kind, reach, form in rows("labels.tsv"):
        assert kind in {*KINDS, "device_lot"}, label
        assert reach in ("near", "next"), label
        assert form.isdigit() or form in SHAPES, label


@pytest.mark.parametrize("line", ["988", "116123", "8002738255", "18002738255", "08001110111", "131114", "741741"])
def test_published_help_lines_are_known(line: str) -> None:
    assert line in help_lines()


def test_at_least_three_hundred_public_sites_are_known() -> None:
    assert len(rows("domains.tsv")) >= 300
