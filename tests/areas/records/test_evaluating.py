"""A member says what a treatment did, changes it, and takes it back; nobody else can."""

from datetime import timedelta
from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import AlreadyThere, Unclear
from bedside.areas.records.models import Course, Evaluation
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from tests.factories import make_account, make_persona, viewer_of

from .people import asked

pytestmark = pytest.mark.django_db

TODAY = now().date()


def test_what_was_said_can_be_read_again_by_its_owner() -> None:
    by = viewer_of(make_persona())
    wish = asked("Green Tea", purpose="ME/CFS", words="It calms me.", other_unwanted="cold feet", unwanted=("nausea",))
    course_id = actions.record_evaluation(by=by, wish=wish)
    own = queries.own_evaluation(by, course_id)
    assert (own.treatment, own.purpose, own.treatment_slug, own.purpose_slug) == (
        "Green Tea",
        "ME/CFS",
        "green-tea",
        "me-cfs",
    )
    assert (own.words, own.other_unwanted, own.unwanted) == ("It calms me.", "cold feet", ("nausea",))


def test_own_words_are_sealed_in_the_database() -> None:
    by = viewer_of(make_persona())
    actions.record_evaluation(by=by, wish=asked(words="It calms me.", other_unwanted="cold feet"))
    row = Evaluation.objects.get()
    assert b"calms" not in bytes(row.words_sealed or b"")
    assert b"cold" not in bytes(row.other_sealed or b"")


def test_answers_are_not_counted_unless_their_owner_says_so() -> None:
    actions.record_evaluation(by=viewer_of(make_persona()), wish=asked(counted=False))
    assert Course.objects.get().consented_at is None


def test_the_same_treatment_for_the_same_purpose_is_told_once() -> None:
    by = viewer_of(make_persona())
    actions.record_evaluation(by=by, wish=asked("Green tea"))
    with pytest.raises(AlreadyThere):
        actions.record_evaluation(by=by, wish=asked("green-TEA"))


def test_the_same_treatment_for_another_purpose_is_a_course_of_its_own() -> None:
    by = viewer_of(make_persona())
    for purpose in ("sleep", "migraine"):
        actions.record_evaluation(by=by, wish=asked(purpose=purpose))
    assert len(queries.own_evaluations(by)) == 2


def test_a_change_takes_the_place_of_what_was_said() -> None:
    by = viewer_of(make_persona())
    course_id = actions.record_evaluation(by=by, wish=asked(effect=4, words="Good."))
    stop = {"standing": "stopped", "stopped": TODAY, "stop_reason": "cost"}
    actions.change(by=by, course_id=course_id, wish=asked(effect=0, **stop))
    own = queries.own_evaluation(by, course_id)
    assert (own.effect, own.words, own.standing, own.stop_reason) == (0, "", "stopped", "cost")


def test_a_change_into_what_was_told_already_is_refused() -> None:
    by = viewer_of(make_persona())
    actions.record_evaluation(by=by, wish=asked("tea"))
    course_id = actions.record_evaluation(by=by, wish=asked("coffee"))
    with pytest.raises(AlreadyThere):
        actions.change(by=by, course_id=course_id, wish=asked("tea"))


def test_a_withdrawal_deletes_course_and_answers() -> None:
    by = viewer_of(make_persona())
    actions.withdraw(by=by, course_id=actions.record_evaluation(by=by, wish=asked()))
    assert (Course.objects.count(), Evaluation.objects.count()) == (0, 0)


def test_what_another_persona_said_does_not_exist_not_even_for_the_same_account() -> None:
    account = make_account()
    course_id = actions.record_evaluation(by=viewer_of(make_persona(account=account)), wish=asked())
    other = viewer_of(make_persona(account=account))
    with pytest.raises(NotHere):
        queries.own_evaluation(other, course_id)
    with pytest.raises(NotHere):
        actions.change(by=other, course_id=course_id, wish=asked())
    with pytest.raises(NotHere):
        actions.withdraw(by=other, course_id=course_id)


def test_a_visitor_has_said_nothing() -> None:
    assert queries.own_evaluations(ANONYMOUS) == ()


def test_before_the_mail_address_is_confirmed_nothing_is_taken() -> None:
    by = viewer_of(make_persona(account=make_account(confirmed=False)))
    with pytest.raises(NotAllowed):
        actions.record_evaluation(by=by, wish=asked())


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"treatment": " "}, "treatment", id="no treatment"),
        pytest.param({"treatment": "!!!"}, "treatment", id="treatment without a letter"),
        pytest.param({"treatment": "a" * 121}, "treatment", id="treatment too long"),
        pytest.param({"treatment": "te\u202ea"}, "treatment", id="text that turns round"),
        pytest.param({"purpose": ""}, "purpose", id="no purpose"),
        pytest.param({"words": "a" * 4001}, "words", id="too many words"),
        pytest.param({"words": "nul \x00"}, "words", id="a control character"),
        pytest.param({"started": TODAY + timedelta(days=40)}, "started_year", id="start in the future"),
        pytest.param(
            {"standing": "stopped", "stopped": TODAY - timedelta(days=999)}, "stopped_year", id="stop before start"
        ),
        pytest.param(
            {"standing": "stopped", "stopped": TODAY + timedelta(days=40)}, "stopped_year", id="stop in the future"
        ),
        pytest.param({"effect": 5}, "effect", id="a sixth level"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_field_and_nothing_is_kept(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.record_evaluation(by=viewer_of(make_persona()), wish=asked(**{"treatment": "tea"} | said))
    assert refused.value.field == field
    assert Course.objects.count() == 0


def test_an_unknown_unwanted_effect_is_not_kept() -> None:
    by = viewer_of(make_persona())
    course_id = actions.record_evaluation(by=by, wish=asked(unwanted=("nausea", "<script>")))
    assert queries.own_evaluation(by, course_id).unwanted == ("nausea",)


def test_who_still_takes_it_has_no_stop() -> None:
    by = viewer_of(make_persona())
    course_id = actions.record_evaluation(by=by, wish=asked(standing="still", stopped=TODAY, stop_reason="cost"))
    own = queries.own_evaluation(by, course_id)
    assert (own.stopped, own.stop_reason) == (None, "")


def test_the_audit_log_names_the_act_and_not_the_treatment() -> None:
    by = viewer_of(make_persona())
    actions.record_evaluation(by=by, wish=asked("secret tea"))
    entry = AuditEntry.objects.get(action="records.evaluate")
    assert (entry.actor_id, "tea" in str(entry.detail)) == (by.persona_id, False)


def test_unclear_says_what_to_do() -> None:
    assert Unclear("No.", field="effect").do == "Change it and send the form again."
