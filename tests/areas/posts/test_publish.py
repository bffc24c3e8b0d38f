"""Publishing: who may write what to whom, once, and what else is written with it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import Draft, HomeEntry, Mention, Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.areas.posts.writing import answer, poll, write
from tests.factories import block, follow, join, make_account, make_credential, make_persona, make_space, viewer_of


def standing_in(kind: str, who: str) -> tuple[Persona, object]:
    """Return a persona that stands so to a space of this kind, and the space."""
    space = make_space(kind=kind) if kind != "square" else None
    persona = make_persona(kind="patient" if who in ("patient", "member", "unconfirmed") else "clinician")
    if who == "unconfirmed":
        persona = make_persona(account=make_account(confirmed=False))
    if who in ("verified", "reading only"):
        make_credential(persona, level="V3" if who == "verified" else "V2")
    if who in ("member", "verified", "reading only", "lapsed", "team") and space is not None:
        join(persona, space)
    return persona, space


@pytest.mark.django_db
class TestWhoMayWriteWhere:
    @pytest.mark.parametrize(
        ("kind", "who"),
        [
            ("square", "patient"),
            ("square", "clinician"),
            ("community", "member"),
            ("community", "verified"),
            ("room", "verified"),
            ("practice", "team"),
        ],
    )
    def test_these_may(self, kind: str, who: str) -> None:
        persona, space = standing_in(kind, who)
        assert write(persona, space=space).author_id == persona.id  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("kind", "who", "error"),
        [
            ("square", "unconfirmed", NotAllowed),
            ("community", "patient", NotAllowed),
            ("community", "clinician", NotAllowed),
            ("community", "unconfirmed", NotAllowed),
            ("room", "reading only", NotAllowed),
            ("room", "lapsed", NotHere),
            ("room", "patient", NotHere),
            ("practice", "patient", NotAllowed),
            ("practice", "clinician", NotAllowed),
        ],
    )
    def test_these_may_not(self, kind: str, who: str, error: type[Refused]) -> None:
        persona, space = standing_in(kind, who)
        with pytest.raises(error):
            write(persona, space=space)  # type: ignore[arg-type]
        assert not Post.objects.exists()

    @pytest.mark.parametrize("state", ["invited", "asked", "banned"])
    def test_who_is_not_in_the_community_yet_or_any_more_may_not(self, state: str) -> None:
        persona, space = make_persona(), make_space()
        join(persona, space, state=state)
        with pytest.raises(NotAllowed):
            write(persona, space=space)

    @pytest.mark.asvs("2.2.3")
    @pytest.mark.parametrize(
        ("kind", "audience", "allowed"),
        [
            ("square", "public", True),
            ("square", "followers", True),
            ("square", "mentioned", True),
            ("square", "space", False),
            ("community", "space", True),
            ("community", "public", False),
            ("community", "followers", False),
            ("room", "public", False),
            ("practice", "public", True),
            ("practice", "mentioned", False),
        ],
    )
    def test_which_readers_a_post_can_have(self, kind: str, audience: str, allowed: bool) -> None:
        who = {"square": "patient", "community": "member", "room": "verified", "practice": "team"}[kind]
        persona, space = standing_in(kind, who)
        if allowed:
            assert write(persona, space=space, audience=audience).audience == audience  # type: ignore[arg-type]
        else:
            with pytest.raises(Refused) as refused:
                write(persona, space=space, audience=audience)  # type: ignore[arg-type]
            assert refused.value.field == "audience"

    def test_without_a_choice_a_post_in_a_community_stays_there(self) -> None:
        persona, space = standing_in("community", "member")
        assert write(persona, space=space).audience == "space"  # type: ignore[arg-type]

    def test_a_space_that_does_not_exist_is_not_here(self) -> None:
        with pytest.raises(NotHere):
            actions.publish(by=viewer_of(make_persona()), words=Words(text="x"), space_id=2**40)


@pytest.mark.django_db
class TestReplies:
    def test_a_reply_goes_where_the_post_is_and_to_the_same_readers(self) -> None:
        first, other, space = make_persona(), make_persona(), make_space()
        join(first, space)
        join(other, space)
        reply = answer(other, write(first, space=space), audience="public")
        assert (reply.space_id, reply.audience) == (space.id, "space")

    def test_a_reply_to_a_reply_belongs_to_the_first_posts_thread(self) -> None:
        first, other = make_persona(), make_persona()
        post = write(first)
        deeper = answer(first, answer(other, post))
        assert (deeper.thread_id, deeper.thread_author_id) == (post.id, first.id)

    def test_a_reply_has_no_title_and_is_no_article_poll_or_question(self) -> None:
        post = write(make_persona())
        reply = answer(make_persona(), post, "**words**", kind="article", title="Title", topic="sleep")
        assert (reply.kind, reply.title, reply.topic, reply.html) == ("post", "", "", "<p>**words**</p>")

    def test_who_cannot_read_a_post_cannot_answer_it(self) -> None:
        member, space = make_persona(), make_space()
        join(member, space)
        with pytest.raises(NotHere):
            answer(make_persona(), write(member, space=space))

    def test_anybody_confirmed_may_answer_a_practice(self) -> None:
        team, practice = make_persona(kind="clinician"), make_space(kind="practice")
        join(team, practice)
        assert answer(make_persona(), write(team, space=practice)).audience == "public"

    def test_a_clinician_who_reads_a_room_only_cannot_answer_there(self) -> None:
        writing, reading, room = make_persona(kind="clinician"), make_persona(kind="clinician"), make_space(kind="room")
        for persona, level in ((writing, "V3"), (reading, "V2")):
            make_credential(persona, level=level)
            join(persona, room)
        with pytest.raises(NotAllowed):
            answer(reading, write(writing, space=room))

    def test_a_deleted_post_cannot_be_answered(self) -> None:
        author = make_persona()
        post = write(author)
        answer(make_persona(), post)
        actions.delete(by=viewer_of(author), post_id=post.id)
        with pytest.raises(NotHere):
            answer(make_persona(), post)

    def test_a_reply_is_not_put_into_home_timelines(self) -> None:
        reader, author = make_persona(), make_persona()
        follow(reader, author)
        reply = answer(author, write(make_persona()))
        assert not HomeEntry.objects.filter(post_id=reply.id).exists()


@pytest.mark.django_db
class TestOnce:
    def test_a_form_sent_twice_makes_one_post(self) -> None:
        author = make_persona()
        posts = {write(author, form_key=7).id for _ in range(2)}
        assert len(posts) == Post.objects.count() == 1

    def test_the_same_form_key_of_somebody_else_is_another_form(self) -> None:
        assert write(make_persona(), form_key=7).id != write(make_persona(), form_key=7).id

    def test_the_second_sending_leaves_no_draft(self) -> None:
        author = make_persona()
        write(author, form_key=7)
        actions.save_draft(by=viewer_of(author), place="space:1", fields={"text": "A few words."})
        write(author, form_key=7, draft_place="space:1")
        assert not Draft.objects.exists()

    def test_its_draft_is_gone_with_publishing(self) -> None:
        author = make_persona()
        actions.save_draft(by=viewer_of(author), place="space:1", fields={"text": "A few words."})
        write(author, draft_place="space:1")
        assert not Draft.objects.exists()

    @pytest.mark.asvs("16.2.1")
    def test_one_event_and_one_audit_entry_are_written(self) -> None:
        post = write(make_persona())
        entries = AuditEntry.objects.filter(action="post.published", object_id=post.id).count()
        assert (entries, OutboxRow.objects.filter(name="posts.Published").count()) == (1, 1)

    @pytest.mark.asvs("2.3.3")
    def test_nothing_of_a_refused_post_is_left(self) -> None:
        author = make_persona()
        with pytest.raises(Refused):
            write(author, "With @nobody and a picture.", images=("0" * 32,))
        assert (Post.objects.count(), Mention.objects.count(), OutboxRow.objects.count()) == (0, 0, 0)


def test_two_sendings_at_the_same_moment_make_one_post(committed: None) -> None:
    viewer = viewer_of(make_persona())

    def send(_: int) -> int:
        try:
            return actions.publish(by=viewer, words=Words(text="Pressed twice."), form_key=99).id
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(4) as pool:
            ids = set(pool.map(send, range(4)))
        assert len(ids) == Post.objects.filter(author_id=viewer.persona_id).count() == 1
    finally:
        Post.objects.all().delete()
        HomeEntry.objects.all().delete()


@pytest.mark.django_db
class TestWords:
    @pytest.mark.asvs("2.2.1")
    @pytest.mark.parametrize(
        ("words", "field"),
        [
            (Words(text=""), "text"),
            (Words(text=" \n "), "text"),
            (Words(text="x" * 5_001), "text"),
            (Words(text="x\x00y"), "text"),
            (Words(text="x\u202ey"), "text"),
            (Words(text="x", kind="question"), "title"),
            (Words(text="x", kind="article"), "title"),
            (Words(text="x", kind="article", title="t" * 201), "title"),
            (Words(text="x", kind="article", title="t", topic="t" * 61), "topic"),
            (Words(text="x", title="a\u200bb"), "title"),
            (Words(text="x", warning="w" * 201), "warning"),
            (Words(text="x", language="xx"), "language"),
            (Words(text="x", kind="case"), "kind"),
            (Words(text="x", kind="poll"), "options"),
            (Words(text="x", kind="poll", options=("one", " ")), "options"),
            (Words(text="x", kind="poll", options=("Yes", "yes")), "options"),
            (Words(text="x", kind="poll", options=tuple("abcdefg")), "options"),
            (Words(text="x", kind="poll", options=("a", "b" * 101)), "options"),
            (Words(text="x", kind="poll", options=("a", "b"), poll_days=2), "poll_days"),
            (Words(text="x", kind="question", title="t", options=("a", "b")), "options"),
            (Words(text="x", images=tuple("abcde")), "images"),
            (Words(text="x", alts=("a" * 1_501,)), "images"),
        ],
    )
    def test_what_cannot_be_taken_names_its_field(self, words: Words, field: str) -> None:
        with pytest.raises(Refused) as refused:
            actions.publish(by=viewer_of(make_persona()), words=words)
        assert refused.value.field == field

    def test_the_longest_texts_are_taken(self) -> None:
        author = make_persona()
        write(author, "é" * 5_000)
        assert len(write(author, "é" * 50_000, kind="article", title="t" * 200).text) == 50_000

    def test_an_article_keeps_its_topic_and_its_markdown(self) -> None:
        post = write(
            make_persona(), "# One\n\n*two* <b>three</b>", kind="article", title="Title", topic=" long  sleep "
        )
        expected = "<h2>One</h2>\n<p><em>two</em> &lt;b&gt;three&lt;/b&gt;</p>\n"
        assert (post.topic, post.html) == ("long sleep", expected)

    def test_html_in_a_post_is_text(self) -> None:
        assert "<script" not in write(make_persona(), "<script>alert(1)</script>").html

    def test_a_poll_is_open_as_long_as_was_chosen(self) -> None:
        post = poll(make_persona(), poll_days=3)
        seen = queries.seen(viewer_of(make_persona()), post.id).poll
        assert seen is not None
        assert (seen.closes_at - post.created_at).days == 3

    def test_the_fingerprint_changes_with_words_and_readers(self) -> None:
        words = Words(text="one")
        here = {"audience": "public", "space_id": SQUARE_ID, "reply_to_id": None}
        others = [
            replace(words, text="two").fingerprint(**here),  # type: ignore[arg-type]
            words.fingerprint(**here | {"audience": "followers"}),  # type: ignore[arg-type]
            words.fingerprint(**here | {"reply_to_id": 1}),  # type: ignore[arg-type]
        ]
        assert words.fingerprint(**here) not in others  # type: ignore[arg-type]


@pytest.mark.django_db
class TestMentions:
    def test_who_is_named_is_linked_remembered_and_told(self) -> None:
        other = make_persona(handle="quiet_heron")
        post = write(make_persona(), "Hello @quiet_heron and @Quiet_Heron.")
        named = list(Mention.objects.filter(post_id=post.id).values_list("persona_id", flat=True))
        assert (named, OutboxRow.objects.get().payload["mentioned"]) == ([other.id], [other.id])
        assert post.html.count('href="/@quiet_heron/"') == 2

    @pytest.mark.parametrize("why", ["blocked by the author", "blocks the author", "hidden", "unknown"])
    def test_who_is_not_there_for_the_author_stays_plain_text_and_is_not_told(self, why: str) -> None:
        author, space = make_persona(), make_space()
        join(author, space)
        if why != "unknown":
            other = make_persona(handle="quiet_heron", hidden=why == "hidden")
            join(other, space)
            if why == "blocked by the author":
                block(author, other)
            if why == "blocks the author":
                block(other, author)
        post = write(author, "Hello @quiet_heron.", space=space)
        assert (post.html, OutboxRow.objects.get().payload["mentioned"]) == ("<p>Hello @quiet_heron.</p>", [])
        assert not Mention.objects.exists()

    def test_a_link_does_not_tell_who_is_in_a_community_but_only_members_are_told(self) -> None:
        author, member, outsider, space = make_persona(), make_persona(), make_persona(), make_space()
        join(author, space)
        join(member, space)
        post = write(author, f"Hello @{member.handle} and @{outsider.handle}.", space=space)
        assert post.html.count('<a class="mention"') == 2
        assert OutboxRow.objects.get().payload["mentioned"] == [member.id]

    def test_a_link_does_not_tell_who_blocks_or_follows_the_first_author(self) -> None:
        first, other, named, follower = (make_persona() for _ in range(4))
        block(named, first)
        for one in (other, follower):
            follow(one, first)
        words = f"@{named.handle} and @{follower.handle}"
        post = answer(other, write(first, audience="followers"), words)
        assert post.html.count('<a class="mention"') == 2
        assert list(Mention.objects.values_list("persona_id", flat=True)) == [follower.id]

    def test_a_member_whose_credential_lapsed_is_not_told_in_a_room(self) -> None:
        author, lapsed, room = make_persona(kind="clinician"), make_persona(kind="clinician"), make_space(kind="room")
        make_credential(author)
        join(author, room)
        join(lapsed, room)
        write(author, f"Ask @{lapsed.handle}.", space=room)
        assert OutboxRow.objects.get().payload["mentioned"] == []

    def test_naming_oneself_tells_nobody(self) -> None:
        author = make_persona()
        write(author, f"I am @{author.handle}.")
        assert not Mention.objects.exists()

    def test_who_is_named_reads_a_post_for_named_people(self) -> None:
        other, author = make_persona(), make_persona()
        follow(other, author)
        post = write(author, f"For @{other.handle}.", audience="mentioned")
        assert queries.seen(viewer_of(other), post.id).id == post.id

    @pytest.mark.parametrize("audience", ["followers", "mentioned"])
    def test_a_reply_lets_nobody_new_into_a_narrow_thread(self, audience: str) -> None:
        author, reader, outsider = make_persona(), make_persona(), make_persona()
        follow(reader, author)
        post = write(author, f"For @{reader.handle}.", audience=audience)
        reply = answer(reader, post, f"See this, @{outsider.handle} and @{author.handle}.")
        assert list(Mention.objects.filter(post_id=reply.id).values_list("persona_id", flat=True)) == [author.id]
        assert queries.readable_ids(viewer_of(outsider), [post.id, reply.id]) == set()

    def test_who_blocked_the_first_author_is_not_named_in_the_thread(self) -> None:
        first, other, named = make_persona(), make_persona(), make_persona()
        block(named, first)
        answer(other, write(first), f"See @{named.handle}.")
        assert not Mention.objects.exists()


@pytest.mark.django_db
class TestHashtags:
    def test_a_public_post_of_the_square_is_found_by_its_hashtags(self) -> None:
        post = write(make_persona(), "About #Pacing and #pacing.")
        assert [seen.id for seen in queries.tag_timeline(viewer_of(make_persona()), "PACING").posts] == [post.id]

    @pytest.mark.parametrize("audience", ["followers", "mentioned"])
    def test_a_narrow_post_leaves_no_trace_under_its_hashtag(self, audience: str) -> None:
        write(make_persona(), "About #pacing.", audience=audience)
        assert queries.tags_like(ANONYMOUS, "pacing") == []

    def test_a_post_of_a_community_leaves_no_trace_and_no_link(self) -> None:
        author, space = make_persona(), make_space()
        join(author, space)
        post = write(author, "About #pacing.", space=space)
        assert (queries.tags_like(ANONYMOUS, "pacing"), "<a" in post.html) == ([], False)
