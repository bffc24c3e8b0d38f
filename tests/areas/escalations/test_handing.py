"""The hand-off: by the author's press alone, never an emergency, and watched until the practice has opened it."""

from datetime import timedelta

import pytest
import time_machine

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.actions import MovedOn
from bedside.areas.escalations.models import Escalation, PrivateMessage
from bedside.areas.messaging.models import Message, Seen, Thread
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from tests.areas.escalations.scene import Scene, row
from tests.areas.messaging.making import make_channel, make_colleague, make_practice

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def practice(scene: Scene) -> Practice:
    made = make_practice()
    make_channel(made, scene.author)
    return made


def hand(scene: Scene, escalation_id: int, practice: Practice, to: str = "practice", **more: object) -> None:
    told = {"practice_id": practice.pk, "words": "I have had a fever for four days.", "contact": "555 0188"} | more
    actions.hand_off(by=scene.viewer("author"), escalation_id=escalation_id, to=to, **told)


def test_the_practice_gets_the_authors_words_and_nothing_of_the_post(scene: Scene, practice: Practice) -> None:
    escalation_id = scene.contacted("urgent")
    assert not Thread.objects.exists()  # nobody is told before she presses
    hand(scene, escalation_id, practice)
    told = " ".join(message.words for message in Message.objects.all())
    assert "I have had a fever for four days." in told
    assert "555 0188" in told
    assert scene.post.text not in told
    assert (row(escalation_id).state, row(escalation_id).handed_to) == ("E4", "practice")
    assert row(escalation_id).practice_due_at - row(escalation_id).entered_at <= 2 * HOUR


@pytest.mark.parametrize("to", ["practice", "call_back"])
def test_an_emergency_is_never_queued_to_a_practice(scene: Scene, practice: Practice, to: str) -> None:
    escalation_id = scene.contacted("urgent")
    Escalation.objects.filter(id=escalation_id).update(klass="C1")
    with pytest.raises(Refused, match="call_now: Call 112 now"):
        hand(scene, escalation_id, practice, to=to, lines_shown=True)
    assert not Thread.objects.exists()
    card = queries.card(scene.viewer("author"), escalation_id)
    assert (card.refuses_practice, card.to) == ("call_now", ("line", "nobody"))


def test_thoughts_of_self_harm_see_the_lines_first(scene: Scene, practice: Practice) -> None:
    escalation_id = scene.contacted("self_harm")
    with pytest.raises(Refused, match="lines_first"):
        hand(scene, escalation_id, practice)
    hand(scene, escalation_id, practice, lines_shown=True)
    assert row(escalation_id).practice_due_at - row(escalation_id).entered_at <= 30 * MINUTE


@pytest.mark.parametrize("who", ["reader", "first", "lead"])
def test_nobody_but_the_author_hands_her_on(scene: Scene, practice: Practice, who: str) -> None:
    escalation_id = scene.contacted("urgent")
    with pytest.raises(NotHere):
        actions.hand_off(
            by=scene.viewer(who), escalation_id=escalation_id, to="practice", practice_id=practice.pk, words="x"
        )
    assert not Thread.objects.exists()


def test_a_practice_that_does_not_know_her_refuses_and_nothing_is_lost(scene: Scene) -> None:
    escalation_id = scene.contacted("urgent")
    with pytest.raises(Refused, match="no_channel"):
        hand(scene, escalation_id, make_practice())
    assert row(escalation_id).state == "E3"
    actions.hand_off(by=scene.viewer("author"), escalation_id=escalation_id, to="line")
    assert row(escalation_id).practice_due_at is None


def test_who_chose_a_line_may_still_choose_her_practice_and_then_it_is_settled(
    scene: Scene, practice: Practice
) -> None:
    escalation_id = scene.contacted("urgent")
    actions.hand_off(by=scene.viewer("author"), escalation_id=escalation_id, to="nobody")
    hand(scene, escalation_id, practice)
    assert row(escalation_id).handed_to == "practice"
    with pytest.raises(MovedOn):
        hand(scene, escalation_id, practice)
    assert Thread.objects.count() == 1


def test_a_call_back_needs_a_number(scene: Scene, practice: Practice) -> None:
    escalation_id = scene.contacted("urgent")
    with pytest.raises(Refused, match="no_number"):
        hand(scene, escalation_id, practice, to="call_back", contact=" ")


def test_the_author_hears_when_the_practice_does_not_open_it_in_time(scene: Scene, practice: Practice) -> None:
    escalation_id = scene.contacted("urgent")
    hand(scene, escalation_id, practice)
    with time_machine.travel(now() + 3 * HOUR, tick=False):
        assert actions.sweep() == 1
        assert actions.sweep() == 0
    last = PrivateMessage.objects.order_by("-id")[0]
    assert "has not opened your message yet" in last.words
    assert row(escalation_id).missed


def test_a_practice_that_opened_it_stops_the_clock(scene: Scene, practice: Practice) -> None:
    escalation_id = scene.contacted("urgent")
    hand(scene, escalation_id, practice)
    nurse, thread = make_colleague(practice), Thread.objects.get()
    Seen.objects.create(
        thread=thread, practice_id=practice.pk, patient_id=scene.author.id, persona=nurse, name="A", upto_id=1
    )
    with time_machine.travel(now() + 3 * HOUR, tick=False):
        assert actions.sweep() == 0
    assert not row(escalation_id).missed
    assert row(escalation_id).practice_opened_at is not None


def test_something_private_has_until_the_end_of_the_next_working_day(scene: Scene, practice: Practice) -> None:
    escalation_id = scene.contacted("sensitive")
    hand(scene, escalation_id, practice)
    due = row(escalation_id).practice_due_at
    assert due is not None
    assert HOUR < due - now() <= 4 * DAY
