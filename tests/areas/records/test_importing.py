"""A public set is taken in whole or not at all, and never mixes with members' own answers."""

from collections.abc import Iterator

import pytest

from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.records import actions, queries
from bedside.areas.records.models import Cell, ImportedRow, StagedRow
from bedside.policy.evidence.sources import BadRow, Row

from .people import answer

pytestmark = pytest.mark.django_db

SOURCE = "external:invented"


def rows(count: int, *, treatment: str = "tea", helped: int = 0, first: int = 1) -> list[Row]:
    return [
        Row(
            line=number,
            source_id=str(number),
            treatment=treatment,
            purpose="depression",
            helped=number - first < helped,
            effect=None,
            side_effects=None,
            rating=7,
        )
        for number in range(first, first + count)
    ]


def test_taken_and_refused_are_all_rows() -> None:
    bad = BadRow(line=9, code="rating", reason="no rating")
    result = actions.import_evaluations(source=SOURCE, rows=[*rows(3), bad])
    assert (result.read, result.taken, result.refused, result.added) == (4, 3, [bad], 3)


def test_repeating_an_import_adds_and_changes_nothing() -> None:
    actions.import_evaluations(source=SOURCE, rows=rows(30))
    again = actions.import_evaluations(source=SOURCE, rows=rows(30))
    assert (again.added, again.changed) == (0, 0)


def test_two_sources_may_use_the_same_numbers() -> None:
    for source in (SOURCE, "external:other"):
        actions.import_evaluations(source=source, rows=rows(3))
    assert ImportedRow.objects.count() == 6


def test_an_import_that_breaks_off_leaves_nothing() -> None:
    def broken() -> Iterator[Row]:
        yield from rows(100)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        actions.import_evaluations(source=SOURCE, rows=broken())
    assert (ImportedRow.objects.count(), StagedRow.objects.count()) == (0, 0)


def test_nothing_is_left_on_the_way() -> None:
    actions.import_evaluations(source=SOURCE, rows=rows(3))
    assert StagedRow.objects.count() == 0


def test_an_import_cannot_call_itself_members() -> None:
    with pytest.raises(ValueError, match="external"):
        actions.import_evaluations(source="members", rows=rows(3))


def test_progress_is_told() -> None:
    told: list[int] = []
    actions.import_evaluations(source=SOURCE, rows=rows(10_001), tell=told.append)
    assert told == [5_000, 10_000]


def test_imported_rows_never_count_with_members_answers() -> None:
    answer("tea", people=8)
    actions.import_evaluations(source=SOURCE, rows=rows(8))
    actions.build()
    actions.build(source=SOURCE)
    assert not Cell.objects.exists()


def test_each_source_has_a_block_of_its_own() -> None:
    answer("tea", people=12)
    actions.import_evaluations(source=SOURCE, rows=rows(40, helped=20))
    actions.build()
    actions.build(source=SOURCE)
    figures = queries.treatment(ANONYMOUS, "depression", "tea")
    assert figures.members.rows[0].cell.figure.people == 15
    assert [(block.source, block.rows[0].cell.figure.people) for block in figures.external] == [(SOURCE, 40)]


def test_building_one_source_leaves_the_other_as_it_is() -> None:
    actions.import_evaluations(source=SOURCE, rows=rows(40))
    actions.build(source=SOURCE)
    actions.build()
    assert Cell.objects.filter(source=SOURCE).count() == 1


def test_names_that_differ_by_capitals_only_are_one_treatment() -> None:
    both = [*rows(20, treatment="Tea XR"), *rows(20, treatment="tea-xr", first=21)]
    actions.import_evaluations(source=SOURCE, rows=both)
    actions.build(source=SOURCE)
    assert Cell.objects.get().people == 40
