"""The order of the inbox: urgent, then the promise that ends first, then who has waited longest."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.practice.triage import Row, in_order, place

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_urgent_comes_first_then_missed_then_promised_then_the_rest_by_age() -> None:
    urgent = Row(9, True, None, NOW)
    missed = Row(8, False, NOW - HOUR, NOW - 20 * HOUR)
    soon = Row(7, False, NOW + HOUR, NOW - 2 * HOUR)
    soon_older = Row(6, False, NOW + HOUR, NOW - 3 * HOUR)
    old = Row(5, False, None, NOW - 90 * HOUR)
    quiet = Row(4, False, None, None)
    assert in_order([quiet, old, soon, missed, urgent, soon_older]) == [urgent, missed, soon_older, soon, old, quiet]


MOMENTS = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1), timezones=st.just(UTC))
ROWS = st.lists(
    st.builds(Row, id=st.integers(1, 10**6), urgent=st.booleans(), due_at=MOMENTS, waiting_since=MOMENTS),
    unique_by=lambda row: row.id,
)


@given(rows=ROWS)
def test_every_thread_has_one_place_and_none_is_lost(rows: list[Row]) -> None:
    found = in_order(rows)
    assert sorted(row.id for row in found) == sorted(row.id for row in rows)
    assert len({place(row) for row in rows}) == len(rows)
    assert [row.urgent for row in found] == sorted((row.urgent for row in found), reverse=True)
