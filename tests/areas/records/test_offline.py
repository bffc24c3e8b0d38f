"""What a phone kept comes in once, in the order in which it was said; what can't is answered by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.models import DayCheck, SymptomLog
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed
from bedside.policy.limits import ENTRIES
from bedside.policy.offline import Entry
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    noon = now().replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(noon, tick=False) as traveller:
        yield traveller


def day(key: int, *, ago: timedelta = HOUR, how: str = "2", **said: Any) -> Entry:
    at = now() - ago
    return Entry(**{"key": key, "kind": "day", "said_at": at, "day": at.date(), "zone": "UTC", "how": how} | said)


def symptom(key: int, *, ago: timedelta = HOUR, how: str = "0-10:7", **said: Any) -> Entry:
    return replace(day(key, ago=ago, how=how), kind="symptom", **{"symptom": "Fog"} | said)


def states(by: Viewer, *entries: Entry) -> list[str]:
    return [one.state for one in actions.take_entries(by=by, entries=entries)]


def today_of(by: Viewer) -> Any:
    found = queries.own_day(by, now().date())
    assert found is not None
    return found


def test_a_day_and_a_symptom_are_kept_as_they_were_said_then(by: Viewer) -> None:
    assert states(by, day(1, ago=6 * DAY, line="Rain."), symptom(2, ago=6 * DAY)) == ["taken", "taken"]
    kept = queries.own_day(by, (now() - 6 * DAY).date())
    assert kept is not None
    assert (kept.face, kept.line, kept.kept_at, kept.backfilled) == (2, "Rain.", now() - 6 * DAY, False)
    (felt,) = queries.own_symptoms(by, first=kept.day, last=kept.day)
    assert (felt.symptom, felt.strength.value, felt.kept_at, felt.backfilled) == ("Fog", 7, now() - 6 * DAY, False)


def test_what_is_sent_again_is_there_already(by: Viewer) -> None:
    states(by, day(1), symptom(2))
    assert states(by, symptom(2), day(1)) == ["there", "there"]
    assert (DayCheck.objects.count(), SymptomLog.objects.count()) == (1, 1)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_one_day_the_latest_saying_counts_in_whatever_order_they_come(by: Viewer, order: tuple[int, ...]) -> None:
    said = [day(1, ago=3 * HOUR, how="1"), day(2, ago=2 * HOUR, how="5"), day(3, ago=HOUR, how="3")]
    for place in order:
        states(by, said[place])
    assert today_of(by).face == 3
    assert [one.face for one in queries.earlier_words(by, now().date())] == [5, 1]


def test_what_was_said_on_the_site_later_still_counts(by: Viewer) -> None:
    actions.say_day(by=by, day=now().date(), face=4, line="Better.")
    assert states(by, day(1, how="1")) == ["taken"]
    assert (today_of(by).face, today_of(by).line) == (4, "Better.")
    assert [one.face for one in queries.earlier_words(by, now().date())] == [1]


def test_another_press_keeps_the_line_that_stood_there(by: Viewer) -> None:
    states(by, day(1, ago=2 * HOUR, line="Rain."), day(2, how="3"))
    assert (today_of(by).face, today_of(by).line) == (3, "Rain.")


def test_two_zones_of_one_date_are_both_kept(by: Viewer) -> None:
    states(by, day(1, how="1", zone="Asia/Tokyo"), day(2, how="5", zone="America/New_York"))
    assert {today_of(by).face, *(one.face for one in today_of(by).elsewhere)} == {1, 5}


def test_a_phone_whose_clock_is_ahead_said_it_now(by: Viewer) -> None:
    assert states(by, day(1, ago=-3 * DAY, day=now().date())) == ["taken"]
    assert today_of(by).kept_at == now()


@pytest.mark.parametrize(
    ("change", "field_words"),
    [
        ({"day": "ahead"}, "future"),
        ({"how": "9"}, "five faces"),
        ({"how": "²"}, "five faces"),
        ({"said_at": "long ago"}, "more than a year ago"),
        ({"line": "x" * 301}, "300"),
    ],
)
def test_what_cannot_be_is_refused_by_itself_with_a_reason(
    by: Viewer, change: dict[str, Any], field_words: str
) -> None:
    values = {"ahead": (now() + 3 * DAY).date(), "long ago": now() - 400 * DAY}
    wrong = replace(day(1), **{name: values.get(value, value) for name, value in change.items()})
    refused, taken = actions.take_entries(by=by, entries=[wrong, day(2, how="4")])
    assert (refused.state, taken.state) == ("refused", "taken")
    assert refused.code
    assert field_words in refused.what
    assert today_of(by).face == 4


def test_what_goes_beyond_the_limit_stays_on_the_phone_and_comes_in_later(
    by: Viewer, clock: time_machine.Traveller
) -> None:
    many = [symptom(number) for number in range(1, ENTRIES.tries + 11)]
    assert states(by, *many) == ["taken"] * ENTRIES.tries + ["later"] * 10
    clock.shift(ENTRIES.window + timedelta(seconds=1))
    assert states(by, *many) == ["there"] * ENTRIES.tries + ["taken"] * 10
    assert SymptomLog.objects.count() == ENTRIES.tries + 10


def test_nobody_else_s_number_is_in_the_way(by: Viewer) -> None:
    states(by, day(1))
    assert states(viewer_of(make_persona()), day(1)) == ["taken"]


def test_who_is_not_confirmed_keeps_nothing(by: Viewer) -> None:
    with pytest.raises(NotAllowed):
        actions.take_entries(by=replace(by, confirmed=False), entries=[day(1)])
    assert DayCheck.objects.count() == 0


def crash(key: int, *, ago: timedelta = HOUR, how: str = "begin") -> Entry:
    return replace(day(key, ago=ago, how=how), kind="crash")


def spans(by: Viewer) -> set[tuple[timedelta, timedelta | None]]:
    """How long ago each crash began, and ended."""
    return {(now() - one.began, one.ended and now() - one.ended) for one in queries.crash_spans(by)}


def test_a_crash_counts_from_the_press_and_is_heard_once(by: Viewer) -> None:
    assert states(by, crash(1, ago=2 * DAY)) == ["taken"]
    assert states(by, crash(1, ago=2 * DAY)) == ["there"]
    assert spans(by) == {(2 * DAY, None)}
    assert queries.wants_peace(by)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_two_phones_and_the_site_make_one_crash_that_began_with_the_first(by: Viewer, order: tuple[int, ...]) -> None:
    actions.begin_crash(by=by)
    said = {1: crash(1, ago=3 * DAY), 2: crash(2, ago=DAY)}
    assert states(by, *(said[key] for key in order)) == ["taken", "taken"]
    assert spans(by) == {(3 * DAY, None)}


def test_one_that_was_ended_elsewhere_meanwhile_stays_ended(by: Viewer, clock: time_machine.Traveller) -> None:
    actions.begin_crash(by=by)
    clock.shift(2 * DAY)
    actions.end_crash(by=by)
    clock.shift(DAY)
    assert states(by, crash(1, ago=4 * DAY)) == ["taken"]  # said a day before the other, which was ended since
    assert spans(by) == {(4 * DAY, DAY)}
    assert states(by, crash(2, ago=HOUR)) == ["taken"]
    assert spans(by) == {(4 * DAY, DAY), (HOUR, None)}


def test_a_crash_can_not_end_without_a_connection(by: Viewer) -> None:
    assert states(by, crash(1, how="over"), crash(2, ago=400 * DAY)) == ["refused", "refused"]
    assert spans(by) == set()
