"""A member says how a day was with one press; nobody else can, and nothing said is not a good day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import TooLate, TooMany, Unclear
from bedside.areas.records.models import DayCheck
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.policy.days import MOST_A_DAY
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture
def today() -> date:
    return now().date()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


def test_one_press_keeps_the_day_sealed(by: Viewer, today: date) -> None:
    actions.say_day(by=by, day=today, face=2, line="Slept with the lamp on")
    said = queries.own_day(by, today)
    assert said is not None
    assert (said.face, said.energy, said.line, said.backfilled) == (2, None, "Slept with the lamp on", False)
    assert b"lamp" not in bytes(DayCheck.objects.get().body)
    assert DayCheck.objects.get().share == []


def test_a_second_press_replaces_the_first_and_keeps_it_as_history(by: Viewer, today: date) -> None:
    actions.say_day(by=by, day=today, face=2, energy=3, line="Slept badly")
    actions.say_day(by=by, day=today, face=4)
    said = queries.own_day(by, today)
    assert said is not None
    assert (said.face, said.energy, said.line) == (4, 3, "Slept badly")
    assert [one.face for one in queries.earlier_words(by, today)] == [2]


def test_an_emptied_line_is_gone_from_the_day(by: Viewer, today: date) -> None:
    actions.say_day(by=by, day=today, face=2, energy=3, line="Slept badly")
    actions.say_day(by=by, day=today, face=2, energy=None, line="")
    said = queries.own_day(by, today)
    assert said is not None
    assert (said.energy, said.line) == (None, "")


def test_a_day_without_a_word_is_none_and_deleting_makes_it_so_again(by: Viewer, today: date) -> None:
    actions.say_day(by=by, day=today, face=1)
    actions.say_day(by=by, day=today, face=2)
    actions.delete_day(by=by, day=today)
    assert queries.own_day(by, today) is None
    assert queries.earlier_words(by, today) == ()
    assert queries.own_days(by, last=today, count=2) == ((today, None), (today - timedelta(days=1), None))


def test_a_day_told_late_says_so(by: Viewer, today: date) -> None:
    long_ago = today - timedelta(days=4)
    actions.say_day(by=by, day=long_ago, face=3)
    said = queries.own_day(by, long_ago)
    assert said is not None
    assert said.backfilled


def test_a_page_that_sends_twice_is_heard_once(by: Viewer, today: date) -> None:
    yesterday = today - timedelta(days=1)
    first = actions.say_day(by=by, day=yesterday, face=2, client_key=77)
    actions.say_day(by=by, day=yesterday, face=3, client_key=78)
    assert actions.say_day(by=by, day=yesterday, face=2, client_key=77) == first
    said = queries.own_day(by, yesterday)
    assert said is not None
    assert said.face == 3
    assert DayCheck.objects.count() == 2


def test_two_people_may_send_the_same_key(by: Viewer, today: date) -> None:
    actions.say_day(by=by, day=today, face=2, client_key=77)
    other = viewer_of(make_persona())
    actions.say_day(by=other, day=today, face=5, client_key=77)
    said = queries.own_day(other, today)
    assert said is not None
    assert said.face == 5


def test_a_slip_is_undone_and_what_stood_before_stands_again(
    by: Viewer, today: date, clock: time_machine.Traveller
) -> None:
    actions.say_day(by=by, day=today, face=4)
    slip = actions.say_day(by=by, day=today, face=1)
    clock.shift(30)
    assert actions.undo_day(by=by, check_id=slip) == today
    said = queries.own_day(by, today)
    assert said is not None
    assert said.face == 4
    with pytest.raises(NotHere):
        actions.undo_day(by=by, check_id=slip)


def test_after_thirty_seconds_nothing_is_undone(by: Viewer, today: date, clock: time_machine.Traveller) -> None:
    kept = actions.say_day(by=by, day=today, face=1)
    clock.shift(31)
    with pytest.raises(TooLate):
        actions.undo_day(by=by, check_id=kept)
    assert queries.own_day(by, today) is not None


def test_another_member_sees_undoes_and_deletes_nothing_of_it(by: Viewer, today: date) -> None:
    kept = actions.say_day(by=by, day=today, face=1)
    other = viewer_of(make_persona())
    assert queries.own_day(other, today) is None
    assert queries.own_day(ANONYMOUS, today) is None
    with pytest.raises(NotHere):
        actions.undo_day(by=other, check_id=kept)
    with pytest.raises(NotHere):
        actions.delete_day(by=other, day=today)
    assert queries.own_day(by, today) is not None


def test_each_persona_of_an_account_has_the_one_record(by: Viewer, today: date) -> None:
    account = make_account()
    first, second = (viewer_of(make_persona(account=account)) for _ in range(2))
    actions.say_day(by=first, day=today, face=2)
    said = queries.own_day(second, today)
    assert said is not None
    assert said.face == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"face": 0}, "face"),
        ({"face": 6}, "face"),
        ({"face": 1, "energy": 11, "line": ""}, "energy"),
        ({"face": 1, "energy": -1, "line": ""}, "energy"),
        ({"face": 1, "line": "x" * 301}, "line"),
        ({"face": 1, "line": "\x00"}, "line"),
        ({"face": 1, "ahead": 3}, "day"),
        ({"face": 1, "ahead": -50_000}, "day"),
    ],
)
def test_what_cannot_be_taken_changes_nothing(by: Viewer, today: date, wrong: dict[str, object], field: str) -> None:
    said = dict(wrong)
    day = today + timedelta(days=int(str(said.pop("ahead", 0))))
    with pytest.raises(Refused) as refused:
        actions.say_day(by=by, day=day, **said)  # type: ignore[arg-type]  # each case is one wrong field
    assert refused.value.field == field
    assert not DayCheck.objects.exists()


def test_a_day_has_room_for_forty_entries(by: Viewer, today: date, clock: time_machine.Traveller) -> None:
    for number in range(MOST_A_DAY):
        actions.say_day(by=by, day=today - timedelta(days=number), face=3)
    with pytest.raises(TooMany, match="40"):
        actions.say_day(by=by, day=today, face=3)
    clock.shift(timedelta(days=1, seconds=1))
    actions.say_day(by=by, day=today, face=3)


def test_who_has_not_confirmed_her_mail_keeps_nothing(today: date) -> None:
    with pytest.raises(NotAllowed):
        actions.say_day(by=viewer_of(make_persona(account=make_account(confirmed=False))), day=today, face=3)


def test_unclear_names_what_to_do(by: Viewer, today: date) -> None:
    with pytest.raises(Unclear, match="five faces"):
        actions.say_day(by=by, day=today, face=9)
