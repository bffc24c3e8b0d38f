"""Writing on the page: the composer, the guard's five verdicts, pictures, drafts."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, drafts
from bedside.areas.posts.models import Draft, Image, Poll, Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from tests.areas.posts.test_guard import ABOUT_OTHER, ADVISED, CONFIRMED, FINE, REFUSED
from tests.areas.posts.writing import answer, picture, placed, poll, write
from tests.factories import client_of, join, make_account, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

COMPOSE = "/compose/"
CHECK = f"/compose/check/?place=space:{SQUARE_ID}"
HTMX = {"HTTP_HX_REQUEST": "true"}


def send(persona: Persona, text: str = FINE, *, to: str = COMPOSE, **fields: Any) -> HttpResponse:
    """Send the composer's form."""
    return client_of(persona).post(to, {"text": text, "key": "77", **fields})


def upload(name: str = "a.png", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture(), content_type="image/png")


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


class TestVerdicts:
    @pytest.mark.parametrize(
        ("kind", "text", "status", "said", "button"),
        [
            ("patient", CONFIRMED, 422, "Look again before you publish", True),
            ("patient", ABOUT_OTHER, 422, "Your post is held, not published", True),
            ("clinician", ABOUT_OTHER, 422, "Your post is held, not published", False),
            ("clinician", REFUSED, 422, "This can&#x27;t be published like this", False),
        ],
    )
    def test_a_text_held_back_comes_back_with_its_places_marked(
        self, kind: str, text: str, status: int, said: str, button: bool
    ) -> None:
        sent = send(make_persona(kind=kind), text)
        shown = sent.content.decode()
        assert (sent.status_code, said in shown, "<mark>" in shown) == (status, True, True)
        assert ('value="publish"' in shown) is button

    @pytest.mark.parametrize("text", [FINE, ADVISED])
    def test_pass_and_advise_publish(self, text: str) -> None:
        assert send(make_persona(), text).status_code == 302

    def test_marks_stand_in_the_right_place_after_line_breaks(self) -> None:
        sent = send(make_persona(), f"  One.\r\nTwo.\r\n\r\n{CONFIRMED}")
        assert "<mark>402-555-0142<sup>1</sup></mark>" in sent.content.decode()

    def test_the_second_press_with_the_tick_publishes(self) -> None:
        me = make_persona()
        first = send(me, CONFIRMED).content.decode()
        assert 'name="confirmed"' in first
        assert send(me, CONFIRMED, confirmed="1").status_code == 302

    def test_the_second_press_without_the_tick_asks_again(self) -> None:
        me = make_persona()
        assert [send(me, CONFIRMED).status_code for _ in range(2)] == [422, 422]

    def test_the_tick_for_one_text_does_not_count_for_another(self) -> None:
        me = make_persona()
        send(me, CONFIRMED)
        assert send(me, CONFIRMED + " Tonight.", confirmed="1").status_code == 422

    @pytest.mark.parametrize(
        ("kind", "offered", "status"), [("patient", True, 302), ("carer", True, 302), ("clinician", False, 422)]
    )
    def test_who_can_say_that_the_person_agreed(self, kind: str, offered: bool, status: int) -> None:
        me = make_persona(kind=kind)
        first = send(me, ABOUT_OTHER).content.decode()
        assert ('name="agreed"' in first, send(me, ABOUT_OTHER, agreed="1").status_code) == (offered, status)

    def test_a_second_look_is_not_the_word_of_the_other_person(self) -> None:
        me = make_persona()
        send(me, ABOUT_OTHER)
        assert send(me, ABOUT_OTHER, confirmed="1").status_code == 422

    @pytest.mark.parametrize(("kind", "text", "held"), [("patient", CONFIRMED, False), ("clinician", REFUSED, True)])
    def test_it_is_kept_as_a_draft_and_held_ones_say_so(self, kind: str, text: str, held: bool) -> None:
        me = make_persona(kind=kind)
        send(me, text)
        assert drafts.all_of(viewer_of(me))[0].held is held
        assert (b"Held: not published" in client_of(me).get(reverse("drafts")).content) is held

    def test_the_safer_wording_can_be_taken_and_published(self) -> None:
        me = make_persona(kind="clinician")
        mended = send(me, ABOUT_OTHER, do="safer")
        kept = drafts.all_of(viewer_of(me))[0].fields["text"]
        assert (mended.status_code, "402" in kept, b'value="publish"' in mended.content) == (200, False, True)
        assert send(me, kept).status_code == 302
        assert not Draft.objects.exists()

    def test_one_place_can_be_mended_by_itself(self) -> None:
        me = make_persona(kind="clinician")
        text = "She was seen on 3 March 2026. Her number is 402-555-0142."
        send(me, text, do=f"fix:{text.index('402')}:{len(text) - 1}")
        kept = drafts.all_of(viewer_of(me))[0].fields["text"]
        assert ("402" in kept, "3 March" in kept) == (False, True)

    @pytest.mark.parametrize("do", ["fix:0:1", "fix:9", "fix:x:y", "fix:²:³", "part:0:1", "fix:1:" + "9" * 50])
    def test_a_place_that_is_not_there_changes_nothing(self, do: str) -> None:
        me = make_persona()
        assert send(me, CONFIRMED, do=do).status_code == 200
        assert drafts.all_of(viewer_of(me))[0].fields["text"] == CONFIRMED

    def test_checking_publishes_nothing(self) -> None:
        assert send(make_persona(), FINE, do="check").status_code == 200
        assert not Post.objects.exists()


class TestCheckWhileTyping:
    def check(self, persona: Persona, text: str, **fields: Any) -> str:
        answered = client_of(persona).post(CHECK, {"text": text, "key": "77", **fields}, **HTMX)
        assert answered.status_code == 200
        return answered.content.decode()

    @pytest.mark.parametrize(
        ("kind", "text", "said"),
        [
            ("patient", FINE, ""),
            ("patient", ADVISED, "Look at this before you publish."),
            ("patient", CONFIRMED, "1 place needs a second look."),
            ("patient", ABOUT_OTHER, "1 place could show who this person is."),
            ("clinician", REFUSED, "This can&#x27;t be published in this form."),
        ],
    )
    def test_the_answer_is_the_guards_word_on_it(self, kind: str, text: str, said: str) -> None:
        shown = self.check(make_persona(kind=kind), text)
        assert (shown.startswith("<div"), shown.lstrip().count('id="verdict"'), said in shown) == (True, 1, True)
        assert ("<h2>" in shown) is bool(said)

    def test_it_keeps_the_draft(self) -> None:
        me = make_persona()
        assert "Saved." in self.check(me, "Half a th")
        kept = drafts.at(viewer_of(me), f"space:{SQUARE_ID}")
        assert kept is not None
        assert kept.fields["text"] == "Half a th"

    def test_emptying_the_composer_drops_the_draft(self) -> None:
        me = make_persona()
        self.check(me, "Half a th")
        self.check(me, " ")
        assert not Draft.objects.exists()

    def test_a_second_look_is_offered_only_after_publishing_was_tried(self) -> None:
        assert 'name="confirmed"' not in self.check(make_persona(), CONFIRMED)

    def test_a_press_changes_the_text_and_keeps_it(self) -> None:
        me, text = make_persona(kind="clinician"), "She was seen on 3 March 2026. It rained."
        shown = self.check(me, text, do="fix:16:28")
        kept = drafts.at(viewer_of(me), f"space:{SQUARE_ID}")
        assert kept is not None
        assert kept.fields["text"] == "She was seen in 2026. It rained."
        assert 'data-text="She was seen in 2026. It rained."' in shown

    def test_typing_alone_is_answered_without_the_text(self) -> None:
        assert "data-text" not in self.check(make_persona(kind="clinician"), ABOUT_OTHER)

    def test_the_buttons_send_the_form_to_the_check(self) -> None:
        shown = self.check(make_persona(kind="clinician"), ABOUT_OTHER)
        assert f'hx-post="/compose/check/?place=space:{SQUARE_ID}"' in shown

    @pytest.mark.parametrize(
        ("text", "held", "back"), [(FINE, "1", True), (FINE, "", False), (ABOUT_OTHER, "1", False)]
    )
    def test_the_button_comes_back_when_nothing_is_held_any_more(self, text: str, held: str, back: bool) -> None:
        shown = self.check(make_persona(kind="clinician"), text, held=held)
        assert ('value="publish"' in shown) is back

    def test_one_line_under_the_field_says_what_came_of_it(self) -> None:
        lines = [self.check(make_persona(kind="clinician"), text) for text in (ABOUT_OTHER, FINE, " ")]
        said = ("1 place could show", "The guard found nothing to change.", "The guard reads along")
        assert all('id="guard_line"' in shown and words in shown for shown, words in zip(lines, said, strict=True))

    def test_it_is_not_audited(self) -> None:
        self.check(make_persona(), ABOUT_OTHER)
        assert not AuditEntry.objects.filter(action__startswith="guard").exists()

    @pytest.mark.parametrize("place", ["", "space:", "space:x", "nowhere:1", "reply:1", "edit:1", "space:" + "9" * 30])
    def test_an_odd_place_is_not_here(self, place: str) -> None:
        answered = client_of(make_persona()).post(f"/compose/check/?place={place}", {"text": "x"}, **HTMX)
        assert answered.status_code == 404

    def test_without_htmx_it_leads_to_the_composer(self) -> None:
        answered = client_of(make_persona()).post(CHECK, {"text": "x"})
        assert answered.headers["Location"] == COMPOSE


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
