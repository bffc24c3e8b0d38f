"""A day is the member's day: it begins at her midnight, says its zone, and who travels keeps both entries."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine

from bedside.areas.people.actions import choose_zone
from bedside.areas.people.queries import in_the_name_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.models import DayCheck
from bedside.kit.errors import Refused
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db

BEFORE_MIDNIGHT_UTC = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
AFTER_MIDNIGHT_UTC = datetime(2026, 3, 11, 0, 30, tzinfo=UTC)


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


def living_in(by: Viewer, zone: str) -> Viewer:
    """The same member, by the clock of another place."""
    return replace(by, zone=zone)


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Tokyo", BEFORE_MIDNIGHT_UTC, date(2026, 3, 11)),
        ("America/Chicago", BEFORE_MIDNIGHT_UTC, date(2026, 3, 10)),
        ("America/Chicago", AFTER_MIDNIGHT_UTC, date(2026, 3, 10)),
        ("", BEFORE_MIDNIGHT_UTC, date(2026, 3, 10)),
        ("Nowhere/Such", AFTER_MIDNIGHT_UTC, date(2026, 3, 11)),
    ],
)
def test_today_is_the_members_day(by: Viewer, zone: str, moment: datetime, day: date) -> None:
    with time_machine.travel(moment, tick=False):
        assert queries.today(living_in(by, zone)) == day


def test_a_chosen_zone_is_kept_with_the_account(by: Viewer) -> None:
    choose_zone(by=by, zone="Asia/Tokyo")
    found = in_the_name_of(by.persona_id)
    assert found is not None
    assert queries.zone_of(found) == "Asia/Tokyo"


@pytest.mark.parametrize("zone", ["", "EST", "../etc/passwd", "Mars/Olympus"])
def test_a_zone_that_there_is_not_is_refused(by: Viewer, zone: str) -> None:
    with pytest.raises(Refused):
        choose_zone(by=by, zone=zone)


def test_who_flies_on_keeps_both_entries_of_one_date(by: Viewer) -> None:
    day = date(2026, 3, 10)
    with time_machine.travel(datetime(2026, 3, 10, 3, tzinfo=UTC), tick=False):
        actions.say_day(by=living_in(by, "Pacific/Auckland"), day=day, face=4)
    with time_machine.travel(BEFORE_MIDNIGHT_UTC, tick=False):
        actions.say_day(by=living_in(by, "Pacific/Honolulu"), day=day, face=2)
    said = queries.own_day(by, day)
    assert said is not None
    assert (said.face, said.zone) == (2, "Pacific/Honolulu")
    assert [(one.face, one.zone) for one in said.elsewhere] == [(4, "Pacific/Auckland")]
    assert DayCheck.objects.filter(is_current=True).count() == 2


def test_an_earlier_day_is_put_right_in_the_zone_in_which_it_was_told(by: Viewer) -> None:
    day = date(2026, 3, 8)
    with time_machine.travel(datetime(2026, 3, 8, 3, tzinfo=UTC), tick=False):
        actions.say_day(by=living_in(by, "Pacific/Auckland"), day=day, face=4)
    with time_machine.travel(BEFORE_MIDNIGHT_UTC, tick=False):
        actions.say_day(by=living_in(by, "Europe/Madrid"), day=day, face=1)
    said = queries.own_day(by, day)
    assert said is not None
    assert (said.face, said.zone, said.elsewhere) == (1, "Pacific/Auckland", ())


@pytest.mark.parametrize(("zone", "late"), [("Asia/Tokyo", True), ("America/Chicago", False)])
def test_three_days_late_is_counted_on_the_members_calendar(by: Viewer, zone: str, late: bool) -> None:
    day = date(2026, 3, 7)
    with time_machine.travel(BEFORE_MIDNIGHT_UTC, tick=False):
        actions.say_day(by=living_in(by, zone), day=day, face=3)
    said = queries.own_day(by, day)
    assert said is not None
    assert said.backfilled is late
