"""What becomes a notice, and for whom."""

import pytest

from bedside.areas.contacts import actions as contacts
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.posts.events import Deleted, HelpedMe, Published
from bedside.areas.posts.models import Post
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.kit.ids import new_id
from bedside.kit.outbox import Event
from bedside.kit.outbox.actions import deliver_now, publish
from tests.factories import block, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def make_post(author: Persona, *, space: Space | None = None, audience: str = "") -> Post:
    new = new_id()
    return Post.objects.create(
        id=new,
        author=author,
        space_id=space.id if space else SQUARE_ID,
        audience=audience or ("space" if space else "public"),
        thread_id=new,
        thread_author_id=author.id,
        text="words",
        html="<p>words</p>",
    )


def deliver(*events: Event) -> None:
    for event in events:
        publish(event)
    deliver_now()


def told(owner: Persona) -> list[str]:
    return list(Notice.objects.filter(owner_id=owner.id).order_by("id").values_list("kind", flat=True))


def published(post: Post, *, answers: Post | None = None, named: tuple[Persona, ...] = ()) -> Published:
    return Published(
        post_id=post.id,
        author_id=post.author_id,
        space_id=post.space_id,
        reply_to_id=answers.id if answers else None,
        reply_to_author_id=answers.author_id if answers else None,
        mentioned=[one.id for one in named],
    )


class TestPosts:
    def test_whose_post_is_answered_is_told(self) -> None:
        me, other = make_persona(), make_persona()
        deliver(published(make_post(other), answers=make_post(me)))
        assert told(me) == ["reply"]

    def test_who_is_named_is_told(self) -> None:
        me, other = make_persona(), make_persona()
        deliver(published(make_post(other), named=(me,)))
        assert told(me) == ["mention"]

    def test_who_is_answered_and_named_is_told_once(self) -> None:
        me, other = make_persona(), make_persona()
        deliver(published(make_post(other), answers=make_post(me), named=(me,)))
        assert told(me) == ["reply"]

    def test_an_event_that_comes_twice_tells_once(self) -> None:
        me, other = make_persona(), make_persona()
        event = published(make_post(other), named=(me,))
        deliver(event, event)
        assert told(me) == ["mention"]

    def test_nobody_is_told_of_their_own_acts(self) -> None:
        me = make_persona()
        deliver(published(make_post(me), answers=make_post(me), named=(me,)))
        assert told(me) == []

    def test_who_may_not_read_the_post_is_not_told(self) -> None:
        space, me, other = make_space(), make_persona(), make_persona()
        join(other, space)
        deliver(published(make_post(other, space=space), named=(me,)))
        assert told(me) == []

    @pytest.mark.parametrize("who_blocks", ["owner", "actor"])
    def test_a_block_either_way_tells_nothing(self, who_blocks: str) -> None:
        me, other = make_persona(), make_persona()
        block(*((me, other) if who_blocks == "owner" else (other, me)))
        deliver(published(make_post(other), named=(me,)))
        assert told(me) == []

    def test_a_muted_persona_tells_nothing(self) -> None:
        me, other = make_persona(), make_persona()
        contacts.mute(by=viewer_of(me), target_id=other.id)
        deliver(published(make_post(other), named=(me,)))
        assert told(me) == []

    def test_a_suspended_persona_is_told_nothing(self) -> None:
        me, other = make_persona(hidden=True), make_persona()
        deliver(published(make_post(other), named=(me,)))
        assert told(me) == []

    def test_an_author_is_told_that_a_post_helped(self) -> None:
        me, other = make_persona(), make_persona()
        deliver(HelpedMe(post_id=make_post(me).id, author_id=me.id, by_id=other.id))
        assert told(me) == ["helped"]

    def test_a_deleted_post_is_forgotten(self) -> None:
        me, other = make_persona(), make_persona()
        post = make_post(other)
        deliver(published(post, named=(me,)), Deleted(post_id=post.id))
        assert told(me) == []


class TestContacts:
    def test_a_patient_is_told_who_follows(self) -> None:
        me, other = make_persona(asks_first=False), make_persona()
        contacts.follow(by=viewer_of(other), target_id=me.id)
        deliver_now()
        assert told(me) == ["follow"]

    def test_a_clinician_is_not_told_who_follows(self) -> None:
        clinician = make_persona(kind="clinician", asks_first=False)
        contacts.follow(by=viewer_of(make_persona()), target_id=clinician.id)
        deliver_now()
        assert told(clinician) == []

    def test_who_is_asked_is_told(self) -> None:
        me = make_persona()
        contacts.follow(by=viewer_of(make_persona()), target_id=me.id)
        deliver_now()
        assert told(me) == ["follow_asked"]

    def test_the_asker_is_told_the_yes(self) -> None:
        me, other = make_persona(), make_persona()
        contacts.follow(by=viewer_of(me), target_id=other.id)
        contacts.accept_follower(by=viewer_of(other), target_id=me.id)
        deliver_now()
        assert told(me) == ["accepted"]

    def test_following_again_and_again_tells_once(self) -> None:
        me, other = make_persona(asks_first=False), make_persona()
        for _ in range(3):
            contacts.follow(by=viewer_of(other), target_id=me.id)
            contacts.unfollow(by=viewer_of(other), target_id=me.id)
        deliver_now()
        assert told(me) == ["follow"]


class TestSpaces:
    def test_every_steward_is_told_who_asks_and_no_member(self) -> None:
        space, stewards, member = make_space(), [make_persona(), make_persona()], make_persona()
        for steward in stewards:
            join(steward, space, role="steward")
        join(member, space)
        spaces.join(by=viewer_of(make_persona()), space=space, consent=True)
        deliver_now()
        assert [told(one) for one in (*stewards, member)] == [["join_asked"], ["join_asked"], []]

    def test_asking_again_and_again_tells_once_a_day(self) -> None:
        space, steward, asker = make_space(), make_persona(), make_persona()
        join(steward, space, role="steward")
        for _ in range(3):
            spaces.join(by=viewer_of(asker), space=space, consent=True)
            spaces.leave(by=viewer_of(asker), space=space)
        deliver_now()
        assert told(steward) == ["join_asked"]

    def test_a_banned_asker_tells_nothing(self) -> None:
        space, steward, asker = make_space(), make_persona(), make_persona()
        join(steward, space, role="steward")
        join(asker, space, state="banned")
        spaces.join(by=viewer_of(asker), space=space, consent=True)
        deliver_now()
        assert told(steward) == []

    def test_the_asker_is_told_the_yes(self) -> None:
        space, steward, asker = make_space(), make_persona(), make_persona()
        join(steward, space, role="steward")
        join(asker, space, state="asked")
        spaces.let_in(by=viewer_of(steward), space=space, persona_id=asker.id)
        deliver_now()
        assert told(asker) == ["let_in"]
