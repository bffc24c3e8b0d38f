"""Text that is carried out of a channel is refused, seen by its author alone (boundary row B65)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedside.areas.messaging.actions.writing import in_thread, put
from bedside.areas.messaging.models import Thread
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts.gate import HeldBack
from bedside.areas.posts.models import Post
from bedside.areas.posts.words import Words
from bedside.areas.practice.models import Practice, TeamMember, Template
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from tests.areas.messaging.writing import begin
from tests.factories import make_channel, make_credential, make_persona, make_practice, on_team, viewer_of

pytestmark = pytest.mark.django_db
WRITTEN = (
    "Rest days work better than I thought they would. Counting steps made me do too much on good mornings and then "
    "pay for it with three or four very slow evenings in a row."
)


@pytest.fixture
def practice() -> Practice:
    return make_practice()


@pytest.fixture
def doctor(practice: Practice) -> Persona:
    made = on_team(make_persona(kind="clinician"), practice, "owner", "responder")
    make_credential(made)
    return made


@pytest.fixture
def patient(practice: Practice, doctor: Persona) -> Persona:  # somebody has to answer
    made = make_persona()
    make_channel(made, practice)
    begin(made, practice, WRITTEN)
    return made


def post(author: Persona, text: str) -> Post:
    return posts.publish(by=viewer_of(author), words=Words(text=text), space_id=SQUARE_ID)


def test_a_clinician_who_carries_a_message_out_is_refused_with_the_guards_ordinary_words(doctor, patient):
    with pytest.raises(HeldBack) as told:
        post(doctor, f"Heard today: {WRITTEN.upper()}")
    assert told.value.code == "guard.refuse"
    assert {one.rule for one in told.value.report.findings} == {"rel.implied"}
    assert not Post.objects.exists()


def test_answers_are_known_again_as_well(doctor, practice, patient):

    answer = (
        "Please keep to the rest days for now and write down each evening how slow it was, so that we can talk then."
    )
    put(in_thread(Thread.objects.get(), author=doctor, name="Dr"), answer)
    with pytest.raises(HeldBack):
        post(doctor, answer)


def test_who_left_the_team_carries_nothing_out_either(doctor, patient):
    TeamMember.objects.update(ended_at=now())
    with pytest.raises(HeldBack):
        post(doctor, WRITTEN)


def test_her_own_words_are_the_patients_to_tell(patient):
    assert post(patient, WRITTEN)


def test_others_are_not_compared_with_channels_at_all(patient):
    stranger = make_persona(kind="clinician")
    make_credential(stranger)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert post(stranger, WRITTEN)
    assert not [one["sql"] for one in seen.captured_queries if "messaging_" in one["sql"]]


def test_the_practices_own_templates_are_anybodys(doctor, practice, patient):
    put_in = {"practice": practice, "name": "Rest", "words": WRITTEN, "writer_id": 0}
    Template.objects.create(**put_in, approver_id=0, approved_at=now())
    assert post(doctor, WRITTEN)


def test_an_edit_is_compared_too(doctor, patient):
    made = post(doctor, "Rest days help some people.")
    with pytest.raises(HeldBack):
        posts.edit(by=viewer_of(doctor), post_id=made.id, words=Words(text=WRITTEN))
