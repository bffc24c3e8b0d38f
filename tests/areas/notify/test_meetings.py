"""Who is asked to be introduced is told that somebody asks: no name, no reason, no illness. A no is told to nobody."""

import pytest
from django.core import mail

from bedside.areas.likeme import actions
from bedside.areas.likeme.models import Introduction
from bedside.areas.likeme.queries import people
from bedside.areas.notify.models import Notice
from bedside.areas.notify.queries import notices
from bedside.areas.people.viewer import Viewer
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.disclosure import FLOOR
from tests.areas.likeme.making import begins, crowd, introduced, member

pytestmark = pytest.mark.django_db
ASKED = "Somebody would like to be introduced to you. You decide."
AGREED = "Somebody whom you asked said yes. See who it is."


def told(who: Viewer) -> list[str]:
    deliver_now()
    return [group.text for group in notices(who).groups]


def test_two_who_ask_on_one_day_are_one_line_without_names() -> None:
    everybody = {one.persona_id: one for one in crowd(FLOOR)}
    first, second = (begins(member("Migraine", name=name)) for name in ("Joan", "Ruth"))
    asked = set()
    for one in (first, second):
        for offer in people(one).offers[:5]:
            actions.ask(by=one, token=offer.token)
        asked |= set(Introduction.objects.filter(owner_id=one.account_id).values_list("asked_persona_id", flat=True))
    texts = {number: told(one) for number, one in everybody.items()}
    assert texts == {number: [ASKED] if number in asked else [] for number in everybody}
    assert not Notice.objects.exclude(actor_id=0).exists()
    assert mail.outbox == []


def test_a_yes_is_told_to_who_asked_and_a_no_to_nobody() -> None:
    joan, mary, ruth = (begins(member("Migraine")) for _ in range(3))
    actions.answer(by=ruth, introduction_id=introduced(joan, to=ruth), yes=False)
    assert told(joan) == []
    actions.answer(by=mary, introduction_id=introduced(joan, to=mary), yes=True)
    assert told(joan) == [AGREED]
    assert told(mary) == []
