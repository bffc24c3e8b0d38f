"""A message from a practice is told without a word of it: not from whom, not what about."""

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from bedside.areas.messaging.events import Answered
from bedside.areas.notify import queries
from bedside.areas.notify.message_listeners import on_answered
from bedside.areas.notify.models import Notice
from bedside.areas.people import mails
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


def test_a_patient_hears_once_that_there_is_a_message_and_nothing_else():
    patient = make_persona()
    for _ in range(2):
        on_answered(Answered(thread_id=1, patient_id=patient.id, message_id=2))
    (group,) = queries.notices(viewer_of(patient)).groups
    assert group.text == "You have a message."
    assert (group.actor, group.space, group.post_id) == (None, None, None)
    assert Notice.objects.count() == 1
    jobs = ProcrastinateJob.objects.filter(task_name="notify.mail_message")
    assert [job.args for job in jobs] == [{"message_id": 2, "account_id": patient.account_id}]


def test_the_mail_says_that_there_is_a_message_and_not_from_whom():
    patient = make_persona()
    assert mails.send(kind="message", account_id=patient.account_id)
    (letter,) = mail.outbox
    assert letter.subject == "You have a message"
    assert "practice" not in letter.body.lower()
    assert "/channel/" in letter.body
