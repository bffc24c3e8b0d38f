"""What mails about messages may hold: a link, unless the patient read the warning and said yes (boundary row B61)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.messaging.actions import team as verbs
from bedside.areas.messaging.actions.mailing import mark_of_warning
from bedside.areas.messaging.actions.team.answering import Reply
from bedside.areas.messaging.models import Channel, MailConsent, Message, Thread
from bedside.areas.notify.jobs import mail_message
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.practice.sending import RISK
from tests.areas.messaging.making import make_channel, make_colleague, make_practice, make_thread
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
URL = "/practice/elm/door/mail/"
AGREED = {"do": "agree", "read": mark_of_warning()}


@pytest.fixture
def practice() -> Practice:
    return make_practice(slug="elm")


@pytest.fixture
def joan() -> Persona:
    return make_persona(name="Joan")


@pytest.fixture
def thread(practice: Practice, joan: Persona) -> Thread:
    return make_thread(make_channel(practice, joan), subject="Blood test")


def mailed(thread: Thread, joan: Persona, words: str = "Your {potassium} is fine.\n\nSee you in May.") -> str:
    """Return the mail about an answer, as it goes over the wire; what was asked in between counts."""
    nurse = make_colleague(thread.channel.practice, name="Nurse A")
    thread.refresh_from_db()
    if thread.sensitive:
        verbs.open_thread(by=viewer_of(nurse), thread_id=thread.id, why="On duty.")
    reply = Reply(words=words, key=new_id(), seen=2**62)
    message: Message = verbs.answer(by=viewer_of(nurse), thread_id=thread.id, reply=reply)
    mail.outbox.clear()
    mail_message(message_id=message.id, account_id=joan.account_id)
    [letter] = mail.outbox
    assert letter.subject == "You have a message"
    return str(letter.body)


def test_nothing_is_agreed_to_by_itself_and_a_mail_holds_a_link(thread: Thread, joan: Persona) -> None:
    page = client_of(joan).get(URL).content.decode()
    assert "Mails say that you have a message, and nothing more." in page
    body = mailed(thread, joan)
    for word in ("potassium", "Elm Street", "Nurse", "Blood", "May"):
        assert word not in body


@pytest.mark.row("B61")
def test_with_her_yes_a_mail_holds_the_words_and_she_takes_it_back_at_once(thread: Thread, joan: Persona) -> None:
    client = client_of(joan)
    page = client.get(URL).content.decode()
    assert page.index(RISK) < page.index("I know the risk")
    assert client.post(URL, AGREED).status_code == 302
    body = mailed(thread, joan)
    for words in ("Elm Street Practice wrote to you:", "Your {potassium} is fine.", "See you in May.", "Nurse A"):
        assert words in body
    assert "Blood test" not in body
    assert client.post(URL, {"do": "end"}).status_code == 302
    assert "potassium" not in mailed(thread, joan)
    assert set(AuditEntry.objects.filter(action__startswith="mail.").values_list("action", flat=True)) == {
        "mail.agreed",
        "mail.ended",
    }


@pytest.mark.row("B61")
@pytest.mark.parametrize("change", ["sensitive", "part2", "old", "closed", "hidden", "another practice"])
def test_a_yes_does_not_reach_what_is_more_private_nor_last_for_ever(
    thread: Thread, joan: Persona, change: str
) -> None:
    client_of(joan).post(URL, AGREED)
    if change in ("sensitive", "part2"):
        Thread.objects.update(**{change: True})
    elif change == "old":
        MailConsent.objects.update(agreed_at=now() - timedelta(days=366))
    elif change == "another practice":
        thread = make_thread(make_channel(make_practice(), joan))
    else:
        body = _later(thread, joan, change)
        assert "potassium" not in body
        return
    assert "potassium" not in mailed(thread, joan)


def _later(thread: Thread, joan: Persona, change: str) -> str:
    """Return the mail that is sent once she closed the channel, or deleted the thread, after the answer."""
    mailed(thread, joan)
    if change == "closed":
        Channel.objects.update(closed_at=now())
    else:
        Thread.objects.update(hidden_at=now())
    newest = Message.objects.filter(kind="message").order_by("-id")[0]
    mail.outbox.clear()
    mail_message(message_id=newest.id, account_id=joan.account_id)
    return str(mail.outbox[0].body)


def test_words_that_have_changed_since_are_not_agreed_to(thread: Thread, joan: Persona) -> None:
    answer = client_of(joan).post(URL, {"do": "agree", "read": "0" * 64})
    assert answer.status_code == 422
    assert not MailConsent.objects.exists()


@pytest.mark.parametrize("state", ["none", "pre", "closed"])
def test_there_is_no_such_page_without_an_open_channel_to_a_practice_that_knows_her(
    practice: Practice, joan: Persona, state: str
) -> None:
    if state != "none":
        make_channel(practice, joan, pre_patient=state == "pre", closed_at=now() if state == "closed" else None)
    assert client_of(joan).get(URL).status_code == 404
    assert client_of(joan).post(URL, AGREED).status_code == 404
    assert reverse("door_mail", args=["elm"]) not in client_of(joan).get(reverse("door", args=["elm"])).content.decode()
