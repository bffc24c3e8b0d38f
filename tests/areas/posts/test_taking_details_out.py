"""Taking details out: they leave the post and all that was made of it, and answers that repeat them are folded."""

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions, queries
from bedside.areas.posts.details import in_parts
from bedside.areas.posts.models import Draft, Image, Mention, Poll, Post, PostRevision, PostTag
from bedside.areas.posts.seen import REPEATS
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import Membership
from bedside.kit.errors import NotHere, Refused
from bedside.policy.details import LEFT_EMPTY, UNTITLED
from tests.areas.posts.writing import answer, picture, poll, write
from tests.factories import join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db
TEXT = "I feel so low. I stopped my metformin. Does it get better?"


def take(author: Persona, post: Post, *stays: str) -> int:
    version = Post.objects.get(id=post.id).version
    return actions.take_details_out(by=viewer_of(author), post_id=post.id, stays=stays, version=version)


def test_what_has_no_tick_is_gone_from_the_post() -> None:
    author = make_persona()
    post = write(author, TEXT)
    take(author, post, "t0", "t2")
    after = Post.objects.get(id=post.id)
    assert (after.text, after.html) == (
        "I feel so low. Does it get better?",
        "<p>I feel so low. Does it get better?</p>",
    )


def test_no_version_keeps_it_and_neither_does_a_draft() -> None:
    author = make_persona()
    post = write(author, TEXT)
    actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text=f"{TEXT} Thanks."))
    actions.save_draft(by=viewer_of(author), place=f"edit:{post.id}", fields={"text": TEXT})
    take(author, post, "t0")
    assert not PostRevision.objects.filter(post_id=post.id).exists()
    assert not Draft.objects.filter(owner_id=author.id).exists()
    assert queries.history(viewer_of(author), post.id) == ()


def test_searches_tags_and_names_know_it_no_more() -> None:
    author, named = make_persona(), make_persona(handle="heron")
    post = write(author, "I feel so low. Ask @heron about #metformin.")
    assert (Mention.objects.count(), PostTag.objects.count()) == (1, 1)
    take(author, post, "t0")
    assert (Mention.objects.count(), PostTag.objects.count()) == (0, 0)
    assert b"feel so low" not in Client().get(reverse("search"), {"q": "metformin"}).content
    assert named.id not in queries.readable_ids(viewer_of(named), [])


def test_nothing_left_is_said_in_a_sentence_and_a_title_that_has_to_be_stands_empty_of_words() -> None:
    author = make_persona()
    post = write(author, TEXT, kind="question", title="Metformin")
    take(author, post)
    after = Post.objects.get(id=post.id)
    assert (after.title, after.text) == (UNTITLED, LEFT_EMPTY)


def test_a_picture_and_a_poll_go_with_their_ticks() -> None:
    author = make_persona()
    keys = tuple(actions.add_image(by=viewer_of(author), data=picture()) for _ in range(2))
    pictured = write(author, "Look at this.", images=keys)
    first, _second = Image.objects.filter(post_id=pictured.id).order_by("place")
    take(author, pictured, "t0", f"p{first.key}")
    assert list(Image.objects.filter(post_id=pictured.id).values_list("key", flat=True)) == [first.key]
    assert Post.objects.get(id=pictured.id).n_images == 1
    asked = poll(author)
    take(author, asked, "t0")
    assert not Poll.objects.filter(post_id=asked.id).exists()
    assert Post.objects.get(id=asked.id).kind == "post"


class TestAnswers:
    def test_who_repeats_it_is_folded_with_a_line_that_tells_nothing(self) -> None:
        author, other = make_persona(), make_persona()
        post = write(author, TEXT)
        telling, kind = answer(other, post, "Who told you to stop metformin?"), answer(other, post, "I am with you.")
        assert take(author, post, "t0", "t2") == 1
        assert queries.seen(ANONYMOUS, telling.id).folded == REPEATS
        assert queries.seen(ANONYMOUS, kind.id).folded == ""
        page = Client().get(reverse("post", args=[post.id])).content.decode()
        line = "Folded: it may repeat details that somebody took out of their own post."
        assert page.index(line) < page.index("to stop metformin")

    def test_who_said_it_before_a_change_is_folded_too(self) -> None:
        author, other = make_persona(), make_persona()
        post = write(author, TEXT)
        telling = answer(other, post, "Metformin was hard for me.")
        actions.edit(by=viewer_of(other), post_id=telling.id, words=Words(text="How hard."))
        assert take(author, post, "t0", "t2") == 1

    def test_what_only_an_earlier_version_told_counts_as_taken_out(self) -> None:
        author, other = make_persona(), make_persona()
        post = write(author, TEXT)
        telling = answer(other, post, "Metformin was hard for me.")
        actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text="I feel so low.."))
        take(author, post, "t0")
        assert queries.seen(ANONYMOUS, telling.id).folded == REPEATS

    def test_their_authors_are_told_nothing(self) -> None:
        author, other = make_persona(), make_persona()
        post = write(author, TEXT)
        answer(other, post, "Who told you to stop metformin?")
        before = Notice.objects.filter(owner_id=other.id).count()
        take(author, post, "t0")
        assert Notice.objects.filter(owner_id=other.id).count() == before

    def test_a_list_shows_no_first_words_of_a_folded_one(self) -> None:
        author, other = make_persona(), make_persona()
        post = write(author, TEXT)
        telling = answer(other, post, "Metformin was hard for me.")
        take(author, post, "t0")
        assert queries.titles(ANONYMOUS, [telling.id]) == {telling.id: f"[{queries.FOLDED}]"}

    def test_what_was_said_elsewhere_or_before_stays_as_it_is(self) -> None:
        author, other = make_persona(), make_persona()
        first = write(other, "Who knows metformin?")
        post = answer(author, first, TEXT)
        elsewhere = answer(other, write(other, "Another."), "Metformin was hard for me.")
        assert take(author, post, "t0") == 0
        assert not Post.objects.filter(id__in=[first.id, elsewhere.id], repeats=True).exists()


class TestRefusals:
    def test_nobody_does_it_to_somebody_else(self) -> None:
        post = write(make_persona(), TEXT)
        with pytest.raises(NotHere):
            take(make_persona(), post, "t0")

    def test_who_keeps_everything_is_told_so(self) -> None:
        author = make_persona()
        post = write(author, TEXT)
        with pytest.raises(Refused) as refused:
            take(author, post, "t0", "t1", "t2")
        assert refused.value.code == "nothing_goes"

    def test_ticks_that_were_made_for_other_words_change_nothing(self) -> None:
        author = make_persona()
        post = write(author, TEXT)
        version = in_parts(viewer_of(author), post.id).version
        actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text="Other words. All of them."))
        with pytest.raises(Refused) as refused:
            actions.take_details_out(by=viewer_of(author), post_id=post.id, stays=["t0"], version=version)
        assert refused.value.code == "changed"
        assert Post.objects.get(id=post.id).text == "Other words. All of them."

    def test_who_may_not_write_there_any_more_may_still_take_her_details_out(self) -> None:
        author, space = make_persona(), make_space()
        join(author, space)
        post = write(author, TEXT, space=space)
        Membership.objects.filter(persona_id=author.id).delete()
        take(author, post, "t0")
        assert Post.objects.get(id=post.id).text == "I feel so low."


def test_the_log_says_how_many_were_folded_and_no_word() -> None:
    author = make_persona()
    post = write(author, TEXT)
    answer(make_persona(), post, "Metformin was hard for me.")
    take(author, post, "t0")
    entry = AuditEntry.objects.get(action="post.details_taken_out")
    assert entry.detail == {"folded": 1}
