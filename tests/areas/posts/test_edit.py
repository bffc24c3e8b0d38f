"""Changing a post: by its author only, with history, and everything that hangs on its words goes along."""

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions, queries
from bedside.areas.posts.gate import HeldBack
from bedside.areas.posts.models import Image, Mention, Post, PostRevision
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import Membership
from bedside.kit.errors import NotAllowed, NotHere, Refused
from tests.areas.posts.writing import answer, picture, poll, write
from tests.factories import join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def change(author: Persona, post: Post, text: str = "New words.", **more: object) -> Post:
    return actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text=text, **more))  # type: ignore[arg-type]


def test_the_new_words_are_read_and_the_old_ones_are_kept() -> None:
    author = make_persona()
    post = write(author, "Old words.", warning="sleep")
    change(author, post)
    seen, (version,) = queries.seen(viewer_of(author), post.id), queries.history(viewer_of(author), post.id)
    assert (seen.html, seen.warning, version.html, version.warning) == (
        "<p>New words.</p>",
        "",
        "<p>Old words.</p>",
        "sleep",
    )


def test_earlier_versions_come_newest_first_with_their_time() -> None:
    author = make_persona()
    post = write(author, "One.")
    change(author, post, "Two.")
    change(author, post, "Three.")
    versions = queries.history(viewer_of(author), post.id)
    assert [version.html for version in versions] == ["<p>Two.</p>", "<p>One.</p>"]
    assert versions[1].written_at == post.created_at


def test_who_may_not_read_the_post_reads_no_history() -> None:
    author, space = make_persona(), make_space()
    join(author, space)
    post = write(author, space=space)
    change(author, post)
    with pytest.raises(NotHere):
        queries.history(viewer_of(make_persona()), post.id)


def test_nobody_changes_the_post_of_somebody_else() -> None:
    author, steward, space = make_persona(), make_persona(), make_space()
    join(author, space)
    join(steward, space, role="steward")
    with pytest.raises(NotHere):
        change(steward, write(author, space=space))


def test_another_persona_of_the_same_account_cannot_change_it() -> None:
    author = make_persona()
    with pytest.raises(NotHere):
        change(make_persona(account=author.account), write(author))


@pytest.mark.parametrize("state", ["left", "banned"])
def test_who_is_no_longer_in_the_community_cannot_put_new_words_there(state: str) -> None:
    author, space = make_persona(), make_space()
    join(author, space)
    post = write(author, space=space)
    if state == "left":
        Membership.objects.all().delete()
    else:
        Membership.objects.update(state=state)
    with pytest.raises(NotAllowed):
        change(author, post)
    actions.delete(by=viewer_of(author), post_id=post.id)


def test_hashtags_and_mentions_follow_the_words() -> None:
    author, one, two = make_persona(), make_persona(), make_persona()
    post = write(author, f"#first @{one.handle}")
    change(author, post, f"#second @{two.handle}")
    named = list(Mention.objects.values_list("persona_id", flat=True))
    assert (queries.tags_like(ANONYMOUS, "first"), queries.tags_like(ANONYMOUS, "second"), named) == (
        [],
        ["second"],
        [two.id],
    )


def test_the_search_finds_the_new_words_only() -> None:
    author = make_persona()
    change(author, write(author, "platypus"), "wombat")
    found = [len(queries.search(viewer_of(author), word).posts) for word in ("platypus", "wombat")]
    assert found == [0, 1]


def test_a_question_stays_a_question_and_needs_its_title() -> None:
    author = make_persona()
    post = write(author, kind="question", title="How?")
    with pytest.raises(Refused) as refused:
        change(author, post, title="")
    assert refused.value.field == "title"
    assert change(author, post, title="Why?").kind == "question"


def test_a_poll_keeps_its_answers() -> None:
    author = make_persona()
    post = poll(author)
    change(author, post, "Which of these?")
    seen = queries.seen(viewer_of(author), post.id).poll
    assert seen is not None
    assert [option.text for option in seen.options] == ["Tea", "Rest"]


def test_a_post_of_pictures_only_can_get_a_warning() -> None:
    author = make_persona()
    key = actions.add_image(by=viewer_of(author), data=picture())
    post = write(author, "", images=(key,), alts=("A cup",))
    change(author, post, "", warning="hospital")
    assert (Post.objects.get().warning, Image.objects.get().post_id) == ("hospital", post.id)


def test_saving_without_a_change_makes_no_version() -> None:
    author = make_persona()
    post = write(author, "Same.", warning="w")
    change(author, post, " Same.\r\n", warning="w")
    assert (PostRevision.objects.count(), Post.objects.get().edited_at) == (0, None)


def test_a_reply_can_be_changed_after_the_post_it_answers_is_gone() -> None:
    first, other = make_persona(), make_persona()
    post = write(first)
    reply = answer(other, post)
    actions.delete(by=viewer_of(first), post_id=post.id)
    assert change(other, reply).html == "<p>New words.</p>"


def test_a_reply_gets_no_title_by_a_change() -> None:
    other = make_persona()
    reply = answer(other, write(make_persona()))
    assert change(other, reply, title="Title").title == ""


def test_a_deleted_post_cannot_be_changed() -> None:
    author = make_persona()
    post = write(author)
    answer(make_persona(), post)
    actions.delete(by=viewer_of(author), post_id=post.id)
    with pytest.raises(NotHere):
        change(author, post)


def test_the_guard_reads_the_new_words_and_nothing_changes_when_it_holds_them() -> None:
    author = make_persona(kind="clinician")
    post = write(author, "Rest helps.")
    with pytest.raises(HeldBack):
        change(author, post, "She was 93 years old when I saw her. Her number is 402-555-0142.")
    assert (Post.objects.get().html, PostRevision.objects.count()) == ("<p>Rest helps.</p>", 0)


def test_a_change_is_audited_without_words() -> None:
    author = make_persona()
    post = write(author)
    change(author, post, "platypus")
    entry = AuditEntry.objects.get(action="post.edited", object_id=post.id)
    assert "platypus" not in str(entry.detail)
