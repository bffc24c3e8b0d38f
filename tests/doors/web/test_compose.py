"""Writing on the page: the composer, pictures, drafts."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, drafts
from bedside.areas.posts.models import Draft, Image, Poll, Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from tests.areas.posts.test_guard import FINE
from tests.areas.posts.writing import answer, picture, placed, poll, write
from tests.doors.web.composing import COMPOSE, send, upload
from tests.factories import client_of, join, make_account, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


class TestForm:
    def test_it_says_who_speaks_and_who_will_read(self) -> None:
        me, space = make_persona(name="Quiet Heron"), make_space(name="Pacing")
        join(me, space)
        shown = client_of(me).get(f"{COMPOSE}?space={space.slug}").content.decode()
        assert "Quiet Heron" in shown
        assert "Publish to Pacing" in shown

    def test_publishing_leads_to_the_post(self) -> None:
        sent = send(make_persona(), "Hello there.")
        assert sent.headers["Location"] == reverse("post", args=[Post.objects.get().id])

    def test_the_form_pressed_twice_makes_one_post_and_leaves_no_draft(self) -> None:
        me = make_persona()
        answers = {send(me).headers["Location"] for _ in range(2)}
        assert (len(answers), Post.objects.count(), Draft.objects.count()) == (1, 1, 0)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"text": ""}, "text"),
            ({"text": "x" * 5_001}, "text"),
            ({"text": "a\u202eb"}, "text"),
            ({"kind": "question"}, "title"),
            ({"kind": "article", "title": "t", "topic": "x" * 61}, "topic"),
            ({"warning": "w" * 201}, "warning"),
            ({"lang": "xx"}, "lang"),
            ({"kind": "nothing"}, "kind"),
            ({"audience": "space"}, "audience"),
            ({"option": ["one", ""]}, "options"),
            ({"option": ["one", "two"], "poll_days": "2"}, "poll_days"),
            ({"image": ["0" * 32]}, "images"),
        ],
    )
    def test_a_mistake_is_shown_at_its_field_and_linked_from_the_top(self, fields: dict[str, Any], field: str) -> None:
        me = make_persona()
        sent = send(me, **{"text": FINE} | fields)
        shown = sent.content.decode()
        assert (sent.status_code, f'href="#id_{field}"' in shown, f'id="id_{field}"' in shown) == (422, True, True)
        assert shown.count('class="err"') == 1

    def test_what_was_typed_is_still_there_after_a_mistake(self) -> None:
        me = make_persona()
        sent = send(me, "Still here.", kind="question", warning="sleep", option=["one", "two", "three"])
        shown = sent.content.decode()
        assert all(words in shown for words in ("Still here.", 'value="sleep"', 'value="three"'))
        assert drafts.all_of(viewer_of(me))[0].fields["text"] == "Still here."

    def test_100_drafts_do_not_stop_anybody_from_publishing(self) -> None:
        me = make_persona()
        for n in range(100):
            actions.save_draft(by=viewer_of(me), place=f"space:{n + 10}", fields={"text": "x"})
        assert send(me).status_code == 302

    def test_a_filled_in_poll_makes_a_poll(self) -> None:
        send(make_persona(), option=["Tea", "Rest", ""], poll_days="3")
        assert (Post.objects.get().kind, Poll.objects.count()) == ("poll", 1)

    @pytest.mark.parametrize("slug", ["no-such-space", "x' OR 1=1"])
    def test_an_unknown_space_is_not_here(self, slug: str) -> None:
        assert client_of(make_persona()).get(COMPOSE, {"space": slug}).status_code == 404

    def test_a_community_one_is_not_in_cannot_be_written_to(self) -> None:
        space = make_space()
        client = client_of(make_persona())
        assert [client.get(f"{COMPOSE}?space={space.slug}").status_code, Post.objects.count()] == [422, 0]

    def test_an_unconfirmed_persona_is_sent_to_confirm(self) -> None:
        sent = send(make_persona(account=make_account(confirmed=False)))
        assert (sent.status_code, sent.headers["Location"]) == (302, reverse("confirm_mail"))

    def test_a_visitor_is_sent_to_sign_in(self) -> None:
        assert Client().get(COMPOSE).headers["Location"].startswith(reverse("signin"))

    def test_the_page_has_no_inline_style_or_script(self) -> None:
        shown = client_of(make_persona()).get(COMPOSE).content.decode()
        assert (" style=" in shown, "<script>" in shown, " onclick" in shown) == (False, False, False)

    def test_ids_on_the_page_are_there_once(self) -> None:
        import re

        shown = send(make_persona(), image=["0" * 32], option=["one"]).content.decode()
        ids = re.findall(r'\sid="([^"]+)"', shown)
        assert sorted(ids) == sorted(set(ids))


class TestReplyAndChange:
    def test_a_reply_goes_under_the_post(self) -> None:
        me, post = make_persona(), write(make_persona())
        sent = send(me, "My answer.", to=reverse("post_reply", args=[post.id]))
        reply = Post.objects.get(reply_to_id=post.id)
        assert sent.headers["Location"] == f"{reverse('post', args=[post.id])}#post-{reply.id}"

    def test_the_words_answered_are_shown_as_words(self) -> None:
        post = write(make_persona(), "one & <b>two</b>")
        shown = client_of(make_persona()).get(reverse("post_reply", args=[post.id])).content.decode()
        assert "<p>one &amp; &lt;b&gt;two&lt;/b&gt;</p>" in shown

    def test_who_reads_a_room_only_is_told_before_typing(self) -> None:
        writing, reading, room = make_persona(kind="clinician"), make_persona(kind="clinician"), make_space(kind="room")
        for persona, level in ((writing, "V3"), (reading, "V2")):
            make_credential(persona, level=level)
            join(persona, room)
        post = write(writing, space=room)
        answered = client_of(reading).get(reverse("post_reply", args=[post.id]))
        assert (answered.status_code, b"you can&#x27;t write here" in answered.content) == (422, True)

    def test_a_change_begins_with_the_words_as_they_are(self) -> None:
        me = make_persona()
        post = write(me, "Old words.", kind="article", title="Title", topic="sleep")
        client, to = client_of(me), reverse("post_edit", args=[post.id])
        shown = client.get(to).content.decode()
        assert all(words in shown for words in ("Old words.", 'value="Title"', 'value="sleep"', "Save my changes"))
        client.post(to, {"text": "New words.", "title": "Title", "kind": "article", "topic": "rest"})
        assert (Post.objects.get().text, Post.objects.get().topic) == ("New words.", "rest")

    def test_the_change_of_a_reply_has_no_title(self) -> None:
        me = make_persona()
        reply = answer(me, write(make_persona()))
        assert b'name="title"' not in client_of(me).get(reverse("post_edit", args=[reply.id])).content

    def test_nobody_opens_the_change_of_somebody_elses_post(self) -> None:
        post = write(make_persona())
        assert client_of(make_persona()).get(reverse("post_edit", args=[post.id])).status_code == 404

    def test_a_poll_keeps_its_answers_when_its_words_change(self) -> None:
        me = make_persona()
        post = poll(me)
        assert send(me, "Which of them?", to=reverse("post_edit", args=[post.id]), kind="poll").status_code == 302


class TestPictures:
    def test_they_are_published_with_their_words(self) -> None:
        me = make_persona()
        assert send(me, image_1=upload(), alt_1="A cup", image_3=upload(), alt_3="A chair").status_code == 302
        kept = Image.objects.order_by("place").values_list("alt", "post_id")
        assert list(kept) == [("A cup", Post.objects.get().id), ("A chair", Post.objects.get().id)]

    def test_added_ones_are_shown_and_can_be_taken_out(self) -> None:
        me = make_persona()
        shown = send(me, do="add", image_1=upload(), alt_1="A cup").content.decode()
        key = Image.objects.get().key
        assert (f'value="{key}"' in shown, 'value="A cup"' in shown) == (True, True)
        send(me, do="add", image=[key], image_alt=["A cup"], image_out=[key])
        assert not Image.objects.exists()

    def test_their_words_can_be_changed_before_publishing(self) -> None:
        me = make_persona()
        send(me, do="add", image_1=upload(), alt_1="A cup")
        send(me, image=[Image.objects.get().key], image_alt=["A blue cup"])
        assert Image.objects.get().alt == "A blue cup"

    def test_a_file_that_is_no_picture_is_told_and_the_words_are_kept(self) -> None:
        me = make_persona()
        sent = send(me, "Words.", image_1=upload(data=b"no picture"))
        assert (sent.status_code, b"could not read that file" in sent.content) == (422, True)
        assert drafts.all_of(viewer_of(me))[0].fields["text"] == "Words."

    def test_a_place_that_was_removed_is_told_while_writing_and_after(self) -> None:
        me = make_persona()
        shown = send(me, do="add", image_1=upload(data=placed()), image_2=upload()).content.decode()
        assert shown.count("We removed that place.") == 1
        first = Image.objects.get(place_removed=True).key
        at = shown.index(first)
        assert "We removed that place." in shown[at : shown.index('name="image_alt"', at)]  # beside its picture
        keys = list(Image.objects.order_by("created_at").values_list("key", flat=True))
        browser = client_of(me)
        sent = browser.post(COMPOSE, {"text": FINE, "image": keys}, follow=True).content.decode()
        assert "We removed that place." in sent

    def test_what_is_not_looked_at_is_said(self) -> None:
        shown = client_of(make_persona()).get(COMPOSE).content.decode()
        assert "We do not look at what a picture shows." in shown

    def test_of_a_place_that_was_never_there_nothing_is_said(self) -> None:
        me = make_persona()
        shown = send(me, do="add", image_1=upload()).content.decode()
        assert "We removed" not in shown
        browser = client_of(me)
        fields = {"text": FINE, "image": [Image.objects.get().key]}
        assert "We removed" not in browser.post(COMPOSE, fields, follow=True).content.decode()

    def test_a_medical_scan_file_is_refused_in_words(self) -> None:
        sent = send(make_persona(), image_1=upload(data=bytes(128) + b"DICM"))
        assert (sent.status_code, b"medical scan file" in sent.content) == (422, True)
        assert not Image.objects.exists()

    def test_a_fifth_is_not_taken(self) -> None:
        me = make_persona()
        keys = [actions.add_image(by=viewer_of(me), data=picture()) for _ in range(4)]
        sent = send(me, image=keys, image_1=upload())
        assert (sent.status_code, Image.objects.count(), Post.objects.count()) == (422, 4, 0)

    def test_somebody_elses_picture_is_refused(self) -> None:
        key = actions.add_image(by=viewer_of(make_persona()), data=picture())
        assert (send(make_persona(), image=[key]).status_code, Post.objects.count()) == (422, 0)


class TestDrafts:
    def kept_while_publishing(self, me: Persona) -> int:
        """Publish words, and keep them as a draft all the same: a check was on its way meanwhile."""
        draft_id = actions.save_draft(by=viewer_of(me), place=f"space:{SQUARE_ID}", fields={"text": FINE, "key": 77})
        actions.publish(by=viewer_of(me), words=Words(text=FINE), form_key=77)
        return draft_id

    def test_words_that_were_published_do_not_come_back(self) -> None:
        me = make_persona()
        self.kept_while_publishing(me)
        assert FINE not in client_of(me).get("/drafts/").content.decode()
        assert FINE not in client_of(me).get(COMPOSE).content.decode()

    def test_the_next_post_is_never_taken_for_the_one_before(self) -> None:
        me = make_persona()
        draft_id = self.kept_while_publishing(me)
        for opened in (COMPOSE, reverse("draft_open", args=[draft_id])):
            assert 'name="key" value="77"' not in client_of(me).get(opened).content.decode()

    def test_one_is_opened_where_it_was_begun(self) -> None:
        me, space = make_persona(), make_space()
        join(me, space)
        draft_id = actions.save_draft(by=viewer_of(me), place=f"space:{space.id}", fields={"text": "Half a thought"})
        shown = client_of(me).get(reverse("draft_open", args=[draft_id])).content.decode()
        assert ("Half a thought" in shown, f'action="{COMPOSE}?space={space.slug}"' in shown) == (True, True)

    def test_a_draft_for_a_place_that_is_gone_is_readable_and_goes_nowhere_else(self) -> None:
        me = make_persona()
        draft_id = actions.save_draft(by=viewer_of(me), place="reply:5", fields={"text": "Half a thought"})
        shown = client_of(me).get(reverse("draft_open", args=[draft_id])).content.decode()
        assert ("Half a thought" in shown, "<textarea" in shown) == (True, False)

    @pytest.mark.parametrize("route", ["draft_open", "draft_delete"])
    def test_nobody_opens_or_deletes_the_draft_of_somebody_else(self, route: str) -> None:
        draft_id = actions.save_draft(by=viewer_of(make_persona()), place="space:1", fields={"text": "x"})
        client, url = client_of(make_persona()), reverse(route, args=[draft_id])
        answered = client.get(url) if route == "draft_open" else client.post(url)
        assert (answered.status_code, Draft.objects.count()) == (404, 1)

    def test_one_can_be_kept_and_deleted(self) -> None:
        me = make_persona()
        assert send(me, "Half a thought", do="draft").headers["Location"] == reverse("drafts")
        client = client_of(me)
        assert b"Half a thought" in client.get(reverse("drafts")).content
        client.post(reverse("draft_delete", args=[Draft.objects.get().id]))
        assert not Draft.objects.exists()


class TestBadInput:
    def test_a_form_of_10_mb_is_told_to_be_too_big(self) -> None:
        sent = client_of(make_persona()).post(
            COMPOSE, b"text=" + b"x" * 10_000_000, content_type="application/x-www-form-urlencoded"
        )
        assert (sent.status_code, b"too big" in sent.content, Post.objects.count()) == (413, True, 0)

    def test_more_fields_than_any_form_has_are_too_many(self) -> None:
        assert send(make_persona(), option=["x"] * 500).status_code == 413

    def test_pictures_that_are_together_too_large_publish_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bedside.doors.web.uploads.MOST_BYTES", 1_000)
        sent = send(make_persona(), image_1=upload(data=b"x" * 2_000))
        assert (sent.status_code, Post.objects.count()) == (413, 0)

    def test_a_wrong_encoding_is_no_fault_of_ours(self) -> None:
        sent = client_of(make_persona()).post(
            COMPOSE, b"text=%ff%fe%00", content_type="application/x-www-form-urlencoded"
        )
        assert (sent.status_code, Post.objects.count()) == (422, 0)

    @pytest.mark.parametrize(
        ("name", "value"), [("key", "9" * 40), ("key", "-1"), ("poll_days", "9" * 40), ("key", "x")]
    )
    def test_odd_numbers_fall_back(self, name: str, value: str) -> None:
        assert client_of(make_persona()).post(COMPOSE, {"text": FINE, name: value}).status_code == 302


def test_where_to_write_names_closed_spaces_first_and_says_who_reads():
    patient, community = make_persona(), make_space(name="ME/CFS")
    join(patient, community)
    shown = client_of(patient).get("/compose/where/").content.decode()
    assert shown.index("ME/CFS") < shown.index("Public square")
    assert "Only members of this community can read it." in shown


def test_where_to_write_names_no_space_one_may_only_read():
    reader, room = make_persona(kind="clinician"), make_space(kind="room", name="Night room")
    make_credential(reader, level="V2")
    join(reader, room)
    assert "Night room" not in client_of(reader).get("/compose/where/").content.decode()
