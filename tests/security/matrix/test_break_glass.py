"""Actor A23: somebody with an emergency access that is open gets nothing by it but the pages to read under it."""

import pytest

from tests.security.matrix.table import Row, rows
from tests.security.matrix.test_matrix import outcome
from tests.security.world import IN_EMERGENCY, World

# What the roles open, by hand. The safety lead moderates nothing, and comes to the pages of emergencies.
MODERATORS_ONLY = {
    ("GET", "desk", "-"),
    ("GET", "desk_call", "given"),
    ("POST", "desk_call", "stop"),
    ("GET", "directory_desk", "-"),
    ("POST", "directory_desk_claim", "waiting"),
    ("POST", "directory_desk_out", "asked out"),
    ("GET", "staff_accounts", "-"),
    ("POST", "staff_accounts", "suspend"),
    ("POST", "staff_accounts", "restore"),
    ("GET", "staff_credentials", "-"),
    ("POST", "staff_credentials", "suspend"),
    ("GET", "staff_words", "-"),
    ("GET", "staff_word", "known"),
    ("POST", "staff_word", "known"),
    ("POST", "staff_word_undo", "known"),
    ("GET", "queue", "-"),
    ("GET", "queue_alike", "-"),
    ("GET", "queue_appeals", "-"),
    ("GET", "queue_appeal", "of a space"),
    ("POST", "queue_appeal", "of a space"),
    ("GET", "queue_case", "of the square"),
    ("GET", "queue_case", "of a message"),
    ("POST", "queue_case", "of a message"),
    ("POST", "queue_case", "of the square"),
    ("GET", "queue_undo", "own"),
    ("POST", "queue_undo", "own"),
    ("GET", "post_remove", "public"),
    ("POST", "post_remove", "public"),
}
OPEN = {
    ("GET", "emergency", "-"),
    ("GET", "emergency_ask", "-"),
    ("POST", "emergency_ask", "-"),
    ("GET", "emergency_read", "open"),
    ("GET", "emergency_post", "community"),
}
# The safety lead stands in on the board of the duty team and plans its rota, with an open access or without.
STANDS_IN = {
    ("GET", "board", "-"),
    ("GET", "board_case", "known"),
    ("POST", "board_case", "known"),
    ("GET", "board_reviews", "-"),
    ("POST", "rota", "publish"),
}


def expected(row: Row) -> str:
    """Return the letter: that of a stranger of the same kind, but for the pages of emergencies."""
    key = (row.method, row.route, row.object)
    if key in OPEN | STANDS_IN:
        return "F"
    if key in MODERATORS_ONLY:
        return row.cells["patient_stranger"]
    return row.cells["moderator"]


@pytest.mark.parametrize("row", rows(), ids=str)
def test_an_open_access_opens_only_the_pages_to_read_under_it(row: Row, world: World) -> None:
    got = outcome(world, Row(row.method, row.route, row.object, row.full, {IN_EMERGENCY: expected(row)}), IN_EMERGENCY)
    assert got[:1] == expected(row), got


def test_the_exceptions_are_rows() -> None:
    known = {(row.method, row.route, row.object) for row in rows()}
    assert (OPEN | MODERATORS_ONLY | STANDS_IN) - known == set()
