"""Breaking the glass: two trained people, the gravest classes, an author who does not answer, the fewest words."""

from datetime import timedelta

import pytest
import time_machine

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.actions import MovedOn
from bedside.areas.escalations.models import Escalation, Glass
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests import factories
from tests.areas.escalations.scene import Scene, put_on_rota, row

pytestmark = pytest.mark.django_db
WORDS = "Somebody may be about to take pills, at the address you have."


def ask(scene: Scene, escalation_id: int, who: str = "first", **more: object) -> int:
    told = {"reason": "plan", "to": "service", "words": WORDS, "unreachable": True} | more
    return actions.break_glass(by=scene.viewer(who), escalation_id=escalation_id, **told)


def test_two_people_break_it_and_the_author_is_told(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    glass_id = ask(scene, escalation_id)
    assert row(escalation_id).state == "E3"  # nothing happens by asking
    (line,) = queries.glasses(scene.viewer("second"))
    assert (line.words, line.reason) == (WORDS, "plan")
    actions.agree_glass(by=scene.viewer("second"), glass_id=glass_id)
    assert row(escalation_id).state == "E5"
    assert OutboxRow.objects.filter(name="escalations.GlassTold").exists()
    assert WORDS.encode() not in bytes(Glass.objects.get().sealed)


def test_the_author_is_not_told_where_that_would_be_unsafe(scene: Scene) -> None:
    glass_id = ask(scene, scene.contacted("self_harm"), told=False)
    actions.agree_glass(by=scene.viewer("second"), glass_id=glass_id)
    assert not OutboxRow.objects.filter(name="escalations.GlassTold").exists()


def test_one_person_is_not_two_whichever_face_she_wears(scene: Scene) -> None:
    glass_id = ask(scene, scene.contacted("self_harm"))
    other_face = factories.make_persona(handle="other_face", account=scene.first.account)
    for viewer in (scene.viewer("first"), factories.viewer_of(other_face)):
        assert queries.glasses(viewer) == []
        with pytest.raises(NotHere):
            actions.agree_glass(by=viewer, glass_id=glass_id)


def test_who_is_not_trained_neither_asks_nor_agrees(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    doctor = factories.make_persona(kind="clinician")
    factories.make_credential(doctor)
    put_on_rota(doctor, role="clinician")
    administrator = factories.make_staff("administrator", "admin_a")
    for persona in (doctor, administrator, scene.author, scene.reader):
        with pytest.raises(NotHere):
            actions.break_glass(
                by=factories.viewer_of(persona),
                escalation_id=escalation_id,
                reason="plan",
                to="service",
                words=WORDS,
                unreachable=True,
            )
    glass_id = ask(scene, escalation_id)
    for persona in (doctor, administrator, scene.author):
        with pytest.raises(NotHere):
            actions.agree_glass(by=factories.viewer_of(persona), glass_id=glass_id)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"unreachable": False}, "try_first"),
        ({"reason": "curious"}, "no_such_reason"),
        ({"to": "family"}, "no_such_choice"),
        ({"words": " "}, "empty"),
        ({"words": "x" * 601}, "too_long"),
    ],
)
def test_what_is_missing_is_said(scene: Scene, more: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        ask(scene, scene.contacted("self_harm"), **more)
    assert not Glass.objects.exists()


def test_it_is_broken_for_the_gravest_alone_and_only_after_a_try_to_write(scene: Scene) -> None:
    escalation_id = scene.flagged("self_harm")
    with pytest.raises(MovedOn):
        ask(scene, escalation_id)
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="lower", why="past", to="C3")
    actions.contact(by=scene.viewer("first"), escalation_id=escalation_id)
    with pytest.raises(MovedOn):
        ask(scene, escalation_id)


def test_a_request_lapses_after_ten_minutes_and_a_no_is_a_no(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    late, refused = ask(scene, escalation_id), ask(scene, escalation_id)
    actions.decline_glass(by=scene.viewer("second"), glass_id=refused)
    with pytest.raises(NotHere):
        actions.agree_glass(by=scene.viewer("lead"), glass_id=refused)
    with time_machine.travel(now() + timedelta(minutes=10), tick=False), pytest.raises(NotHere):
        actions.agree_glass(by=scene.viewer("second"), glass_id=late)
    assert Escalation.objects.get(id=escalation_id).state == "E3"


def test_what_the_author_answers_after_the_request_takes_its_ground_away(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    glass_id = ask(scene, escalation_id)
    actions.answer(by=scene.viewer("author"), escalation_id=escalation_id, words="I am at home, and safe.")
    (line,) = queries.glasses(scene.viewer("second"))
    assert not line.stands
    with pytest.raises(MovedOn, match="author_answered"):
        actions.agree_glass(by=scene.viewer("second"), glass_id=glass_id)
    assert row(escalation_id).state == "E3"
    assert not OutboxRow.objects.filter(name="escalations.GlassTold").exists()
    actions.agree_glass(by=scene.viewer("second"), glass_id=ask(scene, escalation_id))  # asked anew, after the answer
    assert row(escalation_id).state == "E5"


def test_what_the_author_ended_can_not_be_agreed_to(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    glass_id = ask(scene, escalation_id)
    actions.resolve(by=scene.viewer("first"), escalation_id=escalation_id, outcome="withdrew")
    assert [line.stands for line in queries.glasses(scene.viewer("second"))] == [False]
    with pytest.raises(MovedOn):
        actions.agree_glass(by=scene.viewer("second"), glass_id=glass_id)
