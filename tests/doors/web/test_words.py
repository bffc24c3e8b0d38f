"""Offers below a box of free text, with scripts and without; the curators' pages."""

import re

import pytest
from django.urls import reverse

from bedside.areas.vocabulary import actions
from bedside.areas.vocabulary.marks import mark_of
from bedside.areas.vocabulary.models import Decision, Use, WaitingWord
from tests.factories import client_of, make_persona, make_staff

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def html_of(answer):
    return answer.content.decode()


@pytest.fixture
def member():
    actions.keep_own_words()
    return client_of(make_persona())


@pytest.fixture
def staff():
    actions.keep_own_words()
    return client_of(make_staff("moderator", "keeper"))


def test_while_somebody_types_a_list_of_buttons_comes_that_only_fill_the_box(member):
    asks = html_of(member.get(reverse("evaluate")))
    assert 'hx-vals="{&quot;of&quot;: &quot;purpose&quot;, &quot;box&quot;: &quot;id_purpose&quot;}"' in asks
    assert 'hx-target="#offers_id_purpose" hx-swap="innerHTML"' in asks
    assert 'id="offers_id_purpose"' in asks
    sent = {"of": "purpose", "box": "id_purpose", "purpose": "migrane", "treatment": "Tea"}
    answer = member.post(reverse("words"), sent, **HTMX)
    html = answer.content.decode()
    assert '<button class="tag" type="button" data-fill="id_purpose" data-word="migraine">' in html
    assert "<html" not in html
    assert 'type="submit"' not in html


def test_what_is_like_nothing_gets_no_list(member):
    answer = member.post(reverse("words"), {"of": "purpose", "purpose": "zzqqxx"}, **HTMX)
    assert answer.content.decode().strip() == ""


def test_without_scripts_the_button_shows_the_list_and_keeps_all_that_was_filled_in(member):
    filled = {"treatment": "Tea", "purpose": "uti", "effect": "2", "unwanted": ["nausea", "headache"], "counted": "on"}
    html = member.post(reverse("evaluate"), filled | {"look_up": "purpose"}).content.decode()
    assert 'name="take" value="purpose:urinary tract infection"' in html
    assert 'value="uti"' in html
    assert 'value="Tea"' in html
    assert len(re.findall(r"<input[^>]* checked", html)) == 5  # two of them as boxes, and "I'd rather not say"
    taken = member.post(reverse("evaluate"), filled | {"take": "purpose:urinary tract infection"}).content.decode()
    assert 'value="urinary tract infection"' in taken
    assert 'value="Tea"' in taken
    assert not Use.objects.exists()


def test_enter_sends_the_typed_words_and_no_offer(member):
    html = member.get(reverse("evaluate")).content.decode()
    form = html[html.index('<form class="flow"') :]
    first = re.search(r"<button[^>]*type=\"submit\"[^>]*>", form)
    assert first is not None
    assert "name=" not in first[0]


@pytest.mark.parametrize("press", [{"look_up": "effect"}, {"look_up": "nothing"}, {"take": "words:x"}, {"take": "x"}])
def test_a_press_for_a_field_without_offers_is_an_ordinary_form(member, press):
    assert member.post(reverse("evaluate"), press).status_code == 422


def test_the_page_of_words_names_its_sources_and_answers_without_scripts(member):
    html = member.post(reverse("words"), {"text": "high blood pressure"}).content.decode()
    assert "hypertension" in html
    assert "Words of this site" in html
    assert member.post(reverse("words"), {"text": ""}).status_code == 422


def wait(text="fatige", band="3 to 10"):
    return bytes(WaitingWord.objects.create(mark=mark_of(text), text=text, band=band).mark).hex()


def test_a_curator_maps_a_word_and_takes_it_back(staff):
    key = wait()
    page = staff.get(reverse("staff_words")).content.decode()
    assert "fatige" in page
    assert "Used by 3 to 10 people" in page
    one = staff.get(reverse("staff_word", args=[key])).content.decode()
    term = re.search(r'name="term" id="term-\d+" value="(\d+)"><span>fatigue', one)
    assert term is not None
    answer = staff.post(reverse("staff_word", args=[key]), {"do": "alias", "term": term[1]})
    assert answer.url == reverse("staff_words")
    made = Decision.objects.get()
    assert "means fatigue, and is offered" in staff.get(reverse("staff_words")).content.decode()
    staff.post(reverse("staff_word_undo", args=[made.id]))
    made.refresh_from_db()
    assert made.undone_at is not None


@pytest.mark.parametrize("term", ["", "0", "x", "9" * 30])
def test_mapping_without_a_term_says_what_to_do_and_keeps_the_word(staff, term):
    key = wait()
    answer = staff.post(reverse("staff_word", args=[key]), {"do": "map", "term": term})
    assert answer.status_code == 422
    assert "No term is chosen." in answer.content.decode()
    assert WaitingWord.objects.exists()


@pytest.mark.parametrize("key", ["00" * 16, "xyz", "0", "é"])
def test_a_word_that_does_not_wait_is_not_there(staff, key):
    assert staff.get(reverse("staff_word", args=[key])).status_code == 404


def test_an_empty_queue_says_how_words_come_there(staff):
    assert "No words wait" in staff.get(reverse("staff_words")).content.decode()
