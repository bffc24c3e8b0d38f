"""The other lists: square, space, hashtag, persona, saved, thread, search; each as far as its viewer may read."""

import pytest

from bedside.areas.contacts import actions as contacts
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import Post
from bedside.areas.posts.seen import Page
from bedside.areas.spaces.models import Space
from bedside.kit.errors import NotHere
from tests.areas.posts.writing import answer, write
from tests.factories import block, follow, join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def ids(page: Page) -> list[int]:
    return [post.id for post in page.posts]


def closed_post(text: str = "A few words.") -> tuple[Post, Persona, Space]:
    """Return a post of a community, its author and the community."""
    author, space = make_persona(), make_space()
    join(author, space)
    return write(author, text, space=space), author, space


class TestSquare:
    def test_a_visitor_sees_its_public_first_posts_newest_first(self) -> None:
        author = make_persona()
        one, two = write(author), write(author)
        answer(author, one)
        write(author, audience="followers")
        closed_post()
        assert ids(queries.square(ANONYMOUS)) == [two.id, one.id]

    def test_a_muted_person_is_left_out_for_who_muted(self) -> None:
        me, other = make_persona(), make_persona()
        write(other)
        contacts.mute(by=viewer_of(me), target_id=other.id)
        assert (ids(queries.square(viewer_of(me))), len(ids(queries.square(ANONYMOUS)))) == ([], 1)


class TestSpace:
    def test_its_members_read_it_and_nobody_else(self) -> None:
        post, author, space = closed_post()
        seen = [ids(queries.space_timeline(viewer, space)) for viewer in (viewer_of(author), ANONYMOUS)]
        assert seen == [[post.id], []]

    def test_it_can_be_narrowed_to_one_kind(self) -> None:
        _, author, space = closed_post()
        question = write(author, space=space, kind="question", title="How?")
        assert ids(queries.space_timeline(viewer_of(author), space, kind="question")) == [question.id]

    def test_a_pinned_post_stands_apart(self) -> None:
        post, _, space = closed_post()
        steward = make_persona()
        join(steward, space, role="steward")
        actions.pin(by=viewer_of(steward), post_id=post.id, on=True)
        viewer = viewer_of(steward)
        pinned = [seen.id for seen in queries.pinned(viewer, space)]
        assert (ids(queries.space_timeline(viewer, space)), pinned) == ([], [post.id])

    def test_pinned_posts_are_not_shown_to_strangers(self) -> None:
        post, _, space = closed_post()
        Post.objects.filter(id=post.id).update(pinned=True)
        assert queries.pinned(ANONYMOUS, space) == ()


class TestPersona:
    def test_it_shows_what_the_viewer_may_read_replies_too(self) -> None:
        author, space = make_persona(), make_space()
        join(author, space)
        public, hidden = write(author), write(author, space=space)
        reply = answer(author, write(make_persona()))
        assert ids(queries.persona_timeline(ANONYMOUS, author)) == [reply.id, public.id]
        assert ids(queries.persona_timeline(viewer_of(author), author)) == [reply.id, hidden.id, public.id]


class TestSaved:
    def test_it_is_ordered_by_saving(self) -> None:
        me, author = make_persona(), make_persona()
        one, two = write(author), write(author)
        for post in (two, one):
            actions.mark(by=viewer_of(me), post_id=post.id, kind="saved", on=True)
        assert ids(queries.saved(viewer_of(me))) == [one.id, two.id]

    def test_nobody_sees_what_others_saved(self) -> None:
        me, post = make_persona(), write(make_persona())
        actions.mark(by=viewer_of(me), post_id=post.id, kind="saved", on=True)
        assert ids(queries.saved(viewer_of(make_persona()))) == []

    def test_saving_opens_nothing_after_leaving(self) -> None:
        post, _, space = closed_post()
        me = make_persona()
        membership = join(me, space)
        actions.mark(by=viewer_of(me), post_id=post.id, kind="saved", on=True)
        membership.delete()
        assert ids(queries.saved(viewer_of(me))) == []


class TestHashtags:
    def test_a_blocked_author_is_not_found_by_hashtag(self) -> None:
        me, author = make_persona(), make_persona()
        write(author, "#pacing")
        block(author, me)
        assert ids(queries.tag_timeline(viewer_of(me), "pacing")) == []

    def test_a_hashtag_is_offered_by_its_beginning(self) -> None:
        write(make_persona(), "#pacing #pace_yourself #tea")
        assert queries.tags_like(ANONYMOUS, "#PACE") == ["pace_yourself"]

    @pytest.mark.asvs("1.2.4", "1.2.9")
    @pytest.mark.parametrize("words", ["%", "_", "\\", "pac%"])
    def test_signs_of_the_database_are_ordinary_letters(self, words: str) -> None:
        write(make_persona(), "#pacing")
        assert queries.tags_like(ANONYMOUS, words) == (["pacing"] if words == "\\" else [])


class TestSearch:
    def test_it_finds_words_titles_topics_and_warnings(self) -> None:
        author = make_persona()
        posts = [
            write(author, "a platypus"),
            write(author, "x", kind="question", title="Platypuses?"),
            write(author, "x", kind="article", title="t", topic="platypus"),
            write(author, "x", warning="platypus"),
        ]
        assert ids(queries.search(ANONYMOUS, "platypus")) == [post.id for post in reversed(posts)]

    @pytest.mark.parametrize("who", ["a visitor", "a stranger", "a banned member", "who asked to join"])
    def test_outsiders_never_find_what_is_in_a_closed_space(self, who: str) -> None:
        _, author, space = closed_post("the platypus #platypus")
        me = make_persona()
        follow(me, author)
        if who in ("a banned member", "who asked to join"):
            join(me, space, state="banned" if who == "a banned member" else "asked")
        viewer = ANONYMOUS if who == "a visitor" else viewer_of(me)
        found = [*ids(queries.search(viewer, "platypus")), *ids(queries.tag_timeline(viewer, "platypus"))]
        assert (found, queries.tags_like(ANONYMOUS, "platypus")) == ([], [])

    def test_a_member_finds_it(self) -> None:
        post, author, _ = closed_post("the platypus")
        assert ids(queries.search(viewer_of(author), "platypus")) == [post.id]

    def test_what_is_in_a_room_is_found_only_with_a_live_credential(self) -> None:
        doctor, lapsed, room = make_persona(kind="clinician"), make_persona(kind="clinician"), make_space(kind="room")
        make_credential(doctor)
        join(doctor, room)
        join(lapsed, room)
        write(doctor, "the platypus", space=room)
        found = [len(ids(queries.search(viewer_of(who), "platypus"))) for who in (doctor, lapsed)]
        assert found == [1, 0]

    @pytest.mark.asvs("1.2.9")
    @pytest.mark.parametrize("words", ["'", '"', "& | !", "the", "a:*", "\\", "-", "🐢", "x" * 200])
    def test_odd_words_are_no_error(self, words: str) -> None:
        write(make_persona(), "the platypus")
        assert ids(queries.search(ANONYMOUS, words)) == []


class TestThread:
    def test_it_holds_the_first_post_and_all_replies_oldest_first(self) -> None:
        author, other = make_persona(), make_persona()
        post = write(author)
        one = answer(other, post)
        two = answer(author, one)
        thread = queries.thread(ANONYMOUS, two.id)
        assert thread.first is not None
        assert (thread.first.id, [reply.id for reply in thread.replies], thread.first.n_replies) == (
            post.id,
            [one.id, two.id],
            2,
        )

    def test_replies_of_a_blocked_persona_are_left_out_of_thread_and_count(self) -> None:
        me, author, other = make_persona(), make_persona(), make_persona()
        post = write(author)
        answer(other, post)
        block(me, other)
        thread = queries.thread(viewer_of(me), post.id)
        assert thread.first is not None
        assert (thread.replies, thread.first.n_replies) == ((), 0)

    def test_a_thread_of_somebody_blocked_is_not_here_at_all(self) -> None:
        me, author, other = make_persona(), make_persona(), make_persona()
        reply = answer(other, write(author))
        block(author, me)
        with pytest.raises(NotHere):
            queries.thread(viewer_of(me), reply.id)

    def test_after_the_first_post_is_deleted_the_replies_are_there(self) -> None:
        author = make_persona()
        post = write(author)
        reply = answer(make_persona(), post)
        actions.delete(by=viewer_of(author), post_id=post.id)
        thread = queries.thread(ANONYMOUS, post.id)
        assert (thread.removed, [seen.id for seen in thread.replies]) == (True, [reply.id])

    def test_a_reply_far_down_a_long_thread_can_be_opened(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries, "THREAD_LIMIT", 2)
        author = make_persona()
        post = write(author)
        replies = [answer(author, post, f"Reply {n}.") for n in range(4)]
        assert [seen.id for seen in queries.thread(ANONYMOUS, replies[3].id).replies] == [replies[0].id, replies[3].id]

    @pytest.mark.parametrize("number", [0, 1, 2**62, 2**63, 10**30])
    def test_what_does_not_exist_is_not_here(self, number: int) -> None:
        with pytest.raises(NotHere):
            queries.thread(ANONYMOUS, number)


class TestTitles:
    def test_words_are_given_of_readable_posts_only(self) -> None:
        post, _, _ = closed_post("the platypus")
        open_post = write(make_persona(), "the <b>wombat</b> & " + "x" * 100)
        assert queries.titles(ANONYMOUS, [post.id, open_post.id]) == {open_post.id: "the <b>wombat</b> & …"}

    def test_a_warning_stands_for_the_words(self) -> None:
        post = write(make_persona(), "the platypus", warning="animals")
        assert queries.titles(ANONYMOUS, [post.id]) == {post.id: "[animals]"}


def test_who_left_a_space_keeps_her_own_post_and_hears_nothing_more_of_it():
    author, other, community = make_persona(), make_persona(), make_space()
    membership = join(author, community)
    join(other, community)
    post = write(author, space=community)
    answer(other, post)
    actions.mark(by=viewer_of(other), post_id=post.id, kind="helped", on=True)
    before = queries.seen(viewer_of(author), post.id)
    membership.delete()
    after = queries.seen(viewer_of(author), post.id)
    assert [(seen.n_replies, seen.n_helped) for seen in (before, after)] == [(1, 1), (0, 0)]
