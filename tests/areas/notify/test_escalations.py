"""What is told of escalations: to whom, once, and without a word of what it is about."""

from typing import Any

import pytest

from bedside.areas.escalations import actions
from bedside.areas.notify import queries
from bedside.areas.notify.models import Notice
from bedside.kit.outbox.actions import deliver_now
from tests import factories
from tests.areas.escalations import scene as scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db: None) -> scenes.Scene:
    return scenes.make()


def told(who: Any) -> list[str]:
    return list(Notice.objects.filter(owner_id=who.id).order_by("id").values_list("kind", flat=True))


def test_the_first_on_duty_and_the_author_are_told_and_nobody_else(scene: scenes.Scene) -> None:
    scene.contacted("self_harm")
    deliver_now()
    assert told(scene.first) == ["duty"]
    assert told(scene.second) == []
    assert told(scene.reader) == []
    assert sorted(told(scene.author)) == ["care", "reply"]  # the message, and the public line


def test_a_notice_says_nothing_of_what_it_is_about(scene: scenes.Scene) -> None:
    scene.contacted("self_harm")
    deliver_now()
    texts = [group.text for group in queries.notices(scene.viewer("author")).groups]
    texts += [group.text for group in queries.notices(scene.viewer("first")).groups]
    assert "We have written to you. Only you can read it." in texts
    assert not [text for text in texts if "harm" in text or "urgent" in text or "juniper" in text.lower()]
    assert set(Notice.objects.filter(kind__in=["care", "duty"]).values_list("actor_id", "post_id")) == {(0, None)}


def test_news_that_come_twice_are_told_once(scene: scenes.Scene) -> None:
    from bedside.areas.escalations.events import AuthorWritten
    from bedside.areas.notify.escalation_listeners import on_author_written

    for _ in range(2):
        on_author_written(AuthorWritten(message_id=7, escalation_id=1, author_id=scene.author.id))
    assert told(scene.author) == ["care"]


def test_a_colleague_hears_of_an_offered_shift(scene: scenes.Scene) -> None:
    from bedside.areas.escalations.models import Shift

    third = factories.make_staff("moderator", "mod_three")
    shift = Shift.objects.get(persona_id=scene.first.id)
    actions.offer(by=scene.viewer("first"), shift_id=shift.id, handle="mod_three")
    deliver_now()
    assert told(third) == ["shift"]
