"""The page of one question: one screen, every part of which can be left open."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.kit.clock import now
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.evaluations import Evaluation, Unwanted
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


@pytest.fixture
def question(me: tuple[Client, Viewer]) -> str:
    """The address of an open question."""
    day = now().date() - timedelta(days=12)
    with time_machine.travel(now() - timedelta(days=12), tick=False):
        made = Course(text="Lantern tea", purpose="sleep", declared=day, start=part(day.isoformat()), asks=True)
        actions.add_treatment(by=me[1], course=made)
    (one,) = queries.open_questions(me[1])
    return f"/record/questions/{one.id}/"


def test_one_press_on_one_part_is_an_answer(me: tuple[Client, Viewer], question: str) -> None:
    client, by = me
    assert question in client.get("/record/questions/").content.decode()
    client.post(question, {"effect": "cannot_tell"})
    assert queries.own_questions(by)[0].answer == Evaluation(cannot_tell=True)


def test_a_question_that_lay_in_a_crash_is_not_called_silence(me: tuple[Client, Viewer], question: str) -> None:
    _, by = me
    with time_machine.travel(now() - timedelta(days=8), tick=False):
        actions.begin_crash(by=by)
    with time_machine.travel(now() + timedelta(days=40), tick=False):
        client = client_of(Persona.objects.get(id=by.persona_id))
        page = client.get("/record/questions/").content.decode()
    assert "Not asked: you were in a crash" in page
    assert "Asked, no answer" not in page


def test_all_facets_are_kept_and_shown_again(me: tuple[Client, Viewer], question: str) -> None:
    client, by = me
    said = {
        "effect": "2",
        "side_effects": "1",
        "unwanted_1": "Dry mouth",
        "severity_1": "2",
        "still_1": "on",
        "burden": "1",
        "cost": "10_49",
        "adherence": "0",
        "again": "unsure",
        "words": "Warm",
    }
    client.post(question, said)
    assert queries.own_questions(by)[0].answer == Evaluation(
        effect=2,
        side_effects=1,
        unwanted=(Unwanted("Dry mouth", 2, True),),
        burden=1,
        cost="10_49",
        adherence=0,
        again="unsure",
        words="Warm",
    )
    assert 'value="Dry mouth"' in client.get(question).content.decode()


def test_an_empty_form_is_no_answer(me: tuple[Client, Viewer], question: str) -> None:
    client, by = me
    answer = client.post(question, {"words": " "})
    assert answer.status_code == 422
    assert queries.own_questions(by)[0].answer is None


def test_leave_to_ask_is_given_and_taken_back_with_one_press(me: tuple[Client, Viewer], question: str) -> None:
    client, by = me
    (own,) = queries.own_treatments(by)
    at = f"/record/treatments/{own.id}/"
    assert "Ask me no more" in client.get(at).content.decode()
    client.post(f"{at}asks/", {"asks": "no"})
    assert queries.own_questions(by) == ()
    assert "Yes, ask me" in client.get(at).content.decode()


def test_who_stopped_reads_why_she_is_still_asked(me: tuple[Client, Viewer], question: str) -> None:
    client, by = me
    (own,) = queries.own_treatments(by)
    actions.stop_treatment(by=by, course_id=own.id, stop=part(""), reasons=(), main=None)
    assert "who stops is asked like who goes on" in client.get(question).content.decode()
