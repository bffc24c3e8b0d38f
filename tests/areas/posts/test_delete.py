"""Deleting deletes: no word, picture, vote, mark or row in a list is left."""

import pytest
from django.db import connection

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, queries
from bedside.areas.posts.actions.delete import HANGING_ON, reason_place
from bedside.areas.posts.files import path_of
from bedside.areas.posts.models import FirstMessage, Image, Post
from bedside.areas.posts.words import Words
from bedside.kit.errors import NotHere
from bedside.kit.outbox.models import OutboxRow
from bedside.kit.vault import vault
from tests.areas.posts.writing import answer, picture, poll, write
from tests.factories import follow, join, make_account, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

WORD = "platypus"


def everything_hanging_on() -> tuple[Post, str, Persona]:
    """Return a post with a row in every table that hangs on posts, its picture's key, and its author."""
    author, other = make_persona(), make_persona()
    follow(other, author)
    key = actions.add_image(by=viewer_of(author), data=picture())
    text = f"{WORD} #{WORD} for @{other.handle}"
    post = poll(author, text, options=(WORD, "Rest"), images=(key,), alts=(WORD,))
    seen = queries.seen(viewer_of(other), post.id)
    assert seen.poll is not None
    actions.vote(by=viewer_of(other), post_id=post.id, option_id=seen.poll.options[0].id)
    for kind in ("saved", "helped", "boosted"):
        actions.mark(by=viewer_of(other), post_id=post.id, kind=kind, on=True)
    actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text=f"{text} again"))
    FirstMessage.objects.create(persona_id=make_persona().id, post_id=post.id, author_id=author.id)
    return post, key, author


def words_in_the_database() -> list[str]:
    """Return the tables of posts in which the word is found, whatever the column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'posts_%%'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{WORD}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


@pytest.mark.parametrize("answered", [False, True])
def test_nothing_of_it_is_left_anywhere(answered: bool, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    post, key, author = everything_hanging_on()
    assert all(model.objects.filter(post_id=post.id).exists() for model in HANGING_ON)
    if answered:
        answer(make_persona(), post)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(by=viewer_of(author), post_id=post.id)
    left = [model.__name__ for model in (*HANGING_ON, Image) if model.objects.filter(post_id=post.id).exists()]
    assert (left, words_in_the_database(), path_of(key).exists()) == ([], [], False)
    assert Post.objects.filter(id=post.id, gone=True).exists() is answered
    assert Post.objects.filter(id=post.id).exists() is answered


def test_the_empty_row_of_an_answered_post_is_read_by_nobody() -> None:
    author = make_persona()
    post = write(author)
    answer(make_persona(), post)
    actions.delete(by=viewer_of(author), post_id=post.id)
    with pytest.raises(NotHere):
        queries.seen(viewer_of(author), post.id)


def test_the_empty_row_goes_with_the_last_answer() -> None:
    author, other = make_persona(), make_persona()
    post = write(author)
    middle = answer(other, post)
    last = answer(author, middle)
    actions.delete(by=viewer_of(author), post_id=post.id)
    actions.delete(by=viewer_of(other), post_id=middle.id)
    assert Post.objects.filter(gone=True).count() == 2
    actions.delete(by=viewer_of(author), post_id=last.id)
    assert not Post.objects.exists()


def test_an_empty_row_stays_while_another_answer_is_there() -> None:
    author, other = make_persona(), make_persona()
    post = write(author)
    one, two = answer(other, post), answer(other, post)
    actions.delete(by=viewer_of(author), post_id=post.id)
    actions.delete(by=viewer_of(other), post_id=one.id)
    assert set(Post.objects.values_list("id", flat=True)) == {post.id, two.id}


def test_nobody_deletes_the_post_of_somebody_else() -> None:
    post = write(make_persona())
    with pytest.raises(NotHere):
        actions.delete(by=viewer_of(make_persona()), post_id=post.id)
    assert Post.objects.exists()


def test_deleting_twice_finds_nothing_the_second_time() -> None:
    author = make_persona()
    post = write(author)
    actions.delete(by=viewer_of(author), post_id=post.id)
    with pytest.raises(NotHere):
        actions.delete(by=viewer_of(author), post_id=post.id)


def test_it_is_audited_and_told_without_words() -> None:
    author = make_persona()
    post = write(author, WORD)
    actions.delete(by=viewer_of(author), post_id=post.id)
    assert AuditEntry.objects.filter(action="post.deleted", object_id=post.id).exists()
    assert OutboxRow.objects.filter(name="posts.Deleted").get().payload == {"post_id": post.id}


class TestStewards:
    def test_a_steward_removes_a_post_from_the_space_and_it_is_audited(self) -> None:
        author, steward, space = make_persona(), make_persona(), make_space()
        join(author, space)
        join(steward, space, role="steward")
        post = write(author, WORD, space=space)
        actions.remove(by=viewer_of(steward), post_id=post.id, reason="spam")
        entry = AuditEntry.objects.get(action="post.removed")
        assert (entry.actor_id, entry.subject_id, Post.objects.count()) == (steward.id, author.id, 0)
        sealed = bytes.fromhex(entry.detail["reason"])
        assert (b"spam" in sealed, vault().open(sealed, reason_place(post.id))) == (False, "spam")

    @pytest.mark.parametrize("who", ["a member", "a steward of another space", "a moderator of the site", "nobody"])
    def test_others_do_not(self, who: str) -> None:
        author, space = make_persona(), make_space()
        join(author, space)
        moderates = who == "a moderator of the site"
        other = make_persona(account=make_account(staff=("moderator",) if moderates else ()))
        if who == "a member":
            join(other, space)
        if who == "a steward of another space":
            join(other, make_space(), role="steward")
        post = write(author, space=space)
        with pytest.raises(NotHere):
            actions.remove(by=viewer_of(other), post_id=post.id, reason="")
        assert Post.objects.exists()

    def test_they_pin_first_posts_of_their_space_and_let_them_go(self) -> None:
        steward, space = make_persona(), make_space()
        join(steward, space, role="steward")
        viewer, post = viewer_of(steward), write(steward, space=space)
        actions.pin(by=viewer, post_id=post.id, on=True)
        pinned = [seen.id for seen in queries.pinned(viewer, space)]
        actions.pin(by=viewer, post_id=post.id, on=False)
        assert (pinned, queries.pinned(viewer, space)) == ([post.id], ())

    def test_members_do_not_pin(self) -> None:
        member, space = make_persona(), make_space()
        join(member, space)
        with pytest.raises(NotHere):
            actions.pin(by=viewer_of(member), post_id=write(member, space=space).id, on=True)


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_staff_remove_a_post_from_the_square_and_it_is_logged_in_that_role(role):
    keeper = make_persona(kind="personal", account=make_account(staff=(role,)))
    post = write(make_persona(), text="Buy my miracle water.")
    actions.remove(by=viewer_of(keeper), post_id=post.id, reason="advert")
    assert not Post.objects.filter(id=post.id).exists()
    assert AuditEntry.objects.filter(action="post.removed", role="moderator", object_id=post.id).exists()


def test_staff_remove_nothing_from_a_community_they_are_not_in():
    keeper = make_persona(kind="personal", account=make_account(staff=("administrator",)))
    member, community = make_persona(), make_space()
    join(member, community)
    post = write(member, space=community, text="Ours alone.")
    with pytest.raises(NotHere):
        actions.remove(by=viewer_of(keeper), post_id=post.id, reason="")
