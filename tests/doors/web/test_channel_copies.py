"""Taking one's messages along and asking to be called, over HTTP."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.messaging.models import CallRequest, Thread
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from tests.areas.messaging.making import make_channel, make_colleague, make_practice, make_thread
from tests.factories import PASSWORD, client_of, make_account, make_persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    patient = make_persona(name="Juniper", account=make_account(password=PASSWORD))
    return make_thread(make_channel(make_practice(), patient), subject="Driving")


def patient_of(thread: Thread) -> Client:
    return client_of(Persona.objects.get(id=thread.patient_id))


def confirmed(client: Client) -> Client:
    """Return a browser in which the password was typed just now."""
    client.post(reverse("account_reauthenticate"), {"current": PASSWORD})
    return client


def test_a_copy_asks_for_the_password_first(thread: Thread) -> None:
    client = patient_of(thread)
    for name, args in (("channel_copy", []), ("channel_thread_copy", [thread.id])):
        assert reverse("account_reauthenticate") in client.get(reverse(name, args=args)).url
        assert reverse("account_reauthenticate") in client.post(reverse(name, args=args), {"form": "json"}).url


@pytest.mark.parametrize(
    ("form", "media"), [("pdf", "application/pdf"), ("json", "application/json"), ("fhir", "application/fhir+json")]
)
def test_a_copy_comes_at_once_as_a_file(thread: Thread, form: str, media: str) -> None:
    client = confirmed(patient_of(thread))
    url = reverse("channel_thread_copy", args=[thread.id])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"form": form})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    if form == "json":
        assert json.loads(answer.content)["conversations"][0]["topic"] == "Driving"
    assert client.post(url, {"form": "docx"}).status_code == 404


def test_nobody_else_gets_a_copy(thread: Thread) -> None:
    owner = make_colleague(thread.channel.practice, "owner", "responder")
    for other in (owner, make_persona()):
        other.account.set_password(PASSWORD)
        other.account.save()
        client = confirmed(client_of(other))
        assert client.get(reverse("channel_thread_copy", args=[thread.id])).status_code == 404
        assert client.post(reverse("channel_copy"), {"form": "json"}).status_code == 404


def test_a_call_is_asked_for_and_taken_back(thread: Thread) -> None:
    client, url = patient_of(thread), reverse("channel_call", args=[thread.id])
    day = (now() + timedelta(days=2)).date().isoformat()
    wish = {"number": "555 0177", "day": day, "opens": "09:00", "closes": "12:00"}
    assert client.post(url, wish | {"closes": "09:05"}).status_code == 422
    assert client.post(url, wish).status_code == 302
    assert b"09:00 to 12:00" in client.get(url).content
    assert client.post(url, {"stop": "1"}).status_code == 302
    assert not CallRequest.objects.filter(withdrawn_at=None).exists()
    assert client_of(make_persona()).get(url).status_code == 404
