"""Something urgent at a practice is told to who is on call: that it is there, and not a word more."""

from datetime import timedelta

import pytest
from django.core import mail

from bedside.areas.messaging.events import Wrote
from bedside.areas.notify.models import Notice
from bedside.areas.practice.models import TeamShift
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now, publish
from tests.areas.messaging.making import make_channel, make_colleague, make_practice, make_thread

pytestmark = pytest.mark.django_db


def told(*, urgent: bool, on_call: bool) -> dict[str, int]:
    """Let a patient write, and return how many notices each of a team has."""
    practice = make_practice()
    team = {role: make_colleague(practice, role) for role in ("responder", "on_call", "front_desk", "owner")}
    if on_call:
        span = {"begins_at": now(), "ends_at": now() + timedelta(hours=9)}
        TeamShift.objects.create(practice=practice, persona=team["on_call"], **span)
    thread = make_thread(make_channel(practice), reason="worse_today" if urgent else "question")
    for _time in range(2):
        publish(Wrote(thread.id, practice.pk, thread.last_message_id or 0, urgent))
    deliver_now()
    return {role: Notice.objects.filter(owner_id=one.id, kind="on_call").count() for role, one in team.items()}


def test_who_is_on_call_is_told_once_and_nobody_else() -> None:
    assert told(urgent=True, on_call=True) == {"responder": 0, "on_call": 1, "front_desk": 0, "owner": 0}


def test_where_nobody_is_on_call_everybody_who_answers_urgent_matters_is_told() -> None:
    assert told(urgent=True, on_call=False) == {"responder": 1, "on_call": 1, "front_desk": 0, "owner": 0}


def test_what_is_not_urgent_is_told_to_nobody() -> None:
    assert set(told(urgent=False, on_call=True).values()) == {0}
    assert mail.outbox == []
