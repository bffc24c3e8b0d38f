"""Afterwards: the review by two, the counts that everybody may see, what is kept and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.actions import upkeep
from bedside.areas.escalations.models import CaseReview, Escalation, MonthCount, PrivateMessage, Step
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from tests import factories
from tests.areas.escalations.scene import Scene, plant_everything, row

pytestmark = pytest.mark.django_db


def over(scene: Scene) -> int:
    escalation_id = scene.contacted("self_harm")
    actions.resolve(by=scene.viewer("first"), escalation_id=escalation_id, outcome="author_safe")
    return escalation_id


def test_the_safety_lead_and_a_patient_member_review_together(scene: Scene) -> None:
    escalation_id = over(scene)
    member = factories.make_persona(kind="patient", handle="wren")
    (line,) = queries.reviews(scene.viewer("lead"))
    assert (line.escalation_id, line.asked) == (escalation_id, False)
    actions.ask_review(by=scene.viewer("lead"), escalation_id=escalation_id, handle="wren", words="Ask sooner.")
    assert row(escalation_id).state == "E6"
    (asked,) = queries.reviews_asked(factories.viewer_of(member))
    assert asked.words == "Ask sooner."
    assert "juniper" not in repr(asked).lower()
    assert str(scene.post.id) not in repr(asked)
    actions.agree_review(by=factories.viewer_of(member), escalation_id=escalation_id)
    assert row(escalation_id).state == "E7"
    assert queries.reviews(scene.viewer("lead")) == []


def test_the_author_is_never_the_patient_member_and_no_clinician_or_lead_is(scene: Scene) -> None:
    escalation_id = over(scene)
    other_face = factories.make_persona(handle="other_face", account=scene.author.account)
    own_face = factories.make_persona(handle="leads_face", account=scene.lead.account)
    doctor = factories.make_persona(kind="clinician", handle="doctor_owl")
    for persona in (scene.author, other_face, own_face, doctor):
        with pytest.raises(Refused, match=r"choose_another|not_a_patient"):
            actions.ask_review(
                by=scene.viewer("lead"), escalation_id=escalation_id, handle=persona.handle, words="Ask sooner."
            )
    assert not CaseReview.objects.exists()


@pytest.mark.parametrize("who", ["first", "author", "reader"])
def test_nobody_but_the_safety_lead_asks_and_nobody_but_who_was_asked_agrees(scene: Scene, who: str) -> None:
    escalation_id = over(scene)
    with pytest.raises(NotHere):
        actions.ask_review(by=scene.viewer(who), escalation_id=escalation_id, handle="heron", words="x")
    factories.make_persona(handle="wren")
    actions.ask_review(by=scene.viewer("lead"), escalation_id=escalation_id, handle="wren", words="x")
    with pytest.raises(NotHere):
        actions.agree_review(by=scene.viewer(who), escalation_id=escalation_id)


def counted(klass: str, number: int, *, queued: bool = True) -> None:
    for _ in range(number):
        planted = Escalation(post_id=0, post_hash=b"", author_id=-2, klass=klass, state="E7", trigger="T2")
        planted.queued, planted.begun_at = queued, datetime(2026, 3, 10, tzinfo=UTC)
        planted.save()


def test_small_numbers_and_what_would_give_them_away_are_left_out(db: None) -> None:
    counted("C4", 40)
    counted("C3", 23)
    counted("C1", 3)
    counted("C2", 90, queued=False)  # cards alone are no escalations
    with time_machine.travel(datetime(2026, 4, 2, tzinfo=UTC), tick=False):
        march = queries.public_counts(months=2)[0]
    assert march.cells["C1"] is None
    assert march.cells["C3"] is None  # else the total would tell how few there were
    assert march.cells["C4"] == 40
    assert march.total == 65


def test_this_month_is_not_told_yet_and_a_month_without_any_says_nothing(db: None) -> None:
    counted("C4", 40)
    with time_machine.travel(datetime(2026, 3, 30, tzinfo=UTC), tick=False):
        rows = queries.public_counts(months=3)
    assert [row.month.month for row in rows] == [2, 1, 12]
    assert {cell for one in rows for cell in (*one.cells.values(), one.total)} == {None}


def test_what_had_its_time_becomes_a_number_and_the_count_stays(db: None) -> None:
    counted("C4", 40)
    with time_machine.travel(datetime(2027, 3, 12, tzinfo=UTC), tick=False):
        before = queries.public_counts(months=12)
        assert upkeep.forget_old(365) == 40
        assert queries.public_counts(months=12) == before
    assert MonthCount.objects.get().count == 40
    assert not Escalation.objects.exists()


def test_what_is_open_is_kept_however_old_and_what_goes_takes_its_thread_along(db: None) -> None:
    plant_everything(factories.make_persona(), over=False)
    plant_everything(factories.make_persona(), over=True)
    with time_machine.travel(now() + timedelta(days=366), tick=False):
        assert upkeep.forget_old(365) == 1
    (left,) = Escalation.objects.all()
    assert set(PrivateMessage.objects.values_list("escalation_id", flat=True)) == {left.id}
    assert set(Step.objects.values_list("escalation_id", flat=True)) == {left.id}
