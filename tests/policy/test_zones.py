"""What day it is depends on where one is."""

from datetime import UTC, date, datetime

import pytest

from bedside.policy.zones import day_in, zones

EVENING = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("UTC", EVENING, date(2026, 11, 23)),
        ("Europe/Madrid", EVENING, date(2026, 11, 24)),
        ("Pacific/Kiritimati", EVENING, date(2026, 11, 24)),
        ("America/Chicago", EVENING, date(2026, 11, 23)),
        ("America/Chicago", MORNING, date(2026, 11, 22)),
        ("Pacific/Niue", MORNING, date(2026, 11, 22)),
        ("Europe/Madrid", MORNING, date(2026, 11, 23)),
    ],
)
def test_the_day_is_that_of_the_place(zone: str, at: datetime, day: date) -> None:
    assert day_in(zone, at=at) == day


def test_a_zone_is_a_place_and_no_abbreviation() -> None:
    assert "Europe/Madrid" in zones()
    assert "UTC" in zones()
    assert "EST" not in zones()
