"""The team's side of a thread: who opens what, who has it, answering, and that nothing is lost or swallowed."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.messaging.actions import team
from bedside.areas.messaging.actions.team.answering import AnsweredMeanwhile, Reply
from bedside.areas.messaging.actions.team.calling import Wish
from bedside.areas.messaging.actions.team.standing_in import hand_on_for, put_back_all
from bedside.areas.messaging.models import Answering, Message, Seen, Thread
from bedside.areas.messaging.queries.gate import WhyFirst
from bedside.areas.messaging.queries.on_team import team_thread
from bedside.areas.people.models import Persona
from bedside.areas.practice import actions as practices
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import deliver_now
from bedside.kit.outbox.models import OutboxRow
from bedside.policy.practice.sending import REDISCLOSURE
from tests.areas.messaging.making import add_message, make_channel, make_colleague, make_practice, make_thread
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


class Desk:
    """A practice with two responders, the front desk, the owner, a patient, and a thread of hers."""

    def __init__(self) -> None:
        self.practice = make_practice()
        self.nurse = make_colleague(self.practice, name="Nurse A")
        self.doctor = make_colleague(self.practice, name="Dr B")
        self.front = make_colleague(self.practice, "front_desk", name="Front C")
        self.owner = make_colleague(self.practice, "owner")
        self.patient = make_persona(name="Juniper")
        self.channel = make_channel(self.practice, self.patient)
        self.thread = make_thread(self.channel)

    def again(self, thread: Thread | None = None) -> Thread:
        return Thread.objects.get(id=(thread or self.thread).id)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def reply(words: str = "Yes, you can.", **more: Any) -> Reply:
    return Reply(**({"words": words, "key": new_id(), "seen": new_id()} | more))


def actions_of(thread: Thread) -> list[str]:
    return list(AuditEntry.objects.filter(object_id=thread.id).order_by("id").values_list("action", flat=True))


class TestOpening:
    def test_each_opening_is_seen_by_the_patient_and_stands_in_the_log(self, desk: Desk) -> None:
        team.open_thread(by=viewer_of(desk.nurse), thread_id=desk.thread.id)
        seen = Seen.objects.get(thread=desk.thread)
        assert (seen.name, seen.by_patient, seen.upto_id) == ("Nurse A", False, desk.thread.last_message_id)
        entry = AuditEntry.objects.get(action="look.thread")
        assert (entry.subject_id, entry.role, entry.purpose) == (desk.patient.id, "responder", "care")

    def test_the_same_look_counts_once_and_a_new_message_makes_it_another(self, desk: Desk) -> None:
        for _time in range(2):
            team.open_thread(by=viewer_of(desk.nurse), thread_id=desk.thread.id)
        assert Seen.objects.count() == 1
        add_message(desk.thread, "One more thing.", by=desk.patient, by_patient=True)
        team.open_thread(by=viewer_of(desk.nurse), thread_id=desk.thread.id)
        assert Seen.objects.count() == 2

    def test_a_sensitive_thread_opens_with_a_reason_only_and_the_reason_is_kept_sealed(self, desk: Desk) -> None:
        Thread.objects.update(sensitive=True)
        with pytest.raises(WhyFirst):
            team.open_thread(by=viewer_of(desk.nurse), thread_id=desk.thread.id)
        with pytest.raises(WhyFirst):
            team.comment(by=viewer_of(desk.nurse), thread_id=desk.thread.id, words="Looked.")
        assert not Seen.objects.exists()
        team.open_thread(by=viewer_of(desk.nurse), thread_id=desk.thread.id, why="I cover for Dr B.")
        assert b"cover" not in bytes(Seen.objects.get().why_sealed or b"")
        assert AuditEntry.objects.get(action="look.thread").reason_code == "sensitive"
        team.comment(by=viewer_of(desk.nurse), thread_id=desk.thread.id, words="Looked.")
        Seen.objects.update(opened_at=now() - timedelta(minutes=31))
        with pytest.raises(WhyFirst):
            team.comment(by=viewer_of(desk.nurse), thread_id=desk.thread.id, words="Again.")

    @pytest.mark.parametrize("who", ["front", "left", "elsewhere", "patient", "stranger", "editor"])
    def test_who_has_no_work_there_finds_nothing(self, desk: Desk, who: str) -> None:
        left = make_colleague(desk.practice)
        left.teams.update(ended_at=now())
        people = {
            "front": desk.front,
            "left": left,
            "elsewhere": make_colleague(make_practice()),
            "patient": desk.patient,
            "stranger": make_persona(),
            "editor": make_colleague(desk.practice, "editor"),
        }
        by = viewer_of(people[who])
        for act in (
            lambda: team.open_thread(by=by, thread_id=desk.thread.id),
            lambda: team_thread(by, desk.thread.id),
            lambda: team.take(by=by, thread_id=desk.thread.id),
            lambda: team.answer(by=by, thread_id=desk.thread.id, reply=reply()),
            lambda: team.comment(by=by, thread_id=desk.thread.id, words="x"),
            lambda: team.close(by=by, thread_id=desk.thread.id, summary="x"),
        ):
            with pytest.raises(NotHere):
                act()
        assert Message.objects.count() == 1


class TestAssigning:
    def test_a_thread_is_taken_once(self, desk: Desk) -> None:
        team.take(by=viewer_of(desk.nurse), thread_id=desk.thread.id)
        with pytest.raises(Refused, match="taken"):
            team.take(by=viewer_of(desk.doctor), thread_id=desk.thread.id)
        assert (desk.again().owner_id, desk.again().state) == (desk.nurse.id, "assigned")

    def test_the_front_desk_reads_what_was_handed_on_to_it_with_the_comment(self, desk: Desk) -> None:
        by = viewer_of(desk.nurse)
        team.hand_on(by=by, thread_id=desk.thread.id, to=desk.front.id, words="Only a form is needed.")
        seen = team_thread(viewer_of(desk.front), desk.thread.id)
        assert [one.words for one in seen.messages if one.kind == "internal"] == ["Only a form is needed."]
        assert "thread.handed_on" in actions_of(desk.thread)

    def test_a_thread_goes_to_nobody_outside_the_team_nor_to_who_answers_nobody(self, desk: Desk) -> None:
        for other in (make_persona(kind="clinician"), make_colleague(make_practice()), desk.owner):
            with pytest.raises(NotHere):
                team.assign(by=viewer_of(desk.nurse), thread_id=desk.thread.id, to=other.id)
        assert desk.again().owner_id is None

    def test_who_carries_as_many_as_the_practice_allows_gets_urgent_threads_only(self, desk: Desk) -> None:
        desk.practice.cap = 5
        desk.practice.save()
        for _number in range(5):
            make_thread(desk.channel, state="assigned", owner=desk.doctor)
        by = viewer_of(desk.nurse)
        with pytest.raises(Refused, match="at_the_cap"):
            team.assign(by=by, thread_id=desk.thread.id, to=desk.doctor.id)
        urgent = make_thread(desk.channel, reason="worse_today")
        team.assign(by=by, thread_id=urgent.id, to=desk.doctor.id)
        assert desk.again(urgent).owner_id == desk.doctor.id

    def test_what_is_given_to_somebody_who_is_away_goes_to_who_stands_in(self, desk: Desk) -> None:
        later = now() + timedelta(days=3)
        practices.go_away(by=viewer_of(desk.doctor), practice_id=desk.practice.pk, ends=later, hands_to=desk.nurse.id)
        team.assign(by=viewer_of(desk.front), thread_id=make_thread(desk.channel, reason="bill").id, to=desk.doctor.id)
        assert Thread.objects.get(reason="bill").owner_id == desk.nurse.id

    def test_a_second_person_stands_beside_an_owner(self, desk: Desk) -> None:
        by = viewer_of(desk.nurse)
        with pytest.raises(Refused, match="owner_first"):
            team.assign(by=by, thread_id=desk.thread.id, to=desk.doctor.id, second=True)
        team.take(by=by, thread_id=desk.thread.id)
        team.assign(by=by, thread_id=desk.thread.id, to=desk.doctor.id, second=True)
        assert (desk.again().owner_id, desk.again().second_id) == (desk.nurse.id, desk.doctor.id)
        team.put_back(by=by, thread_id=desk.thread.id)
        assert (desk.again().state, desk.again().owner_id, desk.again().second_id) == ("open", None, None)


class TestAnswering:
    def test_an_answer_is_signed_ends_the_wait_and_tells_the_patient(self, desk: Desk) -> None:
        Thread.objects.update(due_at=now() + timedelta(hours=1), wakes_at=now(), hidden_at=now())
        message = team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=reply())
        thread = desk.again()
        assert (message.name, message.words, message.by_patient) == ("Nurse A", "Yes, you can.", False)
        assert (thread.state, thread.owner_id) == ("waiting_patient", desk.nurse.id)
        assert (thread.asked_at, thread.due_at, thread.wakes_at, thread.hidden_at) == (None, None, None, None)
        assert thread.first_answer_at is not None
        events = OutboxRow.objects.filter(name="messaging.Answered").values_list("payload", flat=True)
        assert [event["message_id"] for event in events] == [message.id]

    def test_words_are_sealed_with_the_patients_key_and_not_with_the_nurses(self, desk: Desk) -> None:
        message = team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=reply())
        key_no = int.from_bytes(bytes(message.words_sealed)[1:9], "big")
        assert key_no == desk.patient.account.key_no

    def test_sent_twice_by_the_same_form_it_is_one_answer(self, desk: Desk) -> None:
        sent = reply()
        made = {team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=sent).id for _time in range(2)}
        assert made == {sent.key}
        assert Message.objects.count() == 2

    def test_a_key_that_is_another_messages_changes_nothing_of_it(self, desk: Desk) -> None:
        other = add_message(make_thread(desk.channel), "Mine.", by=desk.patient, by_patient=True)
        made = team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=reply(key=other.id))
        assert made.id != other.id
        assert Message.objects.get(id=other.id).words == "Mine."

    def test_the_second_of_two_is_told_what_the_first_wrote_and_may_still_send(self, desk: Desk) -> None:
        before = desk.thread.last_message_id
        team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=reply())
        with pytest.raises(AnsweredMeanwhile, match="Nurse A answered"):
            team.answer(by=viewer_of(desk.doctor), thread_id=desk.thread.id, reply=reply("No.", seen=before))
        assert Message.objects.count() == 2
        newest = desk.again().last_message_id
        team.answer(by=viewer_of(desk.doctor), thread_id=desk.thread.id, reply=reply("And rest.", seen=newest))
        assert Message.objects.count() == 3

    def test_who_else_has_it_open_is_shown(self, desk: Desk) -> None:
        team.open_thread(by=viewer_of(desk.nurse), thread_id=desk.thread.id)
        assert team_thread(viewer_of(desk.doctor), desk.thread.id).others == ["Nurse A"]
        assert team_thread(viewer_of(desk.nurse), desk.thread.id).others == []
        Answering.objects.update(at=now() - timedelta(minutes=16))
        assert team_thread(viewer_of(desk.doctor), desk.thread.id).others == []

    def test_an_owner_of_the_practice_reads_but_does_not_answer(self, desk: Desk) -> None:
        assert not team_thread(viewer_of(desk.owner), desk.thread.id).may_answer
        with pytest.raises(NotAllowed):
            team.answer(by=viewer_of(desk.owner), thread_id=desk.thread.id, reply=reply())

    def test_a_place_that_is_still_to_be_filled_in_is_not_sent(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="unfilled"):
            team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=reply("Come at {{ time }}."))
        assert Message.objects.count() == 1

    def test_a_channel_that_its_patient_ended_takes_no_answer(self, desk: Desk) -> None:
        type(desk.channel).objects.update(closed_at=now())
        with pytest.raises(Refused, match="channel_closed"):
            team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=reply())

    def test_under_a_delegation_both_names_stand_below_and_without_one_nobody_speaks_for_another(
        self, desk: Desk
    ) -> None:
        by, sent = viewer_of(desk.nurse), reply(speaks_for=desk.doctor.id)
        with pytest.raises(NotHere):
            team.answer(by=by, thread_id=desk.thread.id, reply=sent)
        week = now() + timedelta(days=7)
        given = practices.delegate(
            by=viewer_of(desk.doctor), practice_id=desk.practice.pk, deputy_id=desk.nurse.id, until=week
        )
        made = team.answer(by=by, thread_id=desk.thread.id, reply=sent)
        assert (made.name, made.for_name) == ("Nurse A", "Dr B")
        practices.end_delegation(by=by, practice_id=desk.practice.pk, delegation_id=given.id)
        with pytest.raises(NotHere):
            team.answer(by=by, thread_id=desk.thread.id, reply=reply(speaks_for=desk.doctor.id))


class TestWritingFirst:
    def test_a_practice_writes_first_to_a_patient_whom_it_knows(self, desk: Desk) -> None:
        by = viewer_of(desk.nurse)
        thread = team.write_first(by=by, channel_id=desk.channel.id, subject="Vaccines", words="It is time.")
        assert (thread.state, thread.reason, thread.subject) == ("waiting_patient", "from_practice", "Vaccines")

    @pytest.mark.parametrize(
        ("changes", "code"), [({"pre_patient": True}, "not_known"), ({"closed_at": now()}, "closed")]
    )
    def test_it_does_not_write_to_a_stranger_or_into_a_channel_that_was_ended(
        self, desk: Desk, changes: dict[str, Any], code: str
    ) -> None:
        type(desk.channel).objects.update(**changes)
        with pytest.raises(Refused, match=code):
            team.write_first(by=viewer_of(desk.nurse), channel_id=desk.channel.id, subject="", words="Hello.")

    def test_another_practice_finds_no_such_channel(self, desk: Desk) -> None:
        by = viewer_of(make_colleague(make_practice()))
        with pytest.raises(NotHere):
            team.write_first(by=by, channel_id=desk.channel.id, subject="", words="Hello.")


class TestEnding:
    def test_closing_leaves_a_summary_for_the_patient_and_owes_nothing(self, desk: Desk) -> None:
        team.close(by=viewer_of(desk.nurse), thread_id=desk.thread.id, summary="You may drive again.")
        thread = desk.again()
        assert (thread.state, thread.asked_at) == ("closed", None)
        assert [one.words for one in thread.messages.filter(kind="system", code="closed")] == ["You may drive again."]
        with pytest.raises(Refused, match="thread_closed"):
            team.answer(by=viewer_of(desk.nurse), thread_id=desk.thread.id, reply=reply())
        team.reopen(by=viewer_of(desk.doctor), thread_id=desk.thread.id)
        assert (desk.again().state, desk.again().owner_id) == ("assigned", desk.doctor.id)

    def test_an_urgent_thread_is_not_put_off(self, desk: Desk) -> None:
        urgent = make_thread(desk.channel, reason="worse_today")
        with pytest.raises(Refused, match="snooze_urgent"):
            team.snooze(by=viewer_of(desk.nurse), thread_id=urgent.id, until=now() + timedelta(hours=1))
        team.snooze(by=viewer_of(desk.nurse), thread_id=desk.thread.id, until=now() + timedelta(hours=1))
        assert desk.again().wakes_at is not None
        team.snooze(by=viewer_of(desk.nurse), thread_id=desk.thread.id, until=None)
        assert desk.again().wakes_at is None


class TestMarking:
    def test_only_a_programme_tags_and_taking_the_tag_off_needs_a_reason(self, desk: Desk) -> None:
        by = viewer_of(desk.nurse)
        with pytest.raises(Refused, match="no_programme"):
            team.tag_part2(by=by, thread_id=desk.thread.id, on=True)
        desk.practice.substance_use = True
        desk.practice.save()
        team.tag_part2(by=by, thread_id=desk.thread.id, on=True)
        assert REDISCLOSURE in desk.thread.messages.get(code="part2").words
        with pytest.raises(Refused, match="empty"):
            team.tag_part2(by=by, thread_id=desk.thread.id, on=False)
        assert desk.again().part2
        team.tag_part2(by=by, thread_id=desk.thread.id, on=False, why="Tagged by mistake.")
        assert not desk.again().part2
        assert desk.thread.messages.get(kind="internal").words == "Tagged by mistake."

    def test_the_front_desk_does_not_tag(self, desk: Desk) -> None:
        desk.practice.substance_use = True
        desk.practice.save()
        bill = make_thread(desk.channel, reason="bill")
        with pytest.raises(NotAllowed):
            team.tag_part2(by=viewer_of(desk.front), thread_id=bill.id, on=True)


class TestCalling:
    def wish(self, **more: Any) -> Wish:
        told = {"number": "555 0177", "topic": "", "day": date.today() + timedelta(days=2)}
        return Wish(**(told | {"opens": time(9), "closes": time(12)} | more))

    def test_a_call_is_asked_for_made_and_its_outcome_told(self, desk: Desk) -> None:
        call = team.ask_call(by=viewer_of(desk.patient), thread_id=desk.thread.id, wish=self.wish())
        assert (call.words("number_sealed"), b"0177" in bytes(call.number_sealed)) == ("555 0177", False)
        team.record_call(by=viewer_of(desk.nurse), call_id=call.id, outcome="left_word", note="Rang twice.")
        told = desk.thread.messages.get(code="called")
        assert told.words == "We asked you to call back. We said nothing else."
        assert "Rang" not in told.words
        with pytest.raises(NotHere):
            team.record_call(by=viewer_of(desk.nurse), call_id=call.id, outcome="spoke")

    def test_a_second_wish_takes_the_place_of_the_first(self, desk: Desk) -> None:
        by = viewer_of(desk.patient)
        first = team.ask_call(by=by, thread_id=desk.thread.id, wish=self.wish())
        team.ask_call(by=by, thread_id=desk.thread.id, wish=self.wish(opens=time(14), closes=time(16)))
        with pytest.raises(NotHere):
            team.record_call(by=viewer_of(desk.nurse), call_id=first.id, outcome="spoke")

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"closes": time(9, 10)}, "window"),
            ({"day": date(2020, 1, 1)}, "past"),
            ({"day": date.today() + timedelta(days=40)}, "far"),
            ({"number": ""}, "empty"),
        ],
    )
    def test_a_wish_that_nobody_can_meet_is_refused(self, desk: Desk, changes: dict[str, Any], code: str) -> None:
        with pytest.raises(Refused, match=code):
            team.ask_call(by=viewer_of(desk.patient), thread_id=desk.thread.id, wish=self.wish(**changes))

    def test_another_team_finds_no_such_call(self, desk: Desk) -> None:
        call = team.ask_call(by=viewer_of(desk.patient), thread_id=desk.thread.id, wish=self.wish())
        for other in (make_colleague(make_practice()), desk.patient, desk.front):
            with pytest.raises(NotHere):
                team.record_call(by=viewer_of(other), call_id=call.id, outcome="spoke")


class TestStandingIn:
    def owned(self, desk: Desk, who: Persona, **more: Any) -> Thread:
        return make_thread(desk.channel, **({"state": "assigned", "owner": who} | more))

    def test_what_somebody_had_who_left_goes_back_to_everybody(self, desk: Desk) -> None:
        mine = self.owned(desk, desk.nurse)
        answered = self.owned(desk, desk.nurse, state="waiting_patient")
        member = desk.nurse.teams.get()
        practices.end_role(by=viewer_of(desk.owner), practice_id=desk.practice.pk, member_id=member.id)
        deliver_now()
        assert (desk.again(mine).state, desk.again(mine).owner_id) == ("open", None)
        assert (desk.again(answered).state, desk.again(answered).owner_id) == ("waiting_patient", None)
        assert put_back_all(practice_id=desk.practice.pk, persona_id=desk.nurse.id) == 0

    def test_what_waits_for_somebody_who_goes_away_is_handed_on_at_once(self, desk: Desk) -> None:
        mine, later = self.owned(desk, desk.doctor), now() + timedelta(days=2)
        practices.go_away(by=viewer_of(desk.doctor), practice_id=desk.practice.pk, ends=later, hands_to=desk.nurse.id)
        deliver_now()
        assert desk.again(mine).owner_id == desk.nurse.id
        assert desk.again(mine).messages.filter(kind="internal").count() == 1

    def test_where_nobody_stands_in_it_goes_back_to_everybody(self, desk: Desk) -> None:
        mine, later = self.owned(desk, desk.doctor), now() + timedelta(days=2)
        practices.go_away(by=viewer_of(desk.doctor), practice_id=desk.practice.pk, ends=later, hands_to=None)
        deliver_now()
        assert (desk.again(mine).state, desk.again(mine).owner_id) == ("open", None)

    def test_nothing_moves_while_she_is_there(self, desk: Desk) -> None:
        self.owned(desk, desk.doctor)
        assert hand_on_for(practice_id=desk.practice.pk, persona_id=desk.doctor.id) == 0
