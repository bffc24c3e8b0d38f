"""Rows of the table about channels, through the pages of both sides."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from bedside.areas.consents import actions as consents
from bedside.areas.consents.actions.granting import Wish
from bedside.areas.consents.models import Grant
from bedside.areas.messaging.models import CallRequest, Channel, Message, Thread
from bedside.areas.messaging.queries import mine
from bedside.areas.people import mails
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.policy.practice.sending import REDISCLOSURE
from tests.areas.messaging.making import make_channel, make_colleague, make_practice, make_thread
from tests.factories import PASSWORD, client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    return make_practice(slug="elm", substance_use=True)


@pytest.fixture
def joan() -> Persona:
    return make_persona(name="Joan Reed", account=make_account(password=PASSWORD))


@pytest.fixture
def nurse(practice: Practice) -> Persona:
    return make_colleague(practice, "responder", "owner", name="Nurse A")


@pytest.fixture
def thread(practice: Practice, joan: Persona) -> Thread:
    return make_thread(make_channel(practice, joan), subject="Driving")


def copied(joan: Persona, thread: Thread, form: str) -> bytes:
    """Return a copy as its patient gets it, her password typed just now."""
    client = client_of(joan)
    client.post(reverse("account_reauthenticate"), {"current": PASSWORD})
    return client.post(reverse("channel_thread_copy", args=[thread.id]), {"form": form}).content


@pytest.mark.row("B57")
def test_a_practice_writes_first_in_a_channel_that_its_patient_opened(thread: Thread, nurse: Persona) -> None:
    said = {"subject": "Your result", "words": "It is fine."}
    assert client_of(nurse).post(reverse("team_write", args=[thread.id]), said).status_code == 302
    begun = Thread.objects.exclude(id=thread.id).get()
    assert (begun.subject, begun.messages.get().words) == ("Your result", "It is fine.")


@pytest.mark.row("B57")
def test_it_writes_first_to_nobody_who_has_shown_no_code_nor_where_the_channel_was_ended(
    thread: Thread, nurse: Persona
) -> None:
    said = {"subject": "", "words": "It is fine."}
    for change in ({"pre_patient": True, "relation": "unknown"}, {"pre_patient": False, "closed_at": now()}):
        Channel.objects.update(**change)
        assert client_of(nurse).post(reverse("team_write", args=[thread.id]), said).status_code == 422
    assert Thread.objects.count() == 1


@pytest.mark.row("B57")
def test_the_mail_about_it_says_neither_from_whom_nor_what(thread: Thread, joan: Persona) -> None:
    assert mails.send(kind="message", account_id=joan.account_id)
    whole = mail.outbox[0].message().as_string()
    assert "You have a message" in whole
    for word in ("Driving", "Elm Street", "practice", "doctor", "Joan"):
        assert word not in whole


def let(joan: Persona, ana: Persona, *scopes: str) -> None:
    wish = Wish(frozenset(scopes), "carer", (now() + timedelta(days=300)).date(), "")
    grant = consents.offer(by=viewer_of(joan), other_id=ana.id, wish=wish)
    consents.accept(by=viewer_of(ana), grant_id=grant.id)


@pytest.mark.row("B60")
def test_a_carer_with_the_scope_writes_under_both_names(thread: Thread, joan: Persona, nurse: Persona) -> None:
    ana = make_persona(kind="carer", name="Ana")
    let(joan, ana, "message practice")
    url = reverse("channel_thread", args=[thread.id])
    assert "Can I drive?" in client_of(ana).get(url).content.decode()
    said = {"words": "She can't type today.", "token": mine.token_in(viewer_of(ana), thread)}
    assert client_of(ana).post(url, said).status_code == 302
    for who, page in ((joan, url), (nurse, reverse("team_thread", args=[thread.id]))):
        assert "Ana for Joan Reed" in client_of(who).get(page).content.decode()


@pytest.mark.row("B60")
@pytest.mark.parametrize("scopes", [(), ("read", "post")])
def test_a_carer_without_it_gets_what_a_thread_that_is_none_gives(
    thread: Thread, joan: Persona, scopes: tuple[str, ...]
) -> None:
    ana = make_persona(kind="carer", name="Ana")
    if scopes:
        let(joan, ana, *scopes)
    client, token = client_of(ana), mine.token_in(viewer_of(ana), thread)
    for number in (thread.id, 1):
        url = reverse("channel_thread", args=[number])
        assert client.get(url).status_code == 404
        assert client.post(url, {"words": "For her.", "token": token}).status_code == 404
    assert Message.objects.count() == 1


@pytest.mark.row("B60")
def test_a_carer_with_the_scope_begins_something_and_lands_in_it(thread: Thread, joan: Persona, nurse: Persona) -> None:
    ana = make_persona(kind="carer", name="Ana")
    let(joan, ana, "message practice")
    client = client_of(ana)
    number, slug = Grant.objects.get().id, thread.channel.practice.space.slug
    places, door = reverse("carer_practices", args=[number]), reverse("carer_door", args=[number, slug])
    assert places in client.get(reverse("carers")).content.decode()
    assert door in client.get(places).content.decode()
    page = client.get(door, {"reason": "question"}).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    sent = client.post(door, {"reason": "question", "words": "She can't type today.", "token": token[1]})
    begun = Thread.objects.exclude(id=thread.id).get()
    assert sent.headers["Location"] == reverse("channel_thread", args=[begun.id])
    assert "Ana for Joan Reed" in client_of(nurse).get(reverse("team_thread", args=[begun.id])).content.decode()


@pytest.mark.row("B62")
def test_a_call_is_asked_for_made_and_its_end_told_in_the_thread(thread: Thread, joan: Persona, nurse: Persona) -> None:
    day = (now() + timedelta(days=2)).date().isoformat()
    wish = {"number": "555 0177", "topic": "Dizzy", "day": day, "opens": "09:00", "closes": "12:00"}
    assert client_of(joan).post(reverse("channel_call", args=[thread.id]), wish).status_code == 302
    page = client_of(nurse).get(reverse("team_thread", args=[thread.id])).content.decode()
    assert "555 0177" in page
    assert "Call from the practice" in page
    done = {"outcome": "left_word", "note": "Ring again on Friday."}
    assert client_of(nurse).post(reverse("team_act", args=[thread.id, "call"]), done).status_code == 302
    assert CallRequest.objects.get().called_at is not None
    told = client_of(joan).get(reverse("channel_thread", args=[thread.id])).content.decode()
    assert "We asked you to call back. We said nothing else." in told
    assert "Friday" not in told


@pytest.mark.row("B63")
def test_a_patient_takes_her_conversation_along_at_once_in_three_forms(thread: Thread, joan: Persona) -> None:
    assert copied(joan, thread, "pdf").startswith(b"%PDF-")
    assert json.loads(copied(joan, thread, "json"))["conversations"][0]["topic"] == "Driving"
    assert json.loads(copied(joan, thread, "fhir"))["entry"][0]["resource"]["resourceType"] == "Communication"


@pytest.mark.row("B66")
@pytest.mark.parametrize("kind", ["researcher", "organisation"])
def test_research_and_companies_get_what_a_thread_that_is_none_gives(thread: Thread, kind: str) -> None:
    client, pages = client_of(make_persona(kind=kind)), ("channel_thread", "team_thread", "channel_thread_copy")
    answers = {(name, number): client.get(reverse(name, args=[number])) for name in pages for number in (thread.id, 1)}
    for name in pages:
        there, nowhere = answers[name, thread.id], answers[name, 1]
        assert there.status_code == nowhere.status_code
        assert b"Driving" not in there.content
    assert answers["channel_thread", thread.id].status_code == 404
    assert answers["team_thread", thread.id].status_code == 404
    assert client.get(reverse("team", args=["elm"])).status_code == 404


@pytest.mark.row("B67")
def test_a_programme_tags_a_thread_and_the_notice_stands_on_every_copy(
    thread: Thread, joan: Persona, nurse: Persona
) -> None:
    plain = copied(joan, thread, "json")
    assert client_of(nurse).post(reverse("team_act", args=[thread.id, "tag"])).status_code == 302
    assert "Part 2" in client_of(nurse).get(reverse("team_thread", args=[thread.id])).content.decode()
    assert "42 CFR part 2" in client_of(joan).get(reverse("channel_thread", args=[thread.id])).content.decode()
    assert REDISCLOSURE.encode() not in plain
    assert REDISCLOSURE.encode() in copied(joan, thread, "json")
    assert b"42CFRPart2" in copied(joan, thread, "fhir")


@pytest.mark.row("B67")
def test_a_practice_without_such_a_programme_tags_nothing(thread: Thread, nurse: Persona) -> None:
    Practice.objects.update(substance_use=False)
    client_of(nurse).post(reverse("team_act", args=[thread.id, "tag"]))
    thread.refresh_from_db()
    assert not thread.part2
