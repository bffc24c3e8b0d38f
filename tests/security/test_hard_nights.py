"""What goes wrong at night: a clear answer, nothing lost, and nobody left without the emergency card (issue 6).

Each test is one line of that list, through the pages: guessed codes, forged numbers of conversations, a colleague who
left, a closed conversation, two people at once, a rota with a gap, an unknown country, a clock that is moved.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bedside.areas.escalations import actions as escalations
from bedside.areas.escalations.models import Escalation, Shift
from bedside.areas.helplines import queries as helplines
from bedside.areas.messaging import actions as messaging
from bedside.areas.messaging.models import Message, Thread
from bedside.areas.people.models import Account, Persona
from bedside.areas.posts.models import Post
from bedside.areas.practice import actions as practices
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import deliver_now
from tests.areas.escalations.scene import Scene, make
from tests.areas.messaging.writing import answered, begin
from tests.factories import client_of, make_channel, make_persona, make_practice, on_team, viewer_of

pytestmark = pytest.mark.django_db
CHEST_PAIN = "I have crushing chest pain and it goes into my left arm."
GOODBYE = "I want to kill myself. I have written the letters. This is goodbye."
CARD = "Emergency: call 911 now"
HOUR = timedelta(hours=1)
# 29 March 2026, 01:30: half an hour later the clocks of Europe jump from 2 to 3; and the night on which 2 comes twice.
SPRING, AUTUMN = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.fixture
def practice() -> Practice:
    return make_practice(slug="elm-street")


@pytest.fixture
def nurse(practice: Practice) -> Persona:
    return on_team(make_persona(kind="clinician", name="Nadia"), practice, "owner", "responder", "front_desk")


@pytest.fixture
def patient(practice: Practice, nurse: Persona) -> Persona:
    made = make_persona(handle="juniper")
    make_channel(made, practice)
    return made


def words(response: HttpResponse) -> str:
    return response.content.decode()


def token_on(response: HttpResponse) -> str:
    return words(response).split('name="token" value="')[1].split('"')[0]


def helped(client: Client, response: HttpResponse) -> bool:
    """Say whether an answer leads to help, and help is there: a number to call that needs no script."""
    helplines.forget_shown()
    leads = f'href="{reverse("urgent")}"' in words(response)
    return leads and 'href="tel:' in words(client.get(reverse("urgent")))


def posted(client: Client, text: str) -> HttpResponse:
    helplines.forget_shown()
    form = {"text": text, "lang": "en", "audience": "public", "kind": "text", "do": "publish"}
    return client.post(reverse("compose"), form, follow=True)


def test_guessed_codes_open_nothing_and_shut_out_nobody_who_needs_help(practice: Practice, nurse: Persona) -> None:
    stranger = make_persona()
    client = client_of(stranger)
    told = [client.post(reverse("door_code", args=["elm-street"]), {"code": f"GUESS{n:03}"}) for n in range(8)]
    assert {one.status_code for one in told} <= {422, 429}
    assert all(helped(client, one) for one in told)
    opened = client.get(reverse("door_write", args=["elm-street"]), {"reason": "appointment"})
    form = {"reason": "appointment", "words": CHEST_PAIN, "token": token_on(opened)}
    answer = client.post(reverse("door_write", args=["elm-street"]), form)
    assert CARD in words(answer)
    assert CHEST_PAIN in words(answer)


def test_a_forged_number_of_a_conversation_is_answered_as_none_and_changes_none(
    practice: Practice, patient: Persona
) -> None:
    thread, stranger = begin(patient, practice), make_persona()
    client, before = client_of(stranger), Message.objects.count()
    for number in (thread.id, thread.id + 1, 1):
        for told in (
            client.get(reverse("channel_thread", args=[number])),
            client.post(reverse("channel_thread", args=[number]), {"words": CHEST_PAIN, "token": "x"}),
        ):
            assert (told.status_code, helped(client, told)) == (404, True)
    assert Message.objects.count() == before


def test_what_waited_for_a_colleague_who_left_goes_back_to_all_and_keeps_its_card(
    practice: Practice, nurse: Persona, patient: Persona
) -> None:
    gone = on_team(make_persona(kind="clinician"), practice, "responder")
    thread = begin(patient, practice)
    Thread.objects.filter(id=thread.id).update(state="assigned", owner_id=gone.id)
    hers, theirs = client_of(patient), client_of(gone)
    practices.end_role(by=viewer_of(nurse), practice_id=practice.pk, member_id=gone.teams.get().id)
    deliver_now()
    answer = theirs.post(reverse("team_act", args=[thread.id, "answer"]), {"words": "Late.", "key": new_id()})
    assert answer.status_code == 404
    page = hers.get(reverse("channel_thread", args=[thread.id]))
    form = {"words": CHEST_PAIN, "token": token_on(page)}
    sent = hers.post(reverse("channel_thread", args=[thread.id]), form, follow=True)
    assert CARD in words(sent)
    thread.refresh_from_db()
    assert (thread.state, thread.owner_id) == ("open", None)
    assert CHEST_PAIN in words(client_of(nurse).get(reverse("team_thread", args=[thread.id])))


def test_what_is_written_into_a_closed_conversation_is_not_lost_and_the_card_is_there(
    practice: Practice, patient: Persona
) -> None:
    thread, client = begin(patient, practice), client_of(patient)
    address = reverse("channel_thread", args=[thread.id])
    token = token_on(client.get(address))
    messaging.close_thread(by=viewer_of(patient), thread_id=thread.id)
    told = client.post(address, {"words": CHEST_PAIN, "token": token})
    assert told.status_code == 422
    assert CHEST_PAIN in words(told)
    assert CARD in words(told)
    assert reverse("channel_reopen", args=[thread.id]) in words(told)
    assert not Message.objects.filter(thread=thread, by_patient=True).exclude(id=thread.last_message_id).exists()


def test_two_who_write_at_once_are_both_read(practice: Practice, nurse: Persona, patient: Persona) -> None:
    thread, client = begin(patient, practice), client_of(patient)
    address = reverse("channel_thread", args=[thread.id])
    token = token_on(client.get(address))
    answered(thread, nurse)  # while she types
    sent = client.post(address, {"words": CHEST_PAIN, "token": token}, follow=True)
    twice = client.post(address, {"words": CHEST_PAIN, "token": token}, follow=True)
    for page in (sent, twice):
        assert "It is ready on Friday." in words(page)
        assert CARD in words(page)
    assert sum(one.words == CHEST_PAIN for one in Message.objects.filter(thread=thread, kind="message")) == 1


class TestEscalations:
    @pytest.fixture
    def scene(self) -> Scene:
        return make()

    def card(self, scene: Scene, text: str = GOODBYE) -> str:
        """Post, and return the page that follows: the card, with the post kept."""
        page = words(posted(client_of(scene.author), text))
        assert Post.objects.filter(author=scene.author, text=text, gone=False).exists()
        return page

    def test_with_a_gap_in_the_rota_the_card_promises_nobody_and_shows_the_number(self, scene: Scene) -> None:
        Shift.objects.all().delete()
        shown = self.card(scene)
        assert 'href="tel:' in shown
        scene.flagged("self_harm")
        assert escalations.sweep() == 0  # no clock has run out yet
        with time_machine.travel(now() + HOUR, tick=False):
            assert escalations.sweep() >= 1  # and who stands in is told all the same

    @pytest.mark.parametrize("country", ["", "ZZ", "XK"])
    def test_in_a_country_that_nobody_knows_the_general_number_stands(self, scene: Scene, country: str) -> None:
        Account.objects.filter(id=scene.author.account_id).update(country=country)
        assert 'href="tel:112"' in self.card(scene)

    @pytest.mark.parametrize("moved", [-HOUR, HOUR])
    def test_a_clock_moved_by_an_hour_takes_no_card_away_and_tells_each_rung_once(
        self, scene: Scene, moved: timedelta
    ) -> None:
        shown = self.card(scene)
        escalation_id = Escalation.objects.get(post_id=Post.objects.latest("id").id).id
        page = client_of(scene.author)
        with time_machine.travel(now() + moved, tick=False):
            again = words(client_of(scene.author).get(reverse("post_care", args=[Post.objects.latest("id").id])))
            escalations.sweep()
            assert escalations.sweep() == 0
        assert 'href="tel:' in shown
        assert 'href="tel:' in again
        assert Escalation.objects.filter(id=escalation_id).exists()
        assert page.get(reverse("urgent")).status_code == 200

    @pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["spring", "autumn"])
    def test_in_the_night_on_which_clocks_change_a_cover_is_a_cover(self, night: datetime, settings: object) -> None:
        with time_machine.travel(night, tick=False):
            scene = make()
            shown = self.card(scene)
            scene.flagged("self_harm")
        assert 'href="tel:' in shown
        with time_machine.travel(night + HOUR, tick=False):
            assert 'href="tel:' in self.card(scene, f"{GOODBYE} Goodbye.")
            assert escalations.sweep() >= 1
            assert escalations.sweep() == 0
