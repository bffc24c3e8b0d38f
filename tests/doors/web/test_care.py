"""The card for somebody in distress: at once, in her own words' class, without a script, and shown to nobody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.escalations.models import Escalation
from bedside.areas.helplines import queries as helplines
from bedside.areas.helplines.models import Line
from bedside.areas.people.actions import choose_country
from bedside.areas.posts import drafts, files
from bedside.areas.posts.models import Image, Post
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from tests.areas.escalations.scene import Scene, make, row, write
from tests.areas.messaging.making import make_channel, make_practice
from tests.factories import client_of, make_persona

pytestmark = pytest.mark.django_db
TEXTS = {
    "C1": "I have had crushing chest pain going into my left arm and jaw for half an hour, and I am sweating.",
    "C2": "I want to kill myself. I have written the letters. This is goodbye.",
    "C3": "I have run out of my epilepsy tablets since yesterday and cannot get more until Monday.",
}
TITLES = {"C1": "Call 999 now", "C2": "Are you safe right now?", "C3": "Please call somebody today"}


@pytest.fixture
def scene() -> Scene:
    helplines.forget_shown()
    found = make()
    choose_country(by=found.viewer("author"), country="GB")
    return found


def line(**fields) -> Line:
    told = {"country": "GB", "name": "Samaritans", "telephone": "116 123", "checked_on": now().date()}
    return Line.objects.create(**(told | {"checked_by": "Ann"} | fields))


def post(client: Client, text: str):
    helplines.forget_shown()
    form = {"text": text, "lang": "en", "audience": "public", "kind": "text", "do": "publish"}
    return client.post(reverse("compose"), form, follow=True)


def words(response) -> str:
    return response.content.decode()


def heading(response) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", words(response), re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("klass", TEXTS)
def test_the_card_is_the_page_that_follows_on_posting_in_the_words_of_its_class(scene, klass):
    answer = post(client_of(scene.author), TEXTS[klass])
    assert heading(answer) == TITLES[klass]
    assert 'href="tel:999"' in words(answer)
    assert Post.objects.filter(author=scene.author, text=TEXTS[klass], gone=False).exists()
    assert "<script" not in words(answer).split("<main")[1]


def test_a_calm_post_is_followed_by_itself(scene):
    answer = post(client_of(scene.author), "Slept well on the new pillow.")
    assert "post-" in words(answer)
    assert not Escalation.objects.exists()


def test_lines_stand_before_ambulances_for_who_wrote_of_dying(scene):
    line()
    shown = words(post(client_of(scene.author), TEXTS["C2"]))
    assert shown.index("tel:116123") < shown.index("tel:999")
    assert "tel:116123" not in words(post(client_of(scene.author), TEXTS["C1"])).split("<main")[1]


def test_without_any_line_and_without_a_country_the_number_is_there(scene):
    choose_country(by=scene.viewer("author"), country="")
    shown = words(post(client_of(scene.author), TEXTS["C2"]))
    assert 'href="tel:112"' in shown
    assert "tell somebody near you" in shown
    assert '<select class="in short" id="country"' in shown


def test_another_country_can_be_chosen_on_the_card(scene):
    client = client_of(scene.author)
    post(client, TEXTS["C2"])
    url = reverse("post_care", args=[Post.objects.latest("id").id])
    assert 'href="tel:000"' in words(client.get(url, {"country": "AU"}))


def test_the_card_stands_at_the_post_later_and_for_nobody_else(scene):
    client = client_of(scene.author)
    post(client, TEXTS["C2"])
    new = Post.objects.latest("id").id
    assert "Only you see this box" in words(client.get(reverse("post", args=[new])))
    for other in (Client(), client_of(scene.reader), client_of(scene.first)):
        shown = other.get(reverse("post", args=[new]))
        assert "Only you see this box" not in words(shown)
        assert other.get(reverse("post_care", args=[new])).status_code in (302, 404)


def test_what_others_see_of_a_post_is_the_same_with_a_card_and_without(scene):
    """Nobody learns that somebody was flagged (escalation.yaml, never)."""
    reader = client_of(scene.reader)
    before = words(reader.get(reverse("post", args=[scene.post.id])))
    scene.flagged("self_harm", who="author")
    after = words(reader.get(reverse("post", args=[scene.post.id])))
    still = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
    assert still.sub("", before) == still.sub("", after)


def test_talking_asks_the_duty_team_and_says_when_somebody_writes(scene):
    client = client_of(scene.author)
    post(client, TEXTS["C2"])
    new = Post.objects.latest("id").id
    answer = client.post(reverse("post_care", args=[new]), {"do": "talk"}, follow=True)
    found = Escalation.objects.get(post_id=new)
    assert (found.klass, found.queued) == ("C2", True)
    assert "within 30 minutes" in words(answer)


def test_when_nobody_is_on_duty_the_card_says_so_and_promises_no_time():
    found = make(rota=False)
    client = client_of(found.author)
    shown = words(post(client, TEXTS["C2"]))
    assert "Nobody of this site reads this now" in shown
    assert "within 30 minutes" not in shown


def test_moving_it_takes_the_post_down_and_keeps_the_words_and_what_was_begun_before(scene):
    client, viewer = client_of(scene.author), scene.viewer("author")
    post(client, TEXTS["C3"])
    new = Post.objects.latest("id").id
    client.post(reverse("compose"), {"text": "Something else, not done", "lang": "en", "do": "draft"})
    answer = client.post(reverse("post_care", args=[new]), {"do": "private"}, follow=True)
    assert "only you can read them" in words(answer)
    assert not Post.objects.filter(id=new, gone=False).exists()
    kept = drafts.at(viewer, f"space:{SQUARE_ID}")
    assert kept is not None
    assert kept.fields["text"] == TEXTS["C3"] + "\n\nSomething else, not done"
    assert Escalation.objects.get(post_id=new).outcome == "moved_private"


def test_leaving_it_leaves_everything_and_the_box_is_gone(scene):
    client = client_of(scene.author)
    post(client, TEXTS["C2"])
    new = Post.objects.latest("id").id
    answer = client.post(reverse("post_care", args=[new]), {"do": "leave"}, follow=True)
    assert "Only you see this box" not in words(answer)
    assert Post.objects.filter(id=new, gone=False).exists()
    assert Escalation.objects.get(post_id=new).outcome == "author_safe"


def test_who_was_shown_no_card_can_ask_by_herself(scene):
    client = client_of(scene.author)
    url = reverse("post_care", args=[scene.post.id])
    assert heading(client.get(url)) == "Do you need help with this?"
    answer = client.post(url, {"do": "talk", "reason": "sensitive"}, follow=True)
    assert answer.status_code == 200
    assert Escalation.objects.get(post_id=scene.post.id).trigger == "T1"
    assert client.post(url, {"do": "nonsense"}).status_code == 404


def test_a_reader_sends_in_three_presses_and_is_told_that_it_is_done(scene):
    client = client_of(scene.reader)
    url = reverse("post_worried", args=[scene.post.id])
    shown = words(client.get(url))
    assert "We have written to the author privately." in shown
    answer = client.post(url, {"reason": "self_harm"}, follow=True)
    assert "Thank you. This is now with the duty team; you need do nothing more." in words(answer)
    assert Escalation.objects.get(post_id=scene.post.id).trigger == "T2"


def test_the_clinicians_button_stands_beside_a_patients_post_and_is_the_same_form(scene):
    doctor = client_of(make_persona(kind="clinician", handle="doc"))
    shown = words(doctor.get(reverse("post", args=[scene.post.id])))
    assert "Take this off the public channel" in shown
    assert "Worried about this?" not in shown
    answer = doctor.post(reverse("post_worried", args=[scene.post.id]), {"reason": "tells_others"}, follow=True)
    assert "you need do nothing more" in words(answer)
    assert Escalation.objects.get(post_id=scene.post.id).klass == "C4"


def test_a_reason_can_be_chosen_beforehand_and_none_is_refused(scene):
    client, url = client_of(scene.reader), reverse("post_worried", args=[scene.post.id])
    shown = words(client.get(url, {"reason": "sensitive"}))
    assert re.search(r'value="sensitive" checked', shown)
    assert client.post(url, {"reason": "because"}).status_code == 422
    assert not Escalation.objects.exists()


def test_ones_own_post_leads_to_the_card_and_an_unseen_one_to_nothing(scene):
    assert client_of(scene.author).get(reverse("post_worried", args=[scene.post.id])).url == reverse(
        "post_care", args=[scene.post.id]
    )
    closed = write(scene.author, audience="mentioned")
    assert (
        client_of(scene.reader).post(reverse("post_worried", args=[closed.id]), {"reason": "urgent"}).status_code == 404
    )


def test_the_author_reads_and_answers_in_the_private_thread_and_no_name_is_shown(scene):
    escalation_id = scene.contacted("self_harm")
    client, url = client_of(scene.author), reverse("care_one", args=[escalation_id])
    shown = words(client.get(url))
    assert "Thank you for saying it" in shown
    assert "mod_one" not in shown
    assert scene.first.name not in shown
    assert client.post(url, {"do": "answer", "words": " "}).status_code == 422
    assert "I am still here" in words(client.post(url, {"do": "answer", "words": "I am still here"}, follow=True))
    for other in (scene.reader, scene.first):
        assert client_of(other).get(url).status_code == 404


@pytest.mark.parametrize(("do", "gone"), [("keep", False), ("remove", True)])
def test_the_author_decides_what_becomes_of_the_post(scene, do, gone):
    escalation_id = scene.contacted()
    client = client_of(scene.author)
    client.post(reverse("care_one", args=[escalation_id]), {"do": do})
    assert row(escalation_id).stays == do
    assert Post.objects.filter(id=scene.post.id, gone=False).exists() is not gone


def test_keeping_it_without_details_asks_which_go_says_that_it_is_for_good_and_shows_what_stands(scene):
    escalation_id = scene.contacted()
    Post.objects.filter(id=scene.post.id).update(text="Thanks for asking. I have 40 tablets here.")
    reply = write(scene.reader, "Please give the 40 tablets away.", reply_to_id=scene.post.id)
    Post.objects.filter(id=reply.id).update(thread_id=scene.post.id)
    client = client_of(scene.author)
    answer = client.post(reverse("care_one", args=[escalation_id]), {"do": "without_details"})
    assert answer.url == reverse("post_details", args=[scene.post.id])
    assert row(escalation_id).stays == ""
    page = words(client.get(answer.url))
    assert "be undone." in page
    assert re.findall(r'value="(t\d)"( checked)?', page) == [("t0", " checked"), ("t1", "")]
    done = words(client.post(answer.url, {"version": "1", "stays": "t0"}, follow=True))
    assert "The details are gone. This is what stands there now. 1 reply that may repeat them is folded." in done
    assert Post.objects.get(id=scene.post.id).text == "Thanks for asking."
    assert row(escalation_id).stays == "without_details"
    assert client_of(scene.reader).get(answer.url).status_code == 404


def test_ticks_that_leave_everything_come_back_with_what_to_do(scene):
    answer = client_of(scene.author).post(
        reverse("post_details", args=[scene.post.id]), {"version": "1", "stays": "t0"}
    )
    assert answer.status_code == 422
    assert "You left everything in it." in words(answer)


def test_the_way_to_it_is_the_same_at_a_post_that_nobody_worried_about(scene):
    assert "Take details out" in words(client_of(scene.author).get(reverse("post", args=[scene.post.id])))


def test_the_author_can_close_it(scene):
    escalation_id = scene.contacted()
    client = client_of(scene.author)
    shown = words(client.post(reverse("care_one", args=[escalation_id]), {"do": "author_safe"}, follow=True))
    assert "The author is safe" not in shown
    assert row(escalation_id).state == "E6"
    assert "You said that you are safe" in words(client.get(reverse("care")))


def test_the_list_of_ones_own_is_empty_in_words(scene):
    assert "Nothing here" in words(client_of(scene.reader).get(reverse("care")))


def test_the_author_goes_on_by_her_own_press_and_to_her_practice_with_her_own_words_alone(scene):
    channel = make_channel(make_practice(), scene.author)
    escalation_id = scene.contacted("sensitive")
    client, url = client_of(scene.author), reverse("care_one", args=[escalation_id])
    assert "They do not see your post." in words(client.get(url))
    sent = {"do": "hand_off", "to": "practice", "practice": str(channel.practice_id), "words": "Please call me."}
    assert client.post(url, sent | {"practice": "1"}).status_code in (404, 422)
    assert client.post(url, sent).status_code == 302
    assert (row(escalation_id).state, row(escalation_id).handed_to) == ("E4", "practice")


@pytest.mark.parametrize("to", ["line", "nobody"])
def test_who_has_no_practice_here_can_choose_a_line_or_nobody(scene, to):
    escalation_id = scene.contacted("self_harm")
    client, url = client_of(scene.author), reverse("care_one", args=[escalation_id])
    assert "They do not see your post." not in words(client.get(url))
    client.post(url, {"do": "hand_off", "to": to})
    assert row(escalation_id).handed_to == to


def test_a_change_brings_the_card_again_until_somebody_wrote_to_her_and_then_shows_the_post(scene):
    """Somebody in danger who mends her words at the wish of the duty team sees that it worked."""
    url = reverse("post_edit", args=[scene.post.id])
    client = client_of(scene.author)
    graver = {"text": "I want to kill myself. This is goodbye.", "do": "publish", "confirmed": "1"}
    assert client.post(url, graver).url == reverse("post_care", args=[scene.post.id])
    mended = {"text": "I wrote more than I meant to.", "do": "publish"}
    assert client.post(url, mended).url == reverse("post_care", args=[scene.post.id])
    scene.contacted("self_harm")
    answer = client.post(url, mended | {"text": "I wrote more than I wanted."})
    assert answer.url.startswith(reverse("post", args=[scene.post.id]))
    assert "We read your post" in words(client.get(answer.url))


def test_moving_it_takes_its_pictures_down_at_once(scene, django_capture_on_commit_callbacks):
    key = "a" * 32
    Image.objects.create(
        key=key, owner_id=scene.author.id, post_id=scene.post.id, media_type="image/webp", width=8, height=8
    )
    files.keep(key, b"a picture")
    assert files.path_of(key).exists()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(scene.author).post(reverse("post_care", args=[scene.post.id]), {"do": "private"})
    assert not Image.objects.filter(key=key).exists()
    assert not files.path_of(key).exists()


def test_in_an_emergency_each_change_brings_the_card(scene):
    url = reverse("post_edit", args=[scene.post.id])
    Escalation.objects.filter(id=scene.contacted("urgent")).update(klass="C1")
    mended = {"text": "I wrote more than I meant to.", "do": "publish"}
    assert client_of(scene.author).post(url, mended).url == reverse("post_care", args=[scene.post.id])
