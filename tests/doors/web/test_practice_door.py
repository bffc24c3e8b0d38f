"""A practice's door and a patient's messages, as a browser sees them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.messaging import actions
from bedside.areas.messaging.models import Channel, Message, Seen, Thread
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.areas.spaces.models import Space
from tests.areas.messaging.writing import answered, begin
from tests.factories import client_of, join, make_channel, make_persona, make_practice, on_team, viewer_of

pytestmark = pytest.mark.django_db
CHEST_PAIN = "I have crushing chest pain and it goes into my left arm."
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def practice() -> Practice:
    made = make_practice(slug="elm-street", name="Elm Street Practice", stated_answer_time="Two working days.")
    on_team(make_persona(kind="clinician", handle="nadia", name="Nadia"), made, "owner", "responder", "front_desk")
    return made


@pytest.fixture
def patient() -> Persona:
    return make_persona(handle="juniper", name="Juniper")


@pytest.fixture
def known(patient: Persona, practice: Practice) -> Client:
    make_channel(patient, practice)
    return client_of(patient)


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def token_on(html: str) -> str:
    found = TOKEN.search(html)
    assert found is not None
    return found.group(1)


def test_everybody_sees_hours_promise_telephone_and_the_emergency_number(practice):
    html = page(Client(), "door", "elm-street")
    for words in (
        "Call 911",
        "09:00 to 17:00",
        "too few messages to say",
        "Two working days.",
        "555 0140",
        "Sign in to write",
    ):
        assert words in html


def test_a_practice_without_a_desk_has_no_door(practice):
    Practice.objects.all().delete()
    assert Client().get(reverse("door", args=["elm-street"])).status_code == 404


def test_the_page_of_the_practice_and_of_its_clinician_lead_to_the_door(practice):
    door = reverse("door", args=["elm-street"])
    assert door in page(Client(), "space", "elm-street")


def test_a_patient_types_a_code_and_then_sees_every_reason(practice, patient):
    nadia, client = Persona.objects.get(handle="nadia"), client_of(patient)
    code = actions.make_code(by=viewer_of(nadia), practice_id=practice.space_id, record_of="40-117", way="printed")
    wrong = client.post(reverse("door_code", args=["elm-street"]), {"code": "ZZZZ-ZZZZ"})
    assert wrong.status_code == 422
    assert "does not open this door" in wrong.content.decode()
    assert client.post(reverse("door_code", args=["elm-street"]), {"code": code.lower()}).status_code == 302
    assert not Channel.objects.get().pre_patient
    assert "A question about my health" in page(client, "door_write", "elm-street")


@pytest.mark.row("B55")
def test_without_a_code_only_matters_of_the_office_are_offered(practice, patient):
    html = page(client_of(patient), "door_write", "elm-street")
    assert "An appointment" in html
    assert "A question about my health" not in html
    asked = client_of(patient).get(reverse("door_write", args=["elm-street"]) + "?reason=question")
    assert asked.status_code == 422
    assert "textarea" not in asked.content.decode()


@pytest.mark.row("B56")
def test_the_promise_stands_above_the_box_and_the_message_goes_with_its_token(practice, known):
    html = page(known, "door_write", "elm-street", query="?reason=question")
    assert html.index("You get an answer") < html.index("Who reads it") < html.index("<textarea")
    assert "Emergency? Call 911 now" in html
    sent = {"reason": "question", "subject": "Sleep", "words": "I wake at four.", "token": token_on(html)}
    answer = known.post(reverse("door_write", args=["elm-street"]), sent)
    thread = Thread.objects.get()
    assert answer["Location"] == reverse("channel_thread", args=[thread.id])
    assert "I wake at four." in page(known, "channel_thread", thread.id)


def test_without_the_token_it_is_shown_again_and_no_word_is_lost(practice, known):
    sent = {"reason": "question", "words": "I wake at four.", "token": "made up"}
    answer = known.post(reverse("door_write", args=["elm-street"]), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "I wake at four." in html
    assert not Message.objects.exists()
    again = known.post(reverse("door_write", args=["elm-street"]), sent | {"token": token_on(html)})
    assert again.status_code == 302


def test_a_stranger_with_urgent_words_gets_the_card_and_can_still_send_it_to_the_desk(practice, patient):
    client, address = client_of(patient), reverse("door_write", args=["elm-street"])
    html = page(client, "door_write", "elm-street", query="?reason=appointment")
    sent = {"reason": "appointment", "words": CHEST_PAIN, "token": token_on(html)}
    told = client.post(address, sent)
    assert told.status_code == 422
    assert "Emergency: call 911 now" in told.content.decode()
    assert CHEST_PAIN in told.content.decode()
    again = client.post(address, sent | {"anyway": "on", "token": token_on(told.content.decode())})
    assert again.status_code == 302


def test_a_patients_urgent_words_are_sent_and_the_card_is_there_at_once(practice, known):
    html = page(known, "door_write", "elm-street", query="?reason=question")
    sent = {"reason": "question", "words": CHEST_PAIN, "token": token_on(html)}
    answer = known.post(reverse("door_write", args=["elm-street"]), sent, follow=True)
    assert "Emergency: call 911 now" in answer.content.decode()
    assert Message.objects.filter(kind="message").count() == 1


def test_she_sees_who_opened_it_and_the_practice_sees_that_she_did(practice, known, patient):
    thread, nadia = begin(patient, practice), Persona.objects.get(handle="nadia")
    assert "Not opened yet" in page(known, "channel_thread", thread.id)
    about = {"practice_id": practice.space_id, "patient_id": patient.id}
    Seen.objects.create(thread=thread, persona=nadia, name="Nurse Nadia", upto_id=2**62, **about)
    answered(thread, nadia)
    html = page(known, "channel")
    assert "New" in html
    html = page(known, "channel_thread", thread.id)
    assert "Opened by Nurse Nadia" in html
    assert "It is ready on Friday." in html
    assert Seen.objects.filter(by_patient=True).count() == 2


def test_one_press_answers(practice, known, patient):
    thread = begin(patient, practice)
    answered(thread, Persona.objects.get(handle="nadia"))
    html = page(known, "channel_thread", thread.id)
    known.post(reverse("channel_thread", args=[thread.id]), {"quick": "0", "token": token_on(html)})
    assert Message.objects.order_by("-id").filter(by_patient=True).first().words == "Thank you, that helps."


def test_a_closed_conversation_has_no_box_but_a_way_to_open_it_again(practice, known, patient):
    thread = begin(patient, practice)
    assert known.post(reverse("channel_close", args=[thread.id])).status_code == 302
    html = page(known, "channel_thread", thread.id)
    assert "<textarea" not in html
    assert reverse("channel_reopen", args=[thread.id]) in html
    known.post(reverse("channel_reopen", args=[thread.id]))
    assert "<textarea" in page(known, "channel_thread", thread.id)


@pytest.mark.row("B64")
def test_deleting_says_plainly_what_stays(practice, known, patient):
    thread = begin(patient, practice)
    assert "keeps this conversation for 6 years" in page(known, "channel_delete", thread.id)
    known.post(reverse("channel_delete", args=[thread.id]))
    assert known.get(reverse("channel_thread", args=[thread.id])).status_code == 404
    assert Message.objects.filter(kind="message").exists()


def test_all_messages_can_be_ended_and_opened_again(practice, known):
    known.post(reverse("door_end", args=["elm-street"]))
    html = page(known, "door", "elm-street")
    assert "You ended your messages" in html
    known.post(reverse("door_again", args=["elm-street"]))
    assert "Write something new" in page(known, "door", "elm-street")


def test_a_code_is_shown_once_on_a_sheet_and_nowhere_after(practice):
    client = client_of(Persona.objects.get(handle="nadia"))
    sheet = client.post(reverse("practice_codes", args=["elm-street"]), {"record_of": "40-117", "way": "printed"})
    code = re.search(r'class="big-code">([0-9A-Z]{4}-[0-9A-Z]{4})<', sheet.content.decode())
    assert code is not None
    html = page(client, "practice_codes", "elm-street")
    assert "40-117" in html
    assert code.group(1) not in html


@pytest.mark.parametrize("name", ["practice_codes"])
def test_who_gives_no_codes_finds_no_page_of_codes(practice, known, name):
    assert known.get(reverse(name, args=["elm-street"])).status_code == 404


@pytest.mark.parametrize("kind", ["carer", "clinician", "personal"])
def test_others_are_told_that_only_patients_write(practice, kind):
    html = page(client_of(make_persona(kind=kind)), "door", "elm-street")
    assert "Only patients write to a practice here." in html
    assert reverse("door_write", args=["elm-street"]) not in html


def test_a_practice_that_is_found_by_invitation_stays_there_for_its_patients(practice, known):
    Space.objects.filter(id=practice.space_id).update(by_invitation=True)
    assert Client().get(reverse("door", args=["elm-street"])).status_code == 404
    assert "Write something new" in page(known, "door", "elm-street")


def test_the_page_of_a_clinician_leads_to_the_door_whoever_looks(practice, known):
    nadia = Persona.objects.get(handle="nadia")
    join(nadia, practice.space)
    door = reverse("door", args=["elm-street"])
    for client in (Client(), known, client_of(make_persona())):
        assert door in page(client, "persona", "nadia")


def test_a_code_alone_opens_a_practice_that_is_found_by_invitation_only(practice, patient):
    Space.objects.filter(id=practice.space_id).update(by_invitation=True)
    nadia, client = Persona.objects.get(handle="nadia"), client_of(patient)
    assert client.get(reverse("door_code", args=["elm-street"])).status_code == 404
    code = actions.make_code(by=viewer_of(nadia), practice_id=practice.space_id, record_of="40-117", way="printed")
    assert reverse("channel_code") in page(client, "channel")
    wrong = client.post(reverse("channel_code"), {"code": "ZZZZ-ZZZZ"})
    assert wrong.status_code == 422
    assert "Elm Street" not in wrong.content.decode()
    assert not Channel.objects.exists()
    opened = client.post(reverse("channel_code"), {"code": code.lower()})
    assert opened["Location"] == reverse("door_write", args=["elm-street"])
    assert "A question about my health" in page(client, "door_write", "elm-street")


def test_a_code_alone_works_once_at_its_own_practice_and_wrong_ones_run_out(practice, patient):
    other, nadia = make_practice(slug="oak", name="Oak"), Persona.objects.get(handle="nadia")
    code = actions.make_code(by=viewer_of(nadia), practice_id=practice.space_id, record_of="40-117", way="printed")
    assert client_of(patient).post(reverse("channel_code"), {"code": code}).status_code == 302
    assert [one.practice_id for one in Channel.objects.all()] == [practice.space_id] != [other.space_id]
    second = client_of(make_persona(handle="second"))
    answers = [second.post(reverse("channel_code"), {"code": code}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_sheet_names_the_address_at_which_a_code_alone_is_typed(practice):
    client = client_of(Persona.objects.get(handle="nadia"))
    sheet = client.post(reverse("practice_codes", args=["elm-street"]), {"record_of": "40-117", "way": "printed"})
    assert f"http://testserver{reverse('channel_code')}" in sheet.content.decode()


@pytest.mark.parametrize(
    ("kind", "named"), [("patient", True), ("carer", True), ("clinician", False), ("personal", False)]
)
def test_messages_stand_in_the_menu_of_who_may_have_some(kind, named):
    html = page(client_of(make_persona(kind=kind)), "spaces")
    assert (f'href="{reverse("channel")}"' in html.split("<main")[0]) is named
