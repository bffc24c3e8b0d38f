"""Bad input to practice channels over HTTP: forged ids, who left, closed channels, two at once, guessed codes.

Each gets a clear answer, nothing is written, what was typed stays in the form, and the emergency card stands where
it must, also for a country that nobody knows and while nobody is on call.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.messaging.models import Channel, Message, Thread
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice, TeamMember, TeamShift
from bedside.doors.web.pages.team_threads import ACTS
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from tests.areas.messaging.making import make_channel, make_colleague, make_practice, make_thread
from tests.factories import client_of, make_persona

pytestmark = pytest.mark.django_db
TYPED = "I wake at four and can't sleep again."
CHEST_PAIN = "I have crushing chest pain and it goes into my left arm."
TOKEN = re.compile(r'name="token" value="([^"]+)"')
NOBODYS = 77_000_000_000_000_001
FORGED = (0, 1, NOBODYS, 2**63 - 1, 2**63, 10**30)
# Every route that takes a thread: with a verb where it has one, and what is posted.
PATIENTS = (
    "channel_thread",
    "channel_close",
    "channel_reopen",
    "channel_delete",
    "channel_thread_copy",
    "channel_call",
)
TEAMS = ("team_thread", "team_write")
VERBS = tuple(ACTS)


@pytest.fixture
def practice() -> Practice:
    return make_practice(slug="elm")


@pytest.fixture
def patient() -> Persona:
    return make_persona(name="Juniper")


@pytest.fixture
def thread(practice: Practice, patient: Persona) -> Thread:
    return make_thread(make_channel(practice, patient))


def words_of(answer) -> str:  # type: ignore[no-untyped-def]
    return str(answer.content.decode())


def token_on(client: Client, name: str, *args: object, query: str = "") -> str:
    found = TOKEN.search(words_of(client.get(reverse(name, args=args) + query)))
    assert found is not None
    return found.group(1)


def count() -> tuple[int, int]:
    return Message.objects.count(), Thread.objects.exclude(state="open").count()


def addresses(number: int) -> list[str]:
    """Return every address of the door of patients and of the team's that takes a thread, for this number."""
    pictures = [reverse(name, args=[number, 1]) for name in ("channel_picture", "team_picture")]
    acts = [reverse("team_act", args=[number, verb]) for verb in VERBS]
    return [reverse(name, args=[number]) for name in (*PATIENTS, *TEAMS)] + pictures + acts


class TestForgedIds:
    @pytest.mark.parametrize("number", FORGED)
    def test_a_thread_that_is_not_there_answers_404_to_patient_and_team(
        self, thread: Thread, practice: Practice, patient: Persona, number: int
    ) -> None:
        before = count()
        for client in (client_of(patient), client_of(make_colleague(practice))):
            for address in addresses(number):
                told = {"words": TYPED, "summary": TYPED, "key": new_id(), "seen": 0, "hours": "4"}
                assert client.post(address, told).status_code in (404, 405), address
                assert client.get(address).status_code in (404, 405), address
        assert count() == before

    def test_the_thread_of_somebody_else_answers_as_one_that_is_not_there(self, thread: Thread) -> None:
        before, stranger, elsewhere = count(), make_persona(), make_colleague(make_practice(slug="oak"))
        for client in (client_of(stranger), client_of(elsewhere)):
            for there, nowhere in zip(addresses(thread.id), addresses(NOBODYS), strict=True):
                told = {"words": TYPED, "summary": TYPED, "key": new_id(), "seen": 0, "hours": "4"}
                mine, none = client.post(there, told), client.post(nowhere, told)
                assert mine.status_code == none.status_code, there
                assert mine.status_code in (404, 405), there
                assert len(mine.content) - len(there) == len(none.content) - len(nowhere) or mine.status_code == 405
        assert count() == before

    @pytest.mark.parametrize("field", ["seen", "key", "speaks_for", "window"])
    @pytest.mark.parametrize("value", ["x", "-1", str(2**63), "9" * 40])
    def test_a_forged_field_of_an_answer_writes_nothing_and_keeps_the_words(
        self, thread: Thread, practice: Practice, field: str, value: str
    ) -> None:
        nurse, doctor = make_colleague(practice), make_colleague(practice)
        practice.delegations.create(persona=doctor, deputy=nurse, until_at=now() + timedelta(hours=9))
        answer = answered_with(nurse, thread, {field: value})
        assert answer.status_code == 422
        assert "wake at four" in words_of(answer)
        assert Message.objects.count() == 1

    @pytest.mark.parametrize("key", ["\u0663", "3", str(2**63 - 1)])
    def test_an_id_that_no_form_of_ours_gave_puts_an_answer_nowhere_but_at_the_end(
        self, thread: Thread, practice: Practice, key: str
    ) -> None:
        assert answered_with(make_colleague(practice), thread, {"key": key}).status_code == 302
        asked, said = Message.objects.order_by("sent_at")
        assert asked.id < said.id < new_id()
        thread.refresh_from_db()
        assert thread.last_message_id == said.id

    def test_nobody_speaks_for_a_colleague_who_asked_somebody_else_or_nobody(
        self, thread: Thread, practice: Practice
    ) -> None:
        nurse, doctor, other = (make_colleague(practice) for _ in range(3))
        practice.delegations.create(persona=doctor, deputy=nurse, until_at=now() + timedelta(hours=9))
        assert answered_with(nurse, thread, {"speaks_for": other.id}).status_code == 422
        assert answered_with(other, thread, {"speaks_for": doctor.id}).status_code == 302  # no such field for her
        assert list(Message.objects.order_by("id").values_list("for_name", flat=True)) == ["", ""]


def answered_with(who: Persona, thread: Thread, forged: dict[str, object]) -> Any:
    told = {"words": TYPED, "key": new_id(), "seen": thread.last_message_id} | forged
    return client_of(who).post(reverse("team_act", args=[thread.id, "answer"]), told)


class TestWhoLeft:
    def test_every_page_of_the_team_is_gone_at_once_and_what_was_begun_is_not_sent(
        self, thread: Thread, practice: Practice
    ) -> None:
        nurse = make_colleague(practice, "owner", "responder")
        client = client_of(nurse)
        form = {"words": TYPED, "key": new_id(), "seen": thread.last_message_id}
        assert client.get(reverse("team_thread", args=[thread.id])).status_code == 200
        TeamMember.objects.filter(persona=nurse).update(ended_at=now())
        before = count()
        for address in (
            *(reverse(name, args=[thread.id]) for name in TEAMS),
            reverse("team", args=["elm"]),
            reverse("team_people", args=["elm"]),
            reverse("practice_codes", args=["elm"]),
            reverse("teams"),
        ):
            assert client.get(address).status_code == 404, address
        for verb in VERBS:
            address = reverse("team_act", args=[thread.id, verb])
            assert client.post(address, form | {"summary": TYPED, "hours": "4"}).status_code == 404, verb
        for verb in ("member", "facts", "hours", "days", "shift", "away", "deputy", "text", "agree", "return"):
            assert client.post(reverse("team_people_act", args=["elm", verb]), {"id": "1"}).status_code == 404, verb
        assert count() == before
        assert not practice.templates.exists()


class TestAClosedChannel:
    def test_a_message_is_not_taken_and_stands_there_to_be_copied(self, thread: Thread, patient: Persona) -> None:
        client, address = client_of(patient), reverse("channel_thread", args=[thread.id])
        token = token_on(client, "channel_thread", thread.id)
        Channel.objects.update(closed_at=now())
        answer = client.post(address, {"words": TYPED, "token": token})
        assert answer.status_code == 422
        assert "wake at four" in words_of(answer)
        assert "You ended your messages with this practice" in words_of(answer)
        assert Message.objects.count() == 1

    def test_what_is_grave_gets_the_card_there_as_well(self, thread: Thread, patient: Persona) -> None:
        client, address = client_of(patient), reverse("channel_thread", args=[thread.id])
        token = token_on(client, "channel_thread", thread.id)
        Channel.objects.update(closed_at=now())
        page = words_of(client.post(address, {"words": CHEST_PAIN, "token": token}))
        assert 'href="tel:911"' in page
        assert "crushing" in page

    def test_the_team_can_t_answer_there_and_keeps_the_words(self, thread: Thread, practice: Practice) -> None:
        client = client_of(make_colleague(practice))
        Channel.objects.update(closed_at=now())
        told = {"words": TYPED, "key": new_id(), "seen": thread.last_message_id}
        answer = client.post(reverse("team_act", args=[thread.id, "answer"]), told)
        assert answer.status_code == 422
        assert "wake at four" in words_of(answer)
        assert Message.objects.count() == 1


class TestTwoAtOnce:
    def test_the_second_answer_waits_until_the_first_was_read_and_loses_no_word(
        self, thread: Thread, practice: Practice
    ) -> None:
        first, second = (client_of(make_colleague(practice, name=name)) for name in ("Ann", "Ben"))
        address, seen = reverse("team_act", args=[thread.id, "answer"]), thread.last_message_id
        assert first.post(address, {"words": "Yes, you can.", "key": new_id(), "seen": seen}).status_code == 302
        late = second.post(address, {"words": TYPED, "key": new_id(), "seen": seen})
        assert late.status_code == 422
        assert "wake at four" in words_of(late)
        assert "Yes, you can." in words_of(late)
        assert Message.objects.filter(by_patient=False, kind="message").count() == 1

    def test_the_same_form_sent_twice_is_one_answer(self, thread: Thread, practice: Practice) -> None:
        client, told = client_of(make_colleague(practice)), {"words": "Yes.", "key": new_id()}
        for _time in range(2):
            client.post(reverse("team_act", args=[thread.id, "answer"]), told | {"seen": thread.last_message_id})
        assert Message.objects.filter(by_patient=False, kind="message").count() == 1


class TestGuessedCodes:
    @pytest.mark.parametrize(
        "code",
        ["", "ZZZZ-ZZZZ", "' OR 1=1", "\u0000", "x" * 5_000, "\uff21\uff22\uff23\uff24-\uff25\uff26\uff27\uff28"],
    )
    def test_what_is_no_code_opens_nothing_and_is_told_how_to_get_one(
        self, practice: Practice, patient: Persona, code: str
    ) -> None:
        answer = client_of(patient).post(reverse("door_code", args=["elm"]), {"code": code})
        assert answer.status_code == 422
        assert "Ask the practice for one" in words_of(answer)
        assert not Channel.objects.exists()

    def test_guessing_comes_to_an_end_before_it_could_find_one(self, practice: Practice, patient: Persona) -> None:
        client = client_of(patient)
        codes = [f"ABCD-{number:04}" for number in range(40)]
        found = [client.post(reverse("door_code", args=["elm"]), {"code": one}).status_code for one in codes]
        assert 302 not in found
        assert found[-1] == 429
        assert not Channel.objects.exists()


class TestNoCountry:
    @pytest.mark.parametrize("country", ["", "ZZ", "XX"])
    def test_the_emergency_card_is_there_without_a_country_it_knows(self, patient: Persona, country: str) -> None:
        practice = make_practice(slug="far", country=country)
        make_colleague(practice)
        make_channel(practice, patient)
        client = client_of(patient)
        for address in (reverse("door", args=["far"]), reverse("door_write", args=["far"]) + "?reason=question"):
            page = words_of(client.get(address))
            assert "mergency" in page, address
        token = token_on(client, "door_write", "far", query="?reason=question")
        sent = {"reason": "question", "subject": "", "words": CHEST_PAIN, "token": token}
        answer = client.post(reverse("door_write", args=["far"]), sent)
        shown = words_of(client.get(answer["Location"])) if answer.status_code == 302 else words_of(answer)
        assert "mergency" in shown
        assert "crushing" in shown


class TestAGapInTheRota:
    def test_what_is_urgent_while_nobody_is_on_call_is_kept_and_the_card_stands_above_it(
        self, practice: Practice, patient: Persona
    ) -> None:
        nurse = make_colleague(practice, "responder", "on_call")
        later = {"begins_at": now() + timedelta(hours=6), "ends_at": now() + timedelta(hours=12)}
        TeamShift.objects.create(practice=practice, persona=nurse, place=1, **later)
        make_channel(practice, patient)
        client = client_of(patient)
        token = token_on(client, "door_write", "elm", query="?reason=worse_today")
        sent = {"reason": "worse_today", "subject": "", "words": CHEST_PAIN, "token": token}
        answer = client.post(reverse("door_write", args=["elm"]), sent)
        shown = words_of(client.get(answer["Location"])) if answer.status_code == 302 else words_of(answer)
        assert 'href="tel:911"' in shown
        assert "crushing" in shown
