"""A member keeps what she takes; nobody else reads it, and stopping, doses and slips are all told of one course."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import MaybeTwo, TooLate, TooMany, Unclear
from bedside.areas.records.models import Course as Counted
from bedside.areas.records.models import TreatmentCourse
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course, Dose, Reason, Taking
from bedside.policy.dates import UNSURE, part
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


def tea(**said: object) -> Course:
    """What a member fills in."""
    made = Course(text="Lantern tea", purpose="sleep", declared=now().date(), start=part("2024"))
    return replace(made, **said)  # type: ignore[arg-type]


def test_what_is_kept_is_sealed_and_only_its_owner_s(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea())
    assert queries.own_treatment(by, kept).course == tea()
    row = TreatmentCourse.objects.get()
    assert b"antern" not in bytes(row.body)
    assert row.share == []


def test_every_persona_of_the_account_opens_it_and_nobody_else(by: Viewer) -> None:
    account = make_account()
    first, second = (viewer_of(make_persona(account=account)) for _ in range(2))
    kept = actions.add_treatment(by=first, course=tea())
    assert queries.own_treatment(second, kept).course.text == "Lantern tea"
    for other in (by, ANONYMOUS):
        assert queries.own_treatments(other) == ()
        with pytest.raises(NotHere):
            queries.own_treatment(other, kept)


def test_what_is_kept_in_the_record_is_said_in_no_persona_s_voice(by: Viewer) -> None:
    actions.add_treatment(by=by, course=tea())
    assert not Counted.objects.exists()


def test_an_own_illness_is_the_purpose_by_its_name(by: Viewer) -> None:
    illness = actions.add_condition(by=by, illness=Illness(text="Fog knee"))
    kept = actions.add_treatment(by=by, course=tea(purpose="", condition_id=illness))
    assert queries.own_treatment(by, kept).course.purpose == "Fog knee"


def test_another_s_illness_is_no_purpose(by: Viewer) -> None:
    other = viewer_of(make_persona())
    illness = actions.add_condition(by=other, illness=Illness(text="Fog knee"))
    with pytest.raises(NotHere):
        actions.add_treatment(by=by, course=tea(purpose="", condition_id=illness))


def test_stopping_keeps_when_and_why_and_what_was_said_before(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea())
    reasons = (Reason.COST, Reason.NO_EFFECT)
    actions.stop_treatment(by=by, course_id=kept, stop=part("2025"), reasons=reasons, main=Reason.COST)
    course = queries.own_treatment(by, kept).course
    assert (course.taking, course.stop.value, course.main_reason) == (Taking.NO, "2025", Reason.COST)
    assert [one.course.taking for one in queries.earlier_treatments(by, kept)] == [Taking.YES]


def test_a_stop_before_the_start_changes_nothing(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea())
    with pytest.raises(Unclear):
        actions.stop_treatment(by=by, course_id=kept, stop=part("2023"), reasons=(), main=None)
    assert queries.own_treatment(by, kept).course == tea()


def test_a_new_dose_is_a_step_of_the_same_course(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea(dose=Dose(amount="1", unit="mg")))
    actions.change_dose(by=by, course_id=kept, on=part("2025"), dose=Dose(amount="4,5", unit="mg"))
    (own,) = queries.own_treatments(by)
    assert own.course.dose_now.amount == "4.5"


def test_putting_a_course_right_keeps_its_doses(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea())
    actions.change_dose(by=by, course_id=kept, on=UNSURE, dose=Dose(amount="2", unit="mg"))
    actions.change_treatment(by=by, course_id=kept, course=tea(text="Tea of lanterns"))
    course = queries.own_treatment(by, kept).course
    assert (course.text, len(course.steps)) == ("Tea of lanterns", 1)


@pytest.mark.parametrize("dose", [Dose(amount="1000000", unit="mg"), Dose(amount="5")])
def test_a_dose_that_is_a_slip_is_refused(by: Viewer, dose: Dose) -> None:
    with pytest.raises(Unclear):
        actions.add_treatment(by=by, course=tea(dose=dose))
    assert not TreatmentCourse.objects.exists()


def test_two_at_once_are_asked_about_and_kept_when_both_are_meant(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea())
    with pytest.raises(MaybeTwo) as asked:
        actions.add_treatment(by=by, course=tea(text="lantern  TEA"))
    assert asked.value.ids == (kept,)
    actions.add_treatment(by=by, course=tea(), another=True)
    assert len(queries.own_treatments(by)) == 2


def test_after_a_long_gap_it_is_a_new_course_that_takes_up_the_old_one(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea(taking=Taking.NO, stop=part("2024-03")))
    again = actions.add_treatment(by=by, course=tea(start=part("2025")))
    assert queries.own_treatment(by, again).course.restart_of == kept


def test_a_slip_is_undone_within_30_seconds(by: Viewer, clock: time_machine.Traveller) -> None:
    kept = actions.add_treatment(by=by, course=tea())
    clock.shift(timedelta(hours=1))
    actions.stop_treatment(by=by, course_id=kept, stop=UNSURE, reasons=(), main=None)
    assert actions.undo_treatment(by=by, course_id=kept)
    assert queries.own_treatment(by, kept).course.taking is Taking.YES
    with pytest.raises(TooLate):
        actions.undo_treatment(by=by, course_id=kept)


def test_deleting_takes_all_versions(by: Viewer) -> None:
    kept = actions.add_treatment(by=by, course=tea())
    actions.stop_treatment(by=by, course_id=kept, stop=UNSURE, reasons=(), main=None)
    actions.delete_treatment(by=by, course_id=kept)
    assert not TreatmentCourse.objects.exists()


def test_nobody_changes_another_s(by: Viewer) -> None:
    kept = actions.add_treatment(by=viewer_of(make_persona()), course=tea())
    for act in (actions.undo_treatment, actions.delete_treatment):
        with pytest.raises(NotHere):
            act(by=by, course_id=kept)
    with pytest.raises(NotHere):
        actions.change_treatment(by=by, course_id=kept, course=tea())
    with pytest.raises(NotHere):
        actions.stop_treatment(by=by, course_id=kept, stop=UNSURE, reasons=(), main=None)
    with pytest.raises(NotHere):
        actions.change_dose(by=by, course_id=kept, on=UNSURE, dose=Dose(amount="2", unit="mg"))


def test_the_five_hundred_and_first_is_refused(by: Viewer) -> None:
    rows = [TreatmentCourse(owner_id=by.account_id, series_id=number, body=b"x") for number in range(500)]
    TreatmentCourse.objects.bulk_create(rows)
    with pytest.raises(TooMany):
        actions.add_treatment(by=by, course=tea())


def test_nothing_is_kept_before_the_mail_is_confirmed() -> None:
    persona = make_persona(account=make_account(confirmed=False))
    with pytest.raises(NotAllowed):
        actions.add_treatment(by=viewer_of(persona), course=tea())
