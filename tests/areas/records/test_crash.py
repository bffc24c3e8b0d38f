"""A crash is a time with a beginning and an end; nobody else learns of it, and silence in it is no good day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import Unclear
from bedside.areas.records.models import Crash
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


def test_one_press_begins_it_and_a_second_begins_no_other(by: Viewer) -> None:
    assert actions.begin_crash(by=by) == actions.begin_crash(by=by)
    assert queries.own_crash(by) is not None
    assert queries.wants_peace(by)


def test_it_ends_by_its_owner_and_stays_as_a_time(by: Viewer, clock: time_machine.Traveller) -> None:
    actions.begin_crash(by=by)
    clock.shift(timedelta(days=3))
    actions.end_crash(by=by)
    assert queries.own_crash(by) is None
    assert not queries.wants_peace(by)
    (kept,) = queries.own_crashes(by)
    assert kept.ended == kept.began + timedelta(days=3)


def test_a_slip_of_the_finger_leaves_no_crash(by: Viewer, clock: time_machine.Traveller) -> None:
    actions.begin_crash(by=by)
    clock.shift(20)
    actions.end_crash(by=by)
    assert not Crash.objects.exists()


def test_ending_without_one_changes_nothing(by: Viewer) -> None:
    actions.end_crash(by=by)
    assert not Crash.objects.exists()


def test_it_is_asked_once_after_fourteen_days(by: Viewer, clock: time_machine.Traveller) -> None:
    actions.begin_crash(by=by)
    clock.shift(timedelta(days=14))
    asked = queries.own_crash(by)
    actions.stay_in_crash(by=by)
    clock.shift(timedelta(days=14))
    later = queries.own_crash(by)
    assert asked is not None
    assert later is not None
    assert (asked.asks, later.asks) == (True, False)


@pytest.mark.parametrize(("how", "face"), [("worst", 1), ("bad", 2), ("better", 3)])
def test_each_of_the_three_buttons_is_a_face_of_the_day(by: Viewer, how: str, face: int) -> None:
    actions.say_in_crash(by=by, how=how)
    said = queries.own_day(by, queries.today(by))
    assert said is not None
    assert (said.face, said.in_crash) == (face, True)


def test_no_button_says_well(by: Viewer) -> None:
    with pytest.raises(Unclear):
        actions.say_in_crash(by=by, how="good")


def test_another_member_sees_and_deletes_nothing_of_it(by: Viewer, clock: time_machine.Traveller) -> None:
    kept = actions.begin_crash(by=by)
    clock.shift(timedelta(days=1))
    actions.end_crash(by=by)
    other = viewer_of(make_persona())
    assert queries.own_crashes(other) == ()
    assert queries.crash_spans(other) == ()
    with pytest.raises(NotHere):
        actions.delete_crash(by=other, crash_id=kept)
    actions.delete_crash(by=by, crash_id=kept)
    assert queries.own_crashes(by) == ()


def test_the_audit_log_does_not_say_that_it_is_a_crash(by: Viewer) -> None:
    actions.begin_crash(by=by)
    assert [entry.action for entry in AuditEntry.objects.filter(actor_id=by.persona_id)] == ["records.pause"]


def test_who_has_not_confirmed_her_mail_begins_none() -> None:
    with pytest.raises(NotAllowed):
        actions.begin_crash(by=viewer_of(make_persona(account=make_account(confirmed=False))))
