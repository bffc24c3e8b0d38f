"""How notices are shown."""

from datetime import timedelta

import pytest

from bedside.areas.contacts import actions as contacts
from bedside.areas.notify import actions, queries
from bedside.areas.notify.models import Notice, NoticeKind
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.spaces.models import Membership, Space
from bedside.kit.clock import now
from tests.areas.notify.test_listeners import make_post
from tests.factories import block, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def tell(owner: Persona, kind: NoticeKind, actor: Persona, **about: int) -> None:
    cause = f"{kind}:{actor.id}:{sorted(about.values())}"
    actions.tell([owner.id], kind=kind, actor_id=actor.id, cause=cause, **about)


def texts(owner: Persona) -> list[str]:
    return [group.text for group in queries.notices(viewer_of(owner)).groups]


def named(*names: str) -> list[Persona]:
    return [make_persona(name=name) for name in names]


class TestGroups:
    @pytest.mark.parametrize(
        ("names", "text"),
        [
            (["Moss"], "Moss said that your post helped them."),
            (["Moss", "Reed"], "Reed and Moss said that your post helped them."),
            (["Moss", "Reed", "Fern"], "Fern and 2 others said that your post helped them."),
        ],
    )
    def test_people_who_say_that_one_post_helped_are_told_in_one_sentence(self, names: list[str], text: str) -> None:
        me = make_persona()
        post = make_post(me)
        for actor in named(*names):
            tell(me, NoticeKind.HELPED, actor, post_id=post.id)
        assert texts(me) == [text]

    def test_two_posts_make_two_groups(self) -> None:
        me, (moss,) = make_persona(), named("Moss")
        for post in (make_post(me), make_post(me)):
            tell(me, NoticeKind.HELPED, moss, post_id=post.id)
        assert len(texts(me)) == 2

    def test_answers_to_one_post_make_one_group(self) -> None:
        me, people = make_persona(), named("Moss", "Reed")
        mine = make_post(me)
        for actor in people:
            tell(me, NoticeKind.REPLY, actor, post_id=make_post(actor).id, answered_id=mine.id)
        assert texts(me) == ["Reed and Moss answered you."]

    def test_followers_of_one_day_make_one_group(self) -> None:
        me = make_persona()
        for actor in named("Moss", "Reed"):
            tell(me, NoticeKind.FOLLOW, actor)
        assert texts(me) == ["Reed and Moss follow you now."]

    def test_followers_of_two_days_make_two_groups(self) -> None:
        me, (moss, reed) = make_persona(), named("Moss", "Reed")
        tell(me, NoticeKind.FOLLOW, moss)
        Notice.objects.update(created_at=now() - timedelta(days=1))
        tell(me, NoticeKind.FOLLOW, reed)
        assert texts(me) == ["Reed follows you now.", "Moss follows you now."]


class TestLeavingOut:
    def test_a_post_that_may_not_be_read_any_more(self) -> None:
        space, me, (moss,) = make_space(), make_persona(), named("Moss")
        join(me, space)
        tell(me, NoticeKind.MENTION, moss, post_id=make_post(moss, space=space).id)
        Membership.objects.filter(persona=me).delete()
        assert texts(me) == []

    @pytest.mark.parametrize("who_blocks", ["owner", "actor"])
    def test_somebody_blocked_since(self, who_blocks: str) -> None:
        me, (moss, reed) = make_persona(), named("Moss", "Reed")
        post = make_post(me)
        for actor in (moss, reed):
            tell(me, NoticeKind.HELPED, actor, post_id=post.id)
        block(*((me, moss) if who_blocks == "owner" else (moss, me)))
        assert texts(me) == ["Reed said that your post helped them."]

    def test_somebody_muted_since(self) -> None:
        me, (moss,) = make_persona(), named("Moss")
        tell(me, NoticeKind.FOLLOW, moss)
        contacts.mute(by=viewer_of(me), target_id=moss.id)
        assert texts(me) == []

    def test_somebody_suspended_since(self) -> None:
        me, moss = make_persona(), make_persona(name="Moss")
        tell(me, NoticeKind.FOLLOW, moss)
        Persona.objects.filter(id=moss.id).update(hidden=True)
        assert texts(me) == []

    def let_in(self) -> tuple[Persona, Space]:
        me, space = make_persona(), make_space(name="ME/CFS")
        join(me, space)
        tell(me, NoticeKind.LET_IN, make_persona(), space_id=space.id)
        return me, space

    def test_a_community_is_named_to_its_members(self) -> None:
        me, _space = self.let_in()
        assert texts(me) == ["You are a member of ME/CFS now."]

    def test_a_community_is_not_named_to_who_left(self) -> None:
        me, space = self.let_in()
        Membership.objects.filter(persona=me, space=space).delete()
        assert texts(me) == []

    def test_who_asks_to_join_is_named_to_stewards_only(self) -> None:
        me, space, (moss,) = make_persona(), make_space(name="ME/CFS"), named("Moss")
        join(me, space, role="steward")
        tell(me, NoticeKind.JOIN_ASKED, moss, space_id=space.id)
        as_steward = texts(me)
        Membership.objects.filter(persona=me).update(role="member")
        assert (as_steward, texts(me)) == (["Moss asks to join ME/CFS."], [])

    def test_the_notices_of_somebody_else(self) -> None:
        me, other, (moss,) = make_persona(), make_persona(), named("Moss")
        tell(other, NoticeKind.FOLLOW, moss)
        assert texts(me) == []


class TestPages:
    def test_25_groups_make_two_pages_without_a_gap_or_a_double(self) -> None:
        me, (moss,) = make_persona(), named("Moss")
        posts = [make_post(me).id for _ in range(25)]
        for post_id in posts:
            tell(me, NoticeKind.HELPED, moss, post_id=post_id)
        first = queries.notices(viewer_of(me))
        second = queries.notices(viewer_of(me), before=first.next_before)
        assert [group.post_id for group in (*first.groups, *second.groups)] == posts[::-1]
        assert (len(first.groups), second.next_before) == (20, None)

    def test_what_may_not_be_shown_does_not_end_the_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries, "WINDOW", 3)
        me, (moss, reed) = make_persona(), named("Moss", "Reed")
        tell(me, NoticeKind.FOLLOW, moss)
        for _ in range(4):
            tell(me, NoticeKind.HELPED, reed, post_id=make_post(me).id)
        block(me, reed)
        assert texts(me) == ["Moss follows you now."]


class TestUnread:
    def test_a_visitor_has_nothing_new(self) -> None:
        assert not queries.has_unread(ANONYMOUS)

    def test_something_new_shows(self) -> None:
        me, (moss,) = make_persona(), named("Moss")
        tell(me, NoticeKind.FOLLOW, moss)
        assert queries.has_unread(viewer_of(me))

    def test_what_may_not_be_told_does_not_show(self) -> None:
        me, (moss,) = make_persona(), named("Moss")
        tell(me, NoticeKind.FOLLOW, moss)
        block(moss, me)
        assert not queries.has_unread(viewer_of(me))

    def test_nothing_is_new_after_reading_all(self) -> None:
        me, (moss,) = make_persona(), named("Moss")
        tell(me, NoticeKind.FOLLOW, moss)
        actions.mark_read(by=viewer_of(me))
        assert not queries.has_unread(viewer_of(me))

    def test_what_came_after_the_page_was_shown_stays_new(self) -> None:
        me, (moss, reed) = make_persona(), named("Moss", "Reed")
        tell(me, NoticeKind.FOLLOW, moss)
        shown = max(queries.notices(viewer_of(me)).groups[0].ids)
        tell(me, NoticeKind.FOLLOW, reed)
        actions.mark_read(by=viewer_of(me), up_to=shown)
        assert queries.has_unread(viewer_of(me))

    def test_nobody_marks_the_notices_of_another(self) -> None:
        me, other, (moss,) = make_persona(), make_persona(), named("Moss")
        tell(me, NoticeKind.FOLLOW, moss)
        ids = list(Notice.objects.values_list("id", flat=True))
        actions.mark_read(by=viewer_of(other), ids=ids)
        assert queries.has_unread(viewer_of(me))


def test_notices_are_kept_for_180_days() -> None:
    me, (moss, reed) = make_persona(), named("Moss", "Reed")
    tell(me, NoticeKind.FOLLOW, moss)
    Notice.objects.update(created_at=now() - timedelta(days=181))
    tell(me, NoticeKind.FOLLOW, reed)
    assert (actions.forget_old(), texts(me)) == (1, ["Reed follows you now."])
