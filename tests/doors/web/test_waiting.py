"""The page of a post that waits for its pictures: what is shown, what can be pressed, with a script and without."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, waiting
from bedside.areas.posts.actions.looking import leave_to_authors, look_at
from bedside.areas.posts.files import path_of
from bedside.areas.posts.models import Draft, Image, Post, Waiting
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.images.reading import Reader, Seen, TooSlow
from tests.areas.posts.writing import picture, placed, send_held, write
from tests.doors.web.test_compose import send, upload
from tests.factories import client_of, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db

LINE = Seen("text", (0.1, 0.1, 0.4, 0.1), "MRN 00482917")
FACE = Seen("face", (0.6, 0.6, 0.2, 0.3))
WORDS = "A good day at the sea."
HTMX = {"HTTP_HX_REQUEST": "true"}


def clinician() -> Persona:
    made = make_persona(kind="clinician")
    make_credential(made)
    return made


def held(author: Persona, *seen: tuple[Seen, ...] | None, looked: bool = True, **more: Any) -> int:
    """Send a post with one picture for each of `seen`, and look at them: None is a picture that takes too long."""
    by = viewer_of(author)
    files = [picture(colour, size=(200, 100)) for colour, _one in zip(("teal", "gold"), seen, strict=False)]
    keys = tuple(actions.add_image(by=by, data=file) for file in files)
    words = Words(text=WORDS, images=keys, alts=tuple(f"Number {n}" for n in range(1, len(keys) + 1)))
    key = send_held(by, words, **more)
    rest = list(seen)

    def read(_data: bytes) -> tuple[Seen, ...]:
        found = rest.pop(0)
        if found is None:
            raise TooSlow
        return found

    if looked:
        row = Waiting.objects.get(form_key=key)
        look_at(row.id, row.owner_id, cast("Reader", SimpleNamespace(read=read)))
    return key


def page(author: Persona, key: int, **more: Any) -> str:
    return client_of(author).get(reverse("waiting", args=[key]), **more).content.decode()


def press(author: Persona, key: int, do: str, **more: Any) -> HttpResponse:
    return client_of(author).post(reverse("waiting", args=[key]), {"do": do, **more})


def buttons(shown: str) -> list[str]:
    """Return what the buttons of a page send as `do`."""
    return re.findall(r'name="do" value="([^"]+)"', shown)


def look(author: Persona, key: int, n: int = 0) -> tuple[str, waiting.Look]:
    return list(waiting.one(viewer_of(author), key).looks.items())[n]


class TestSending:
    def test_publishing_leads_to_the_page_that_waits(self, settings: Any) -> None:
        settings.LOOKS_AT_PICTURES = True
        me = make_persona()
        sent = send(me, WORDS, image_1=upload(), alt_1="The sea")
        assert sent.headers["Location"] == reverse("waiting", args=[77])
        assert not Post.objects.exists()
        assert not Draft.objects.exists()
        assert send(me, WORDS, image=[Image.objects.get().key]).headers["Location"] == reverse("waiting", args=[77])

    def test_a_place_that_was_removed_is_told(self, settings: Any) -> None:
        settings.LOOKS_AT_PICTURES = True
        me = make_persona()
        form = {"text": WORDS, "key": "77", "image_1": upload(data=placed())}
        assert "We removed that place." in client_of(me).post("/compose/", form, follow=True).content.decode()

    def test_the_composer_says_what_is_looked_for(self, settings: Any) -> None:
        settings.LOOKS_AT_PICTURES = True
        shown = client_of(make_persona()).get("/compose/").content.decode()
        assert "we look for words, codes and faces" in shown
        assert "We can miss things" in shown


class TestWhileItIsLookedAt:
    def test_the_page_says_so_and_keeps_the_words_in_sight(self) -> None:
        me = make_persona()
        shown = page(me, held(me, (), looked=False))
        assert "We are looking at your pictures" in shown
        assert WORDS in shown
        assert buttons(shown) == ["begin", "back", "drop"]  # the first begins a crash, from any page

    def test_it_asks_again_by_itself_and_hears_nothing_new(self) -> None:
        me = make_persona()
        key = held(me, (), looked=False)
        assert 'hx-trigger="every 4s"' in page(me, key)
        assert client_of(me).get(reverse("waiting", args=[key]), **HTMX).status_code == 204

    def test_it_hears_when_something_is_to_be_looked_at(self) -> None:
        me = make_persona()
        shown = page(me, held(me, (LINE,)), **HTMX)
        assert "See what to do" in shown
        assert "hx-get" not in shown

    def test_it_hears_when_the_post_is_out_and_where(self) -> None:
        me = make_persona()
        key = held(me, ())
        address = reverse("post", args=[Post.objects.get().id])
        assert f'href="{address}"' in page(me, key, **HTMX)
        assert client_of(me).get(reverse("waiting", args=[key])).headers["Location"] == address

    def test_a_press_that_comes_too_early_leads_back_to_it(self) -> None:
        me = make_persona()
        key = held(me, (), looked=False)
        assert press(me, key, "publish").headers["Location"] == reverse("waiting", args=[key])
        assert not Post.objects.exists()

    def test_it_stands_among_the_drafts(self) -> None:
        me = make_persona()
        key = held(me, (), looked=False)
        shown = client_of(me).get("/drafts/").content.decode()
        assert reverse("waiting", args=[key]) in shown
        assert "We are looking at its pictures" in shown
        assert "No drafts" not in shown


class TestFindings:
    def test_each_is_told_in_words_with_its_place_and_drawn(self) -> None:
        me = clinician()
        shown = page(me, held(me, (LINE, FACE)))
        for words in (
            "A record number",
            "at the top, on the left",
            "A picture of a person",
            "at the bottom, on the right",
        ):
            assert words in shown
        assert shown.count('<rect x="20" y="10" width="80" height="10">') == 2  # an edge dark, a line light
        assert "00482917" not in shown

    def test_a_clinician_cannot_publish_before_they_are_covered(self) -> None:
        me = clinician()
        shown = page(me, held(me, (LINE, FACE)))
        assert "publish" not in buttons(shown)
        assert "Your post is held, not published." in shown

    def test_one_press_covers_one(self) -> None:
        me = clinician()
        key = held(me, (LINE, FACE))
        image, before = look(me, key)
        answer = press(me, key, f"cover:{image}:{before.mark}:0")
        assert answer.headers["Location"] == reverse("waiting", args=[key]) + "#picture_1"
        shown = page(me, key)
        assert "1 place is covered. We found 1 place." in shown
        assert "A record number" not in shown

    def test_one_press_covers_all_and_then_she_says_that_she_looked(self) -> None:
        me = clinician()
        key = held(me, (LINE, FACE))
        image, before = look(me, key)
        press(me, key, f"cover:{image}:{before.mark}:all")
        shown = page(me, key)
        assert "2 places are covered. We see nothing more. We can miss things" in shown
        _image, after = look(me, key)
        assert press(me, key, "publish").status_code == 422
        assert press(me, key, "publish", looked=before.mark).status_code == 422
        assert press(me, key, "publish", looked=after.mark).status_code == 302
        assert Post.objects.get().n_images == 1

    def test_each_picture_has_a_tick_of_its_own(self) -> None:
        me = clinician()
        key = held(me, (), ())
        shown = page(me, key)
        assert shown.count('name="looked"') == 2
        first, second = look(me, key)[1].mark, look(me, key, 1)[1].mark
        again = press(me, key, "publish", looked=[first]).content.decode()
        assert re.findall(r'href="#(picture_\d_tick)"', again) == ["picture_2_tick"]
        assert re.findall(r'value="(\w+)" checked', again) == [first]
        assert press(me, key, "publish", looked=[first, second]).status_code == 302

    def test_a_patient_is_warned_and_needs_no_tick_for_her_own_face(self) -> None:
        me = make_persona()
        key = held(me, (FACE,))
        shown = page(me, key)
        assert "A picture of a person" in shown
        assert 'type="checkbox"' not in shown
        assert press(me, key, "publish").status_code == 302

    def test_a_picture_that_took_too_long_says_so_and_has_nothing_to_cover(self) -> None:
        me = make_persona()
        key = held(me, None)
        shown = page(me, key)
        assert "It took too long to read" in shown
        assert [do for do in buttons(shown) if do.startswith("cover")] == []
        assert "publish" in buttons(shown)

    def test_what_was_not_looked_at_is_not_called_clean_and_is_looked_at_when_she_publishes(self) -> None:
        me = clinician()
        key = held(me, (), looked=False)
        assert leave_to_authors() == 1
        shown = page(me, key)
        assert "Your pictures were not looked at yet." in shown
        assert "We see nothing more" not in shown
        assert 'type="checkbox"' not in shown
        press(me, key, "publish")
        assert Waiting.objects.get().state == "checking"
        assert not Post.objects.exists()

    def test_a_picture_is_taken_away(self) -> None:
        me = clinician()
        key = held(me, (LINE,), ())
        image, _look = look(me, key)
        press(me, key, f"out:{image}")
        assert "A record number" not in page(me, key)
        assert not Image.objects.filter(key=image).exists()

    def test_without_its_last_picture_the_words_are_published(self) -> None:
        me = clinician()
        key = held(me, (LINE,))
        press(me, key, f"out:{look(me, key)[0]}")
        assert "Your post has no pictures now" in page(me, key)
        press(me, key, "publish")
        assert Post.objects.get().text == WORDS

    def test_a_press_on_a_picture_as_it_no_longer_is_says_that_nothing_was_covered(self) -> None:
        me = clinician()
        key = held(me, (LINE,))
        image, before = look(me, key)
        press(me, key, f"cover:{image}:{before.mark}:0")
        again = press(me, key, f"cover:{image}:{before.mark}:0")
        assert again.status_code == 422
        assert "Nothing is covered" in again.content.decode()
        assert "no longer in the picture" not in again.content.decode().split("</main>")[0].split("<main")[-1]

    @pytest.mark.parametrize("do", ["", "nonsense", "cover", "cover:x", "cover:x:y:z", "out:", "out:zz", "cover:::-1"])
    def test_odd_presses_change_nothing(self, do: str) -> None:
        me = clinician()
        key = held(me, (LINE,))
        before = waiting.one(viewer_of(me), key)
        assert press(me, key, do).status_code in (302, 404)
        assert waiting.one(viewer_of(me), key) == before

    def test_a_picture_whose_file_is_gone_breaks_nothing(self) -> None:
        me = clinician()
        key = held(me, (LINE,))
        image, before = look(me, key)
        path_of(image).unlink()
        assert press(me, key, f"cover:{image}:{before.mark}:0").status_code == 422
        press(me, key, "publish")
        assert not Post.objects.exists()


class TestLettingGo:
    def test_back_in_the_composer_are_the_words_and_the_pictures(self) -> None:
        me = make_persona()
        key = held(me, (LINE,))
        answer = press(me, key, "back")
        assert answer.headers["Location"] == "/compose/"
        shown = client_of(me).get("/compose/").content.decode()
        assert WORDS in shown
        assert Image.objects.get().key in shown
        assert 'value="Number 1"' in shown

    def test_what_answers_a_post_that_is_gone_is_found_among_the_drafts(self) -> None:
        me = make_persona()
        asked = write(make_persona(), "Who knows?")
        key = held(me, (LINE,), reply_to_id=asked.id)
        actions.delete(by=viewer_of(asked.author), post_id=asked.id)
        assert press(me, key, "back").headers["Location"] == reverse("drafts")
        assert WORDS in client_of(me).get("/drafts/").content.decode()

    @pytest.mark.parametrize("looked", [True, False])
    def test_where_another_text_was_begun_it_is_said(self, looked: bool) -> None:
        me = make_persona()
        key = held(me, (LINE,), looked=looked)
        actions.save_draft(by=viewer_of(me), place=f"space:{SQUARE_ID}", fields={"text": "Another."})
        answer = press(me, key, "back")
        assert (answer.status_code, b"begun another text" in answer.content) == (422, True)

    def test_all_of_it_can_be_deleted(self) -> None:
        me = make_persona()
        key = held(me, (LINE,))
        assert press(me, key, "drop").headers["Location"] == reverse("drafts")
        assert not Waiting.objects.exists()
        assert client_of(me).get(reverse("waiting", args=[key])).status_code == 404


def test_the_notice_leads_to_what_waits() -> None:
    from bedside.kit.outbox.actions import deliver_now

    me = make_persona()
    held(me, (LINE,))
    deliver_now()
    shown = client_of(me).get("/notices/").content.decode()
    assert "Your post is not published yet. Look at its pictures first." in shown
    assert 'href="/drafts/"' in shown
