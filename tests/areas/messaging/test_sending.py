"""A patient writes: the promise first, nothing swallowed, nothing twice, a clear answer where it can't be sent."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bedside.areas.boundaries import queries as boundary_queries
from bedside.areas.messaging import actions, shown
from bedside.areas.messaging.actions.sending import CallInstead
from bedside.areas.messaging.models import Channel, Message, Seen, Thread
from bedside.areas.messaging.queries import mine
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from bedside.kit.vault import key_no_of
from bedside.policy.limits import TO_UNKNOWN
from bedside.policy.practice.reasons import REASONS
from tests.areas.messaging.writing import answered, begin, here, say
from tests.factories import make_channel, make_persona, make_practice, on_team, viewer_of

pytestmark = pytest.mark.django_db
TUESDAY_NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)  # 12:00 in New York
TUESDAY_NIGHT = datetime(2026, 11, 25, 2, tzinfo=UTC)
CHEST_PAIN = "I have crushing chest pain and it goes into my left arm."


@pytest.fixture
def practice() -> Practice:
    made = make_practice(slug="elm-street", usual_seconds=3 * 3600, usual_of=40)
    on_team(make_persona(kind="personal", handle="piers"), made, "responder", "owner")
    return made


@pytest.fixture
def patient(practice: Practice) -> Persona:
    made = make_persona(handle="juniper")
    make_channel(made, practice)
    return made


def code_of(act, *args, **more) -> str:
    with pytest.raises(Refused) as told:
        act(*args, **more)
    return told.value.code


@time_machine.travel(TUESDAY_NOON, tick=False)
def test_a_thread_is_begun_with_what_is_promised_then(practice, patient):
    thread = begin(patient, practice)
    thread.refresh_from_db()
    assert (thread.state, thread.reason, thread.subject, thread.urgent) == ("open", "prescription", "Repeat", False)
    assert thread.asked_at == thread.first_asked_at == TUESDAY_NOON
    assert thread.due_at == TUESDAY_NOON + timedelta(hours=5)  # three office hours, said as the end of the day
    message = Message.objects.get(kind="message")
    assert (message.words, message.by_patient, message.name) == ("May I have the next box?", True, "Juniper")


def test_what_she_writes_is_sealed_with_her_own_key(practice, patient):
    begin(patient, practice)
    thread, message = Thread.objects.get(), Message.objects.get(kind="message")
    key_no = patient.account.key_no
    assert key_no_of(thread.subject_sealed) == key_no_of(message.words_sealed) == key_no
    assert b"next box" not in bytes(message.words_sealed)


def test_nothing_is_sent_before_the_promise_was_shown(practice, patient):
    viewer, begun = viewer_of(patient), actions.Begun("prescription", "", "The next box, please.")
    wrong = [
        "",
        "nonsense",
        shown.token(persona_id=patient.id, practice_id=practice.space_id, about="question"),
        shown.token(persona_id=patient.id + 1, practice_id=practice.space_id, about="prescription"),
        shown.token(persona_id=patient.id, practice_id=practice.space_id + 1, about="prescription"),
    ]
    for token in wrong:
        with pytest.raises(shown.NotShown):
            actions.begin_thread(by=viewer, practice_id=practice.space_id, begun=begun, token=token)
    with time_machine.travel(now() - timedelta(hours=1, minutes=1)):
        old = mine.token_for(viewer, here(practice), REASONS["prescription"])
    with pytest.raises(shown.NotShown):
        actions.begin_thread(by=viewer, practice_id=practice.space_id, begun=begun, token=old)
    assert not Message.objects.exists()


def test_a_form_that_is_sent_twice_writes_once(practice, patient):
    viewer = viewer_of(patient)
    token = mine.token_for(viewer, here(practice), REASONS["prescription"])
    begun = actions.Begun("prescription", "", "The next box, please.")
    first, second = (
        actions.begin_thread(by=viewer, practice_id=practice.space_id, begun=begun, token=token) for _ in range(2)
    )
    assert first.id == second.id
    again = mine.token_in(viewer, first)
    sent = {actions.write(by=viewer, thread_id=first.id, words="More.", token=again).id for _ in range(2)}
    assert len(sent) == 1
    assert Message.objects.filter(kind="message").count() == 2


def test_the_team_is_told_once_a_message_by_ids_alone(practice, patient):
    thread = begin(patient, practice, reason="worse_today")
    payload = OutboxRow.objects.get(name="messaging.Wrote").payload
    message = Message.objects.get(kind="message")
    assert payload == {
        "thread_id": thread.id,
        "practice_id": practice.space_id,
        "message_id": message.id,
        "urgent": True,
    }


def test_writing_again_keeps_the_first_promise_and_wakes_the_thread(practice, patient):
    thread = begin(patient, practice)
    Thread.objects.filter(id=thread.id).update(wakes_at=now() + timedelta(days=1))
    thread.refresh_from_db()
    before = thread.asked_at, thread.due_at
    say(patient, thread)
    thread.refresh_from_db()
    assert (thread.asked_at, thread.due_at) == before
    assert thread.wakes_at is None


def test_an_answered_thread_goes_back_to_who_answered_with_a_new_promise(practice, patient):
    thread, piers = begin(patient, practice), Persona.objects.get(handle="piers")
    answered(thread, piers)
    say(patient, thread, "118 over 76 this morning.")
    thread.refresh_from_db()
    assert (thread.state, thread.owner_id) == ("assigned", piers.id)
    assert thread.asked_at is not None


def test_a_thread_whose_owner_is_gone_is_everybodys_again(practice, patient):
    thread = begin(patient, practice)
    answered(thread, Persona.objects.get(handle="piers"))
    Thread.objects.filter(id=thread.id).update(owner=None)
    say(patient, thread)
    thread.refresh_from_db()
    assert (thread.state, thread.owner_id) == ("open", None)


def test_out_of_hours_it_is_said_once_in_a_quarter_of_an_hour_when_somebody_is_there(practice, patient):
    with time_machine.travel(TUESDAY_NIGHT, tick=False) as clock:
        thread = begin(patient, practice)
        say(patient, thread)
        (line,) = Message.objects.filter(kind="system")
        assert "opens tomorrow 09:00" in line.words
        assert "911" in line.words
        assert "555 0140" in line.words
        clock.shift(timedelta(minutes=15))
        say(patient, thread)
    assert Message.objects.filter(kind="system").count() == 2


@time_machine.travel(TUESDAY_NOON, tick=False)
def test_in_hours_nothing_is_said_by_itself(practice, patient):
    begin(patient, practice)
    assert not Message.objects.filter(kind="system").exists()


@pytest.mark.parametrize("reason", ["question", "prescription", "result", "worse_today", "handed_on", "nothing"])
def test_who_is_not_known_yet_brings_matters_of_the_office_only(practice, reason):
    stranger = make_persona()
    with pytest.raises(Refused) as told:
        mine.before_typing(viewer_of(stranger), here(practice), reason)
    assert told.value.code == "no_such_reason"


def test_a_stranger_with_urgent_words_is_told_to_call_and_may_send_it_to_the_desk_all_the_same(practice):
    stranger = make_persona()
    with pytest.raises(CallInstead):
        begin(stranger, practice, CHEST_PAIN, reason="appointment")
    assert not Message.objects.exists()
    begin(stranger, practice, CHEST_PAIN, reason="appointment", anyway=True)
    assert Message.objects.filter(kind="message").count() == 1


def test_a_patients_urgent_words_are_sent_whatever_they_say(practice, patient):
    begin(patient, practice, CHEST_PAIN, reason="appointment")
    assert Message.objects.filter(kind="message").get().words == CHEST_PAIN


def test_a_stranger_writes_to_five_practices_a_day(practice):
    stranger = make_persona()
    for _ in range(TO_UNKNOWN.tries):
        _begin_anywhere(stranger)
    with pytest.raises(TooManyTries):
        _begin_anywhere(stranger)


def _begin_anywhere(stranger: Persona) -> None:
    elsewhere = make_practice()
    on_team(make_persona(kind="personal"), elsewhere, "front_desk")
    begin(stranger, elsewhere, reason="joining")


def test_a_full_team_says_so_before_typing_and_lets_through_what_is_urgent(practice, patient):
    Practice.objects.update(cap=5)
    threads = [begin(patient, practice) for _ in range(5)]
    viewer = viewer_of(patient)
    with pytest.raises(Refused) as told:
        mine.before_typing(viewer, here(practice), "question")
    assert told.value.code == "team_full"
    assert "555 0140" in told.value.what
    begin(patient, practice, reason="worse_today")
    say(patient, threads[0])  # what is open goes on


def test_a_practice_that_takes_nothing_new_says_so(practice, patient):
    Practice.objects.update(accepting=False)
    assert code_of(begin, patient, practice) == "not_accepting"
    begin(patient, practice, reason="worse_today")


@pytest.mark.parametrize(("words", "code"), [("", "empty"), ("a" * 10_001, "too_long"), ("a\x00b", "odd_characters")])
def test_words_that_cant_be_kept_are_refused_and_nothing_is_begun(practice, patient, words, code):
    assert code_of(begin, patient, practice, words) == code
    assert not Thread.objects.exists()


def test_a_closed_thread_is_opened_again_within_14_days_and_not_later(practice, patient):
    thread, viewer = begin(patient, practice), viewer_of(patient)
    actions.close_thread(by=viewer, thread_id=thread.id)
    assert code_of(say, patient, thread) == "thread_closed"
    actions.reopen_thread(by=viewer, thread_id=thread.id)
    say(patient, thread)
    actions.close_thread(by=viewer, thread_id=thread.id)
    with time_machine.travel(now() + timedelta(days=14, minutes=1)):
        assert code_of(actions.reopen_thread, by=viewer, thread_id=thread.id) == "closed_long_ago"


def test_an_ended_channel_takes_no_message_until_it_is_opened_again(practice, patient):
    thread, viewer = begin(patient, practice), viewer_of(patient)
    actions.end_channel(by=viewer, practice_id=practice.space_id)
    thread.refresh_from_db()
    assert thread.state == "closed"
    assert code_of(say, patient, thread) == "channel_closed"
    assert code_of(begin, patient, practice) == "channel_closed"
    assert code_of(begin, patient, practice, reason="worse_today") == "channel_closed"
    actions.reopen_channel(by=viewer, practice_id=practice.space_id)
    begin(patient, practice)


def test_a_window_for_an_answer_ends(practice, patient):
    thread = begin(patient, practice)
    answered(thread, Persona.objects.get(handle="piers"))
    Thread.objects.update(reply_until_at=now() + timedelta(hours=1))
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        assert code_of(say, patient, thread) == "window_over"
        assert not mine.my_thread(viewer_of(patient), thread.id).may_write


def test_one_reply_uses_the_window_up_and_closing_ends_it(practice, patient):
    thread, viewer = begin(patient, practice), viewer_of(patient)
    answered(thread, Persona.objects.get(handle="piers"))
    Thread.objects.update(reply_until_at=now() + timedelta(hours=1))
    assert mine.my_thread(viewer, thread.id).reply_until is not None
    say(patient, thread)
    assert code_of(say, patient, thread) == "window_over"
    assert mine.my_thread(viewer, thread.id).reply_until is None
    begin(patient, practice)  # something new can be begun all the same
    actions.close_thread(by=viewer, thread_id=thread.id)
    actions.reopen_thread(by=viewer, thread_id=thread.id)
    say(patient, thread)


def test_a_deleted_thread_is_gone_for_her_and_kept_by_the_practice(practice, patient):
    thread, viewer = begin(patient, practice), viewer_of(patient)
    actions.hide_thread(by=viewer, thread_id=thread.id)
    with pytest.raises(NotHere):
        mine.my_thread(viewer, thread.id)
    with pytest.raises(NotHere):
        say(patient, thread)
    assert mine.my_threads(viewer) == []
    assert Message.objects.filter(kind="message").get().words == "May I have the next box?"


def test_a_thread_of_another_does_not_exist(practice, patient):
    thread, other = begin(patient, practice), make_persona()
    make_channel(other, practice)
    viewer = viewer_of(other)
    for act in (actions.note_seen, actions.close_thread, actions.reopen_thread, actions.hide_thread):
        with pytest.raises(NotHere):
            act(by=viewer, thread_id=thread.id)
    with pytest.raises(NotHere):
        mine.my_thread(viewer, thread.id)
    with pytest.raises(NotHere):
        say(other, thread)


@pytest.mark.parametrize("kind", ["carer", "clinician", "personal"])
def test_only_patients_write(practice, kind):
    with pytest.raises(NotAllowed):
        begin(make_persona(kind=kind), practice, reason="appointment")


def test_she_sees_who_opened_what_and_never_what_the_team_says_among_itself(practice, patient):
    thread, piers = begin(patient, practice), Persona.objects.get(handle="piers")
    Message.objects.create(
        thread=thread,
        practice_id=practice.space_id,
        patient_id=patient.id,
        kind="internal",
        author=piers,
        words_sealed=b"",
    )
    Seen.objects.create(
        thread=thread,
        practice_id=practice.space_id,
        patient_id=patient.id,
        persona=piers,
        name="Piers, nurse",
        upto_id=thread.last_message_id,
    )
    found = mine.my_thread(viewer_of(patient), thread.id)
    assert "internal" not in [one.kind for one in found.messages]
    assert [(one.name, one.upto_id) for one in found.openings] == [("Piers, nurse", thread.last_message_id)]


def test_that_she_opened_an_answer_is_noted_once(practice, patient):
    thread = begin(patient, practice)
    message = answered(thread, Persona.objects.get(handle="piers"))
    assert mine.has_new(viewer_of(patient))
    for _ in range(2):
        actions.note_seen(by=viewer_of(patient), thread_id=thread.id)
    assert list(Seen.objects.filter(by_patient=True).values_list("upto_id", flat=True)) == [message.id]
    assert not mine.has_new(viewer_of(patient))


def test_a_hand_off_brings_her_own_words_to_who_is_on_call(practice, patient):
    words = "I wrote it in the open and would rather tell you."
    thread_id = actions.receive_hand_off(
        by=viewer_of(patient), practice_id=practice.space_id, words=words, urgency="C2", contact="after 18:00"
    )
    thread = Thread.objects.get(id=thread_id)
    assert (thread.reason, thread.urgent, thread.state) == ("handed_on", True, "open")
    kinds = {one.kind: one.words for one in thread.messages.exclude(code="closed_now")}
    assert kinds["message"] == words
    assert "crisis lines first" in kinds["system"]
    assert "after 18:00" in kinds["system"]


def test_an_emergency_is_never_queued_to_a_practice(practice, patient):
    told = {"by": viewer_of(patient), "practice_id": practice.space_id, "words": "Help.", "urgency": "C1_emergency"}
    assert code_of(actions.receive_hand_off, **told) == "call_now"
    assert not Thread.objects.exists()


@pytest.mark.parametrize("channel", [None, {"pre_patient": True}, {"closed_at": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_a_hand_off_needs_a_practice_that_knows_her(practice, channel):
    stranger = make_persona()
    if channel:
        make_channel(stranger, practice, **channel)
    told = {"by": viewer_of(stranger), "practice_id": practice.space_id, "words": "Please call.", "urgency": "C3"}
    assert code_of(actions.receive_hand_off, **told) == "no_channel"


def test_a_site_that_made_the_row_stricter_is_obeyed_before_a_word_is_typed(practice, patient, monkeypatch):
    monkeypatch.setattr(boundary_queries, "tightened", lambda: {"B56": "deny"})
    with pytest.raises(Refused) as told:
        mine.before_typing(viewer_of(patient), here(practice), "question")
    assert (told.value.code, told.value.row) == ("boundary.deny", "B56")


def test_who_is_no_longer_a_patient_there_brings_matters_of_the_office_only(practice, patient):
    thread = begin(patient, practice)
    Channel.objects.update(relation="former")
    assert {one.administrative for one in mine.reasons_for(viewer_of(patient), here(practice))} == {True}
    with pytest.raises(Refused) as told:
        say(patient, thread)
    assert told.value.row == "H43"
    begin(patient, practice, reason="form")
