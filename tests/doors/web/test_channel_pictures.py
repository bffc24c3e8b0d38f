"""Pictures in conversations over HTTP: sent by both sides, never stored by a browser, each look written down."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.consents import actions as consents
from bedside.areas.consents.actions.granting import Wish
from bedside.areas.messaging.models import Picture, Seen, Thread
from bedside.areas.messaging.queries import mine
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from tests.areas.messaging.making import (
    a_picture,
    hang,
    make_channel,
    make_colleague,
    make_practice,
    make_thread,
)
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    return make_thread(make_channel(make_practice(slug="elm"), make_persona(name="Juniper")), subject="Rash")


def patient_of(thread: Thread) -> Persona:
    return Persona.objects.get(id=thread.patient_id)


def photo(data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("arm.png", data or a_picture())


def test_a_patient_sends_photos_and_the_team_sees_them_beside_her_words(thread: Thread) -> None:
    patient, nurse = client_of(patient_of(thread)), client_of(make_colleague(thread.channel.practice))
    url = reverse("channel_thread", args=[thread.id])
    assert 'enctype="multipart/form-data"' in patient.get(url).content.decode()
    token = mine.token_in(viewer_of(patient_of(thread)), thread)
    sent = {"words": "My arm, today.", "token": token, "pictures": [photo(), photo()]}
    assert patient.post(url, sent).status_code == 302
    for client, page, route in ((patient, url, "channel_picture"), (nurse, None, "team_picture")):
        html = client.get(page or reverse("team_thread", args=[thread.id])).content.decode()
        for picture in Picture.objects.all():
            assert reverse(route, args=[thread.id, picture.id]) in html
        assert "Picture 2 of 2 from Juniper" in html


def test_a_picture_comes_without_leave_to_keep_it(thread: Thread) -> None:
    picture = hang(thread.messages.get())
    nurse = make_colleague(thread.channel.practice)
    for who, route in ((patient_of(thread), "channel_picture"), (nurse, "team_picture")):
        answer = client_of(who).get(reverse(route, args=[thread.id, picture.id]))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
        assert answer.content == a_picture()
        assert "no-store" in answer.headers["Cache-Control"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_look_at_a_picture_alone_is_a_look_at_the_thread(thread: Thread) -> None:
    picture, nurse = hang(thread.messages.get()), make_colleague(thread.channel.practice, name="Nurse A")
    client_of(nurse).get(reverse("team_picture", args=[thread.id, picture.id]))
    assert Seen.objects.get(thread=thread).name == "Nurse A"
    assert AuditEntry.objects.filter(action="look.thread", actor_id=nurse.id, subject_id=thread.patient_id).exists()


def test_the_team_sends_one_back_and_one_among_itself(thread: Thread) -> None:
    nurse = client_of(make_colleague(thread.channel.practice))
    told = {"words": "Like this?", "key": new_id(), "seen": thread.last_message_id}
    for verb, more in (("answer", told), ("comment", {"words": "Have a look."})):
        url = reverse("team_act", args=[thread.id, verb])
        assert nurse.post(url, more | {"pictures": [photo()]}).status_code == 302
    patient = client_of(patient_of(thread))
    html = patient.get(reverse("channel_thread", args=[thread.id])).content.decode()
    shown, hidden = Picture.objects.get(internal=False), Picture.objects.get(internal=True)
    assert str(shown.id) in html
    assert str(hidden.id) not in html
    assert patient.get(reverse("channel_picture", args=[thread.id, hidden.id])).status_code == 404


def test_a_pdf_is_refused_with_what_to_do_and_the_words_stay(thread: Thread) -> None:
    token = mine.token_in(viewer_of(patient_of(thread)), thread)
    sent = {"words": "My letter.", "token": token, "pictures": [photo(b"%PDF-1.7")]}
    answer = client_of(patient_of(thread)).post(reverse("channel_thread", args=[thread.id]), sent)
    assert answer.status_code == 422
    assert "Take a photo of the paper instead." in answer.content.decode()
    assert "My letter." in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_form_that_comes_back_says_that_the_pictures_are_to_be_chosen_again(thread: Thread) -> None:
    sent = {"words": " ", "token": "x", "pictures": [photo()]}
    answer = client_of(patient_of(thread)).post(reverse("channel_thread", args=[thread.id]), sent)
    assert "Choose your pictures once more." in answer.content.decode()


@pytest.mark.parametrize("mark", ["", "part2", "sensitive"])
def test_a_carer_who_may_write_sees_pictures_but_not_in_threads_that_are_more_private(
    thread: Thread, mark: str
) -> None:
    picture, ana, owner = hang(thread.messages.get()), make_persona(kind="carer"), patient_of(thread)
    wish = Wish(frozenset({"message practice"}), "carer", now().date().replace(year=now().year + 1), "")
    grant = consents.offer(by=viewer_of(owner), other_id=ana.id, wish=wish)
    consents.accept(by=viewer_of(ana), grant_id=grant.id)
    if mark:
        Thread.objects.update(**{mark: True})
    url = reverse("channel_picture", args=[thread.id, picture.id])
    assert client_of(ana).get(url).status_code == (404 if mark else 200)
    assert AuditEntry.objects.filter(action="look.thread", actor_id=ana.id).exists() is not bool(mark)
