"""A care team over HTTP: two practices, one patient who signs, reads all of it, and ends it."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from bedside.areas.messaging.models import CareTeam, CareThread
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.policy.practice.sending import REDISCLOSURE
from tests.areas.messaging.making import make_care_team, make_channel, make_colleague, make_practice, make_talk
from tests.doors.web.test_boundary_rows import CASE, held, into
from tests.factories import client_of, join, make_credential, make_persona, make_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def practices() -> tuple[Practice, Practice]:
    return make_practice(slug="elm", name="Elm Street"), make_practice(slug="oak", name="Oak Hill")


@pytest.fixture
def joan(practices: tuple[Practice, Practice]) -> Persona:
    made = make_persona(name="Joan Reed")
    for practice in practices:
        make_channel(practice, made)
    return made


def text(who: Persona, name: str, *args: object) -> str:
    response = client_of(who).get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.row("H49")
def test_signing_talking_reading_and_ending(practices: tuple[Practice, Practice], joan: Persona) -> None:
    elm, oak = practices
    nadia, omar = make_colleague(elm, name="Dr Nadia"), make_colleague(oak, name="Dr Omar")
    assert "None now" in text(nadia, "shared_care")
    assert "Who talks about my care" in text(joan, "channel")
    page = text(joan, "care_team_new")
    assert page.index("I can end it at any time") < page.index("Oak Hill")
    last = (now() + timedelta(days=30)).date().isoformat()
    signed = {"practices": [elm.pk, oak.pk], "about": "My knee.", "until": last, "name": "Joan", "agreed": "on"}
    for missing in ("about", "agreed", "name", "until"):
        less = {name: value for name, value in signed.items() if name != missing}
        assert client_of(joan).post(reverse("care_team_new"), less).status_code == 422
    assert not CareTeam.objects.exists()
    assert client_of(joan).post(reverse("care_team_new"), signed).status_code == 302
    team = CareTeam.objects.get()
    assert "Joan Reed" in text(nadia, "shared_care")
    said = {"subject": "Warfarin", "words": "May she stop it?"}
    assert client_of(nadia).post(reverse("shared_care_team", args=[team.id]), said).status_code == 302
    thread = CareThread.objects.get()
    assert "Warfarin" in text(omar, "shared_care_team", team.id)
    assert "May she stop it?" in text(omar, "shared_care_talk", thread.id)
    reply = client_of(omar).post(reverse("shared_care_talk", args=[thread.id]), {"words": "Five days before."})
    assert reply.status_code == 302
    hers = text(joan, "care_team_talk", thread.id)
    assert "Five days before." in hers
    assert hers.index("Who opened it") < hers.rindex("Dr Omar")
    assert "What practices write to each other" in text(joan, "looks")
    assert client_of(joan).post(reverse("care_team_end", args=[team.id])).status_code == 302
    for who in (nadia, omar):
        for name, number in (("shared_care_team", team.id), ("shared_care_talk", thread.id)):
            assert client_of(who).get(reverse(name, args=[number])).status_code == 404
    assert "Only you can read what was written" in text(joan, "care_team", team.id)
    assert "May she stop it?" in text(joan, "care_team_talk", thread.id)


def test_the_notice_of_42_cfr_part_2_stands_on_both_sides(practices: tuple[Practice, Practice], joan: Persona) -> None:
    nadia = make_colleague(practices[0])
    team = make_care_team(joan, *practices, part2=True)
    thread, plain = make_talk(team, nadia, part2=True), make_talk(team, nadia)
    for who, name in ((joan, "care_team_talk"), (nadia, "shared_care_talk")):
        assert REDISCLOSURE in unescape(text(who, name, thread.id))
        assert REDISCLOSURE not in unescape(text(who, name, plain.id))


def test_where_she_did_not_agree_there_is_no_tick_for_it(practices: tuple[Practice, Practice], joan: Persona) -> None:
    nadia, team = make_colleague(practices[0]), make_care_team(joan, *practices)
    assert 'name="part2"' not in text(nadia, "shared_care_team", team.id)
    assert "Leave out treatment for alcohol or drugs" in text(nadia, "shared_care_team", team.id)


def test_a_patient_of_one_practice_is_told_what_it_takes() -> None:
    joan = make_persona()
    make_channel(make_practice(), joan)
    assert "Two practices have to know you first" in text(joan, "care_team_new")


@pytest.mark.row("B50")
def test_a_room_leads_to_it_in_the_same_words_whoever_shares_a_patient(
    practices: tuple[Practice, Practice], joan: Persona
) -> None:
    room, pages = make_space(kind="room"), []
    sharing, other = make_colleague(practices[0], name="Dr A"), make_persona(kind="clinician", name="Dr A")
    make_care_team(joan, *practices)
    for who in (sharing, other):
        make_credential(who, level="V3")
        join(who, room)
        answer = into(who, room, CASE)
        assert held(answer, "B47")
        page = answer.content.decode()
        assert reverse("shared_care") in page
        pages.append("Do two of you treat this patient?" in page)
    assert pages == [True, True]
    assert "Ask your patient to sign for it" in text(other, "shared_care")


def test_that_there_is_one_changes_nothing_that_others_see(practices: tuple[Practice, Practice], joan: Persona) -> None:
    nadia, stranger = make_colleague(practices[0], handle="nadia"), make_persona()
    pages = [("persona", joan.handle), ("persona", "nadia"), ("door", "elm"), ("space", "oak")]

    def seen() -> list[bytes]:
        return [client_of(stranger).get(reverse(name, args=[arg])).content for name, arg in pages]

    before = [len(one) for one in seen()]
    make_talk(make_care_team(joan, *practices), nadia)
    assert [len(one) for one in seen()] == before
    for who in (stranger, make_persona(kind="carer"), make_persona(kind="researcher")):
        assert client_of(who).get(reverse("shared_care")).status_code == 404
