"""A student's composer, a post that waits for its day, and the steward's switch for a room, through the browser."""

import pytest
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Draft, Post, Waiting
from bedside.areas.spaces.models import Space
from tests.areas.posts.writing import write
from tests.doors.web.composing import COMPOSE, send
from tests.factories import client_of, join, make_credential, make_persona, make_space

pytestmark = pytest.mark.django_db

QUESTION = "Is this from a placement"
LESSON = "On the ward we saw how a good team hands over."


@pytest.fixture
def student() -> Persona:
    return make_persona(kind="student")


def body(persona: Persona, url: str) -> str:
    return client_of(persona).get(url).content.decode()


def test_only_students_are_asked_and_only_where_everybody_reads(student: Persona) -> None:
    make_credential(student, level="S", title="")
    room = make_space(kind="room", students_from=1, slug="teaching")
    join(student, room)
    asked = write(make_persona(), "How do you learn?")
    assert QUESTION in body(student, COMPOSE)
    assert QUESTION in body(student, reverse("post_reply", args=[asked.id]))
    assert QUESTION not in body(student, f"{COMPOSE}?space=teaching")
    for kind in ("patient", "clinician"):
        assert QUESTION not in body(make_persona(kind=kind), COMPOSE)


def test_without_an_answer_nothing_is_sent_and_nothing_is_lost(student: Persona) -> None:
    page = send(student, LESSON)
    assert page.status_code == 422
    assert "Say if this is from a placement." in page.content.decode()
    assert LESSON in page.content.decode()
    assert not Post.objects.exists()


def test_yes_leads_to_the_page_of_what_waits(student: Persona) -> None:
    answer = send(student, LESSON, placement="yes")
    address = reverse("waiting", args=[77])
    assert (answer.status_code, answer["Location"]) == (302, address)
    shown = body(student, address)
    assert "We check it once more on" in shown
    assert LESSON in shown
    assert "It waits for its day" in body(student, "/drafts/")
    assert client_of(make_persona()).get(address).status_code == 404
    assert client_of(student).post(address, {"do": "publish"}).status_code == 404
    assert not Post.objects.exists()


def test_it_goes_back_to_the_composer_with_its_answer(student: Persona) -> None:
    send(student, LESSON, placement="yes")
    back = client_of(student).post(reverse("waiting", args=[77]), {"do": "back"})
    assert back["Location"] == COMPOSE
    page = body(student, COMPOSE)
    assert LESSON in page
    assert 'name="placement" value="yes" checked' in page
    assert Draft.objects.count() == 1


def test_it_can_be_deleted(student: Persona) -> None:
    send(student, LESSON, placement="yes")
    client_of(student).post(reverse("waiting", args=[77]), {"do": "drop"})
    assert not Waiting.objects.exists()


def test_no_publishes_what_is_no_placement(student: Persona) -> None:
    assert send(student, "Flash cards help me.", placement="no").status_code == 302
    assert Post.objects.count() == 1


def test_a_steward_opens_and_closes_the_room() -> None:
    doctor, room = make_persona(kind="clinician"), make_space(kind="room", slug="gait")
    make_credential(doctor)
    join(doctor, room, role="steward")
    address = reverse("space_students", args=["gait"])
    assert address in body(doctor, "/spaces/gait/")
    client_of(doctor).post(address, {"on": "1"})
    assert Space.objects.get(id=room.id).students_from is not None
    assert "Only verified clinicians and checked students in this room can read it." in body(doctor, "/spaces/gait/")
    assert "checked students" in body(doctor, f"{COMPOSE}?space=gait")
    client_of(doctor).post(address, {"on": "0"})
    assert Space.objects.get(id=room.id).students_from is None


@pytest.mark.parametrize("kind", ["community", "practice"])
def test_other_spaces_have_no_such_page(kind: str) -> None:
    steward = make_persona(kind="patient" if kind == "community" else "organisation")
    join(steward, make_space(kind=kind, slug="place"), role="steward")
    assert client_of(steward).get(reverse("space_students", args=["place"])).status_code == 404
    assert reverse("space_students", args=["place"]) not in body(steward, "/spaces/place/")
