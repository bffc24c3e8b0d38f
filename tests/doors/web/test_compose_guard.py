"""The guard in the composer: its five verdicts on what is sent, and its word while somebody types."""

from typing import Any

import pytest
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona
from bedside.areas.posts import drafts
from bedside.areas.posts.models import Draft, Post
from bedside.areas.spaces.models import SQUARE_ID
from tests.areas.posts.test_guard import ABOUT_OTHER, ADVISED, CONFIRMED, FINE, REFUSED
from tests.doors.web.composing import CHECK, COMPOSE, HTMX, send
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


class TestVerdicts:
    @pytest.mark.parametrize(
        ("kind", "text", "status", "said", "button"),
        [
            ("patient", CONFIRMED, 422, "Look again before you publish", True),
            ("patient", ABOUT_OTHER, 422, "Your post is held, not published", True),
            ("clinician", ABOUT_OTHER, 422, "Your post is held, not published", True),  # with a permission
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
