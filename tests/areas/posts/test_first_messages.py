"""Messages to the few whom they name: who is written to, who is asked first, and what nobody is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bedside.areas.contacts import actions as contacts
from bedside.areas.notify.models import Notice
from bedside.areas.notify.queries import notices
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import FirstMessage, Mention, Post
from bedside.areas.posts.words import Words
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import first_id_at_ms
from bedside.kit.outbox.actions import deliver_now
from tests.areas.messaging.making import make_practice, put_on_team
from tests.areas.posts.writing import answer, write
from tests.factories import block, follow, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db
DIRECT = "mentioned"


def message(author: Persona, *people: Persona, text: str = "Could we talk") -> Post:
    return write(author, " ".join([text, *(f"@{one.handle}" for one in people)]), audience=DIRECT)


def refused(author: Persona, *people: Persona) -> Refused:
    with pytest.raises(Refused) as caught:
        message(author, *people)
    assert not Post.objects.filter(author=author).exists()
    return caught.value


def waiting_for(persona: Persona, **hidden: set[int]) -> list[int]:
    return [one.post_id for one in queries.first_messages(viewer_of(persona), hidden=hidden.get("hidden", set()))]


class TestWhoIsWrittenTo:
    @pytest.mark.parametrize("kind", ["patient", "carer", "personal"])
    def test_a_patients_message_to_a_clinician_is_not_sent_and_other_ways_are_offered(self, kind: str) -> None:
        error = refused(make_persona(kind=kind), make_persona(kind="clinician"))
        assert (error.code, error.row) == ("boundary.transform", "B04")
        assert error.options == ("ask_in_general", "emergency_card")

    def test_the_practices_door_is_offered_where_it_stands_open(self) -> None:
        doctor = put_on_team(make_persona(kind="clinician"), make_practice())
        assert refused(make_persona(), doctor).options == ("ask_in_general", "practice_door", "emergency_card")

    def test_no_door_is_offered_that_takes_nobody(self) -> None:
        doctor = put_on_team(make_persona(kind="clinician"), make_practice(accepting=False))
        assert "practice_door" not in refused(make_persona(), doctor).options

    @pytest.mark.parametrize("kind", ["patient", "carer"])
    def test_a_clinician_does_not_write_to_a_patient_first(self, kind: str) -> None:
        error = refused(make_persona(kind="clinician"), make_persona(kind=kind))
        assert (error.code, error.row) == ("boundary.deny", "B14")

    @pytest.mark.parametrize("kind", ["organisation", "researcher"])
    def test_a_companys_message_is_dropped_and_the_member_is_not_told(self, kind: str) -> None:
        member = make_persona()
        refused(make_persona(kind=kind), member)
        deliver_now()
        assert not Notice.objects.filter(owner_id=member.id).exists()
        assert waiting_for(member) == []

    def test_one_clinician_among_those_named_stops_it_for_all(self) -> None:
        friend, author = make_persona(), make_persona()
        follow(friend, author)
        refused(author, friend, make_persona(kind="clinician"))

    def test_a_personal_page_is_a_word_like_an_unknown_handle(self) -> None:
        post = message(make_persona(kind="clinician"), make_persona(kind="personal"))
        assert not Mention.objects.filter(post_id=post.id).exists()
        assert not FirstMessage.objects.exists()

    def test_colleagues_write_to_each_other_at_once(self) -> None:
        doctor, colleague = make_persona(kind="clinician"), make_persona(kind="clinician")
        post = message(doctor, colleague)
        assert queries.seen(viewer_of(colleague), post.id).id == post.id

    def test_a_clinician_is_not_let_into_a_conversation_by_a_change_of_the_words(self) -> None:
        author, friend, doctor = make_persona(), make_persona(), make_persona(kind="clinician")
        follow(friend, author)
        post = message(author, friend)
        with pytest.raises(Refused):
            actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text=f"@{friend.handle} @{doctor.handle}"))


class TestTheFirstOne:
    def test_it_waits_and_is_nowhere_until_it_is_taken(self) -> None:
        author, member = make_persona(), make_persona()
        post = message(author, member)
        viewer = viewer_of(member)
        assert queries.readable_ids(viewer, [post.id]) == set()
        assert queries.search(viewer, "talk").posts == ()
        assert waiting_for(member) == [post.id]

    def test_once_taken_it_is_a_conversation(self) -> None:
        author, member = make_persona(), make_persona()
        post = message(author, member)
        actions.take_message(by=viewer_of(member), post_id=post.id)
        assert queries.seen(viewer_of(member), post.id).id == post.id
        reply = answer(member, post, "Yes, gladly.")
        assert queries.seen(viewer_of(author), reply.id).id == reply.id
        assert waiting_for(member) == []

    def test_who_is_followed_by_the_member_is_not_asked(self) -> None:
        author, member = make_persona(), make_persona()
        follow(member, author)
        post = message(author, member)
        assert queries.seen(viewer_of(member), post.id).id == post.id

    def test_it_is_asked_for_each_conversation_anew(self) -> None:
        author, member = make_persona(), make_persona()
        actions.take_message(by=viewer_of(member), post_id=message(author, member).id)
        second = message(author, member, text="Something else")
        assert waiting_for(member) == [second.id]

    def test_turned_down_it_is_gone_and_its_author_sees_no_difference(self) -> None:
        author, member, other = make_persona(), make_persona(), make_persona()
        declined, waiting = message(author, member), message(author, other)
        actions.decline_message(by=viewer_of(member), post_id=declined.id)
        errors = []
        for post in (declined, waiting):
            with pytest.raises(Refused) as caught:
                answer(author, post, "Are you there?")
            errors.append((caught.value.code, caught.value.what, caught.value.do))
        assert errors[0] == errors[1]
        assert waiting_for(member) == []
        with pytest.raises(NotHere):
            actions.take_message(by=viewer_of(member), post_id=declined.id)

    def test_the_notice_names_who_and_no_word_of_it(self) -> None:
        author, member = make_persona(name="Reed"), make_persona()
        message(author, member)
        deliver_now()
        (group,) = notices(viewer_of(member)).groups
        assert (group.kind, group.post_id) == ("message_ask", None)
        assert group.text == "Reed would like to write to you. You decide."

    def test_nobody_takes_it_for_another(self) -> None:
        post = message(make_persona(), make_persona())
        with pytest.raises(NotHere):
            actions.take_message(by=viewer_of(make_persona()), post_id=post.id)

    def test_who_is_blocked_since_then_does_not_wait(self) -> None:
        author, member = make_persona(), make_persona()
        message(author, member)
        block(member, author)
        assert waiting_for(member, hidden={author.id}) == []

    def test_what_was_deleted_does_not_wait(self) -> None:
        author, member = make_persona(), make_persona()
        post = message(author, member)
        actions.delete(by=viewer_of(author), post_id=post.id)
        assert waiting_for(member) == []

    @pytest.mark.parametrize("chosen", ["nobody", "followed"])
    def test_who_takes_no_messages_gets_none_and_the_author_is_told_so(self, chosen: str) -> None:
        member = make_persona()
        contacts.choose_first_contact(by=viewer_of(member), connect="everybody", message=chosen)
        assert refused(make_persona(), member).code == "takes_no_messages"

    def test_naming_somebody_new_by_a_change_asks_her_too(self) -> None:
        author, friend, stranger = make_persona(), make_persona(), make_persona()
        follow(friend, author)
        post = message(author, friend)
        text = f"For @{friend.handle} and @{stranger.handle}"
        actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text=text))
        assert set(Mention.objects.filter(post_id=post.id).values_list("persona_id", flat=True)) == {friend.id}
        assert waiting_for(stranger) == [post.id]


class TestLimits:
    def test_who_was_limited_by_moderators_writes_to_nobody_new(self) -> None:
        author, friend, stranger = make_persona(), make_persona(), make_persona()
        follow(friend, author)
        by = replace(viewer_of(author), limited=True)
        words = Words(text=f"Hello @{stranger.handle}")
        with pytest.raises(Refused, match="limited"):
            actions.publish(by=by, words=words, audience=DIRECT)
        assert actions.publish(by=by, words=Words(text=f"Hello @{friend.handle}"), audience=DIRECT).id

    def test_a_newcomer_writes_to_three_strangers_in_the_first_week(self) -> None:
        author = make_persona()
        for _ in range(3):
            message(author, make_persona())
        with pytest.raises(TooManyTries):
            message(author, make_persona())

    def test_afterwards_it_is_five_a_day(self) -> None:
        month_ago = int((now() - timedelta(days=30)).timestamp() * 1000)
        author = make_persona(id=first_id_at_ms(month_ago))
        for _ in range(5):
            message(author, make_persona())
        with pytest.raises(TooManyTries):
            message(author, make_persona())

    def test_who_follows_the_author_is_no_stranger(self) -> None:
        author = make_persona()
        for _ in range(5):
            friend = make_persona()
            follow(friend, author)
            message(author, friend)
        assert FirstMessage.objects.count() == 0


def test_it_needs_no_credential_to_be_a_clinician_here() -> None:
    checked = make_persona(kind="clinician")
    make_credential(checked)
    assert refused(make_persona(), checked).row == "B04"
