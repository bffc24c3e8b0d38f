"""Every row of the table is tried through a page or says what it waits for, and docs/boundaries.md says the same."""

from bedside.policy.boundaries import table
from tests.policy.boundaries.listing import DOCUMENT, OVER_HTTP, evidence, waiting
from tests.policy.boundaries.write import document

ROWS = set(table().rows)
AGREED = {row for row in ROWS if row.startswith("B")}
MARKED = {one.id for one in evidence()}


def test_each_of_the_71_rows_is_tried_or_waits_for_something() -> None:
    assert sorted(AGREED - MARKED - set(waiting())) == []


def test_no_row_is_both_tried_and_waiting() -> None:
    assert sorted(MARKED & set(waiting())) == [], "take its line out of waiting.toml"


def test_no_marker_and_no_line_names_a_row_that_is_not_there() -> None:
    assert sorted((MARKED | set(waiting())) - ROWS) == []


def test_what_bears_a_row_goes_through_the_pages_and_is_not_skipped() -> None:
    assert [one.test for one in evidence() if one.skipped or not one.test.startswith(OVER_HTTP)] == []


def test_what_a_row_waits_for_is_said() -> None:
    assert [row for row, what in waiting().items() if len(what) < 5] == []


def test_the_page_is_what_table_and_tests_say() -> None:
    assert DOCUMENT.read_text() == document(), "run `make docs`"
