"""A message of a care team is told to whom it concerns: that it is there, and not a word more."""

import pytest
from django.core import mail
from django.urls import reverse

from bedside.areas.messaging.actions import care_teams as actions
from bedside.areas.messaging.models import CareTeam
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit.outbox.actions import deliver_now
from tests.areas.messaging.making import make_care_team, make_channel, make_colleague, make_practice
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practices() -> tuple[Practice, Practice]:
    return make_practice(name="Elm Street"), make_practice(name="Oak Hill")


@pytest.fixture
def joan(practices: tuple[Practice, Practice]) -> Persona:
    made = make_persona(name="Joan")
    for practice in practices:
        make_channel(practice, made)
    return made


@pytest.fixture
def team(joan: Persona, practices: tuple[Practice, Practice]) -> CareTeam:
    return make_care_team(joan, *practices)


@pytest.fixture
def nadia(practices: tuple[Practice, Practice]) -> Persona:
    return make_colleague(practices[0], "responder", name="Dr Nadia")


def written(by: Persona, team: CareTeam) -> int:
    """Begin a thread, and return its id once everybody was told."""
    said = {"subject": "Warfarin", "words": "May she stop warfarin?"}
    thread = actions.begin_talk(by=viewer_of(by), team_id=team.id, **said)
    deliver_now()
    return thread.id


def told(persona: Persona) -> int:
    return Notice.objects.filter(owner_id=persona.id, kind="message").count()


def test_the_patient_and_who_answers_in_the_other_practice_are_told(team, joan, nadia, practices) -> None:
    answers, opens = make_colleague(practices[1], "responder"), make_colleague(practices[1], "front_desk")
    written(nadia, team)
    assert [told(one) for one in (joan, answers, opens, nadia, make_persona())] == [1, 1, 0, 0, 0]


def test_who_reads_along_is_told_of_what_follows_and_her_colleagues_are_left_in_peace(
    team, joan, nadia, practices
) -> None:
    reads, other = make_colleague(practices[1], "responder"), make_colleague(practices[1], "responder")
    thread = written(nadia, team)
    actions.open_talk(by=viewer_of(reads), thread_id=thread)
    actions.write_talk(by=viewer_of(nadia), thread_id=thread, words="She asks again.")
    deliver_now()
    assert (told(reads), told(other)) == (2, 1)


def test_notices_and_mails_say_neither_who_nor_what_and_lead_to_the_list(team, joan, nadia, practices) -> None:
    omar = make_colleague(practices[1], "responder", name="Dr Omar")
    written(nadia, team)
    for who, page in ((joan, "channel"), (omar, "shared_care")):
        shown = client_of(who).get(reverse("notices")).content.decode().split("<main")[1]
        assert "You have a message." in shown
        assert reverse(page) in shown
        for word in ("Warfarin", "warfarin", "Nadia", "Elm Street"):
            assert word not in shown
    assert all("arfarin" not in one.message().as_string() for one in mail.outbox)


def test_the_patients_messages_say_that_something_is_new_until_she_read_it(team, joan, nadia) -> None:
    thread = written(nadia, team)
    page, mark = reverse("channel"), 'Who talks about my care</a> <span class="tag">New'
    assert mark in client_of(joan).get(page).content.decode()
    client_of(joan).get(reverse("care_team_talk", args=[thread]))
    assert mark not in client_of(joan).get(page).content.decode()


def test_nobody_of_a_practice_is_told_once_the_consent_has_ended(team, joan, nadia, practices) -> None:
    omar = make_colleague(practices[1], "responder")
    actions.begin_talk(by=viewer_of(nadia), team_id=team.id, subject="Warfarin", words="May she stop it?")
    actions.end_care_team(by=viewer_of(joan), team_id=team.id)
    deliver_now()
    assert told(omar) == 0
