"""A member says what she felt: kept sealed, corrected with its history, undone, deleted; nobody else reads it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import Felt
from bedside.areas.records.errors import TooLate, TooMany
from bedside.areas.records.models import SymptomLog
from bedside.areas.vocabulary.models import Use
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.policy.days import MOST_A_DAY
from bedside.policy.symptoms import FIGURES, LEVELS, Strength
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db

FELT = Felt("Lamplight hurts", Strength(FIGURES, 7))


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


def on(by: Viewer, day: date) -> list[tuple[str, int | None]]:
    """What stands there for a day."""
    return [(one.symptom, one.strength.value) for one in queries.own_symptoms(by, first=day, last=day)]


def test_one_press_keeps_a_symptom_sealed(by: Viewer, today: date) -> None:
    actions.log_symptom(by=by, day=today, felt=FELT)
    assert on(by, today) == [("Lamplight hurts", 7)]
    assert b"amplight" not in bytes(SymptomLog.objects.get().body)
    assert SymptomLog.objects.get().share == []


def test_two_symptoms_of_one_day_stand_beside_each_other(by: Viewer, today: date) -> None:
    actions.log_symptom(by=by, day=today, felt=FELT)
    actions.log_symptom(by=by, day=today, felt=Felt("Nausea", Strength(LEVELS, 2)))
    assert on(by, today) == [("Lamplight hurts", 7), ("Nausea", 2)]


def test_rather_not_say_is_an_answer_without_a_value(by: Viewer, today: date) -> None:
    actions.log_symptom(by=by, day=today, felt=Felt("Nausea", Strength(LEVELS, None)))
    assert on(by, today) == [("Nausea", None)]


def test_a_correction_keeps_what_stood_there_for_its_owner(by: Viewer, today: date) -> None:
    kept = actions.log_symptom(by=by, day=today, felt=FELT)
    new = actions.correct_symptom(by=by, log_id=kept, felt=Felt("Lamplight hurts", Strength(FIGURES, 3), at="14:30"))
    assert on(by, today) == [("Lamplight hurts", 3)]
    assert [one.strength.value for one in queries.earlier_versions(by, new)] == [7]
    with pytest.raises(NotHere):
        actions.correct_symptom(by=by, log_id=kept, felt=FELT)


def test_deleting_takes_every_version(by: Viewer, today: date) -> None:
    kept = actions.log_symptom(by=by, day=today, felt=FELT)
    new = actions.correct_symptom(by=by, log_id=kept, felt=FELT)
    assert actions.delete_symptom(by=by, log_id=new) == today
    assert not SymptomLog.objects.exists()
    assert not Use.objects.exists()


def test_a_slip_is_undone_and_what_stood_before_stands_again(
    by: Viewer, today: date, clock: time_machine.Traveller
) -> None:
    kept = actions.log_symptom(by=by, day=today, felt=FELT)
    slip = actions.correct_symptom(by=by, log_id=kept, felt=Felt("Lamplight hurts", Strength(FIGURES, 1)))
    clock.shift(30)
    actions.undo_symptom(by=by, log_id=slip)
    assert on(by, today) == [("Lamplight hurts", 7)]


def test_after_thirty_seconds_nothing_is_undone(by: Viewer, today: date, clock: time_machine.Traveller) -> None:
    kept = actions.log_symptom(by=by, day=today, felt=FELT)
    clock.shift(31)
    with pytest.raises(TooLate):
        actions.undo_symptom(by=by, log_id=kept)
    assert on(by, today) == [("Lamplight hurts", 7)]


def test_a_page_that_sends_twice_is_heard_once(by: Viewer, today: date) -> None:
    first = actions.log_symptom(by=by, day=today, felt=FELT, client_key=5)
    assert actions.log_symptom(by=by, day=today, felt=FELT, client_key=5) == first
    assert SymptomLog.objects.count() == 1


@pytest.mark.parametrize(("back", "late"), [(0, False), (3, False), (4, True)])
def test_what_is_told_more_than_three_days_late_says_so(by: Viewer, today: date, back: int, late: bool) -> None:
    day = today - timedelta(days=back)
    actions.log_symptom(by=by, day=day, felt=FELT)
    assert queries.own_symptoms(by, first=day, last=day)[0].backfilled is late


def test_the_symptoms_of_late_stand_ready_the_most_used_first(by: Viewer, today: date) -> None:
    for name in ("Nausea", "Fatigue", "fatigue"):
        actions.log_symptom(by=by, day=today, felt=Felt(name, Strength(FIGURES, 2)))
    assert [(one.symptom, one.scale) for one in queries.recent_symptoms(by)] == [
        ("fatigue", FIGURES),
        ("Nausea", FIGURES),
    ]


def test_a_word_that_no_vocabulary_has_is_noted_for_the_curators(by: Viewer, today: date) -> None:
    actions.log_symptom(by=by, day=today, felt=FELT)
    assert Use.objects.filter(source="symptom").count() == 1


def test_another_member_sees_and_changes_nothing_of_it(by: Viewer, today: date) -> None:
    kept = actions.log_symptom(by=by, day=today, felt=FELT)
    other = viewer_of(make_persona())
    assert on(other, today) == on(ANONYMOUS, today) == []
    assert queries.earlier_versions(other, kept) == ()
    for press in (actions.undo_symptom, actions.delete_symptom):
        with pytest.raises(NotHere):
            press(by=other, log_id=kept)
    with pytest.raises(NotHere):
        actions.correct_symptom(by=other, log_id=kept, felt=FELT)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"symptom": "  "}, "symptom"),
        ({"symptom": "x" * 121}, "symptom"),
        ({"symptom": "a\x00b"}, "symptom"),
        ({"strength": Strength(FIGURES, 11)}, "how"),
        ({"strength": Strength(LEVELS, 4)}, "how"),
        ({"strength": Strength("0-100", 4)}, "how"),
        ({"at": "25:00"}, "at"),
        ({"at": "noon"}, "at"),
        ({"note": "x" * 4001}, "note"),
        ({"factors": ("x" * 61,)}, "own_factor"),
        ({"factors": tuple(str(number) for number in range(9))}, "own_factor"),
    ],
)
def test_what_cannot_be_taken_changes_nothing(by: Viewer, today: date, wrong: dict[str, Any], field: str) -> None:
    felt = Felt(**({"symptom": "Nausea", "strength": Strength(FIGURES, 1)} | wrong))
    with pytest.raises(Refused) as refused:
        actions.log_symptom(by=by, day=today, felt=felt)
    assert refused.value.field == field
    assert not SymptomLog.objects.exists()


def test_a_day_that_has_begun_nowhere_is_refused(by: Viewer, today: date) -> None:
    with pytest.raises(Refused, match="future"):
        actions.log_symptom(by=by, day=today + timedelta(days=3), felt=FELT)


def test_there_is_room_for_forty_entries_in_a_day(by: Viewer, today: date, clock: time_machine.Traveller) -> None:
    for _number in range(MOST_A_DAY):
        actions.log_symptom(by=by, day=today, felt=FELT)
    with pytest.raises(TooMany, match="40"):
        actions.log_symptom(by=by, day=today, felt=FELT)
    clock.shift(timedelta(days=1, seconds=1))
    actions.log_symptom(by=by, day=today, felt=FELT)


def test_who_has_not_confirmed_her_mail_keeps_nothing(today: date) -> None:
    unconfirmed = viewer_of(make_persona(account=make_account(confirmed=False)))
    with pytest.raises(NotAllowed):
        actions.log_symptom(by=unconfirmed, day=today, felt=FELT)
