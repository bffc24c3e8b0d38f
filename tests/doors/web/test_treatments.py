"""The pages of treatments: what is shown, what is not, and one's own answers."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.records import actions
from bedside.areas.records.models import Course
from bedside.doors.web.evidence_parts import evidence_row
from bedside.policy.disclosure import Figure, Tier
from bedside.policy.evidence.sources import Row
from tests.areas.records.people import answer, asked
from tests.factories import client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db

ANSWERS = {
    "treatment": "Tea",
    "purpose": "depression",
    "started_month": "3",
    "started_year": "2024",
    "standing": "still",
    "effect": "3",
}


@pytest.fixture
def figures() -> None:
    answer("Tea", people=40, effect=4, unwanted=("nausea",), side_effects=1)
    answer("Tea", people=20, effect=0, side_effects=3)
    answer("Tramadol", people=20, effect=4)
    answer("Hats", people=9)
    actions.build()


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("figures")
def test_conditions_with_figures_are_listed_for_everybody() -> None:
    assert "2 treatments" in page("/treatments/")


@pytest.mark.usefixtures("figures")
def test_a_search_without_a_find_suggests_one() -> None:
    text = page("/treatments/?q=depresion")
    assert "Did you mean" in text
    assert 'href="/treatments/depression/"' in text


@pytest.mark.usefixtures("figures")
def test_a_condition_lists_what_may_be_shown_and_nothing_else() -> None:
    text = page("/treatments/depression/")
    assert "about 60 people" in text
    assert "about 20 people" in text
    assert "can be hard to stop" in text
    assert "Hats" not in text


@pytest.mark.usefixtures("figures")
def test_a_treatment_shows_harm_before_benefit() -> None:
    text = page("/treatments/depression/tea/")
    order = [text.index(words) for words in ("Nausea", "About 60 people started", "of 100 people say it helped")]
    assert order == sorted(order)


@pytest.mark.usefixtures("figures")
def test_a_treatment_of_few_people_and_one_unknown_are_the_same_page_but_for_the_name() -> None:
    few, unknown = (Client().get(f"/treatments/depression/{name}/") for name in ("hats", "cats"))
    assert few.status_code == unknown.status_code == 200
    assert "Too few to say." in few.content.decode()
    assert masked(few.content) == masked(unknown.content).replace(b"Cats", b"Hats").replace(b"cats", b"hats")


def masked(content: bytes) -> bytes:
    """A page without what differs from request to request: the nonce of its scripts and the tokens of its forms."""
    return re.sub(rb'(nonce|name="csrfmiddlewaretoken" value)="[^"]*"', b"", content)


@pytest.mark.usefixtures("figures")
def test_a_page_of_few_people_holds_no_number_of_them() -> None:
    assert "about 10" not in page("/treatments/depression/hats/").lower()


@pytest.mark.parametrize("address", ["/treatments/xqzzk/", "/treatments/xqzzk/tea/"])
def test_an_unknown_condition_is_the_page_for_what_does_not_exist(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_condition_without_figures_says_so() -> None:
    assert "Too few to say" in page("/treatments/me-cfs/")


def imported(people: int) -> None:
    rows = [
        Row(
            line=number,
            source_id=str(number),
            treatment="Tea",
            purpose="depression",
            helped=number % 2 == 0,
            effect=None,
            side_effects=None,
            rating=5,
        )
        for number in range(people)
    ]
    actions.import_evaluations(source="external:drugscom", rows=rows)
    actions.build(source="external:drugscom")


@pytest.mark.usefixtures("figures")
def test_an_imported_set_is_folded_under_its_own_label() -> None:
    imported(200)
    text = page("/treatments/depression/tea/")
    assert "about 60 people" in text
    assert "about 200 people" not in text
    assert "/treatments/depression/tea/?source=external:drugscom" in text


@pytest.mark.usefixtures("figures")
def test_the_figures_of_an_imported_set_say_whose_they_are() -> None:
    imported(200)
    text = page("/treatments/depression/tea/?source=external:drugscom")
    assert "About 200 people" in text
    assert "Reviews from Drugs.com: not from members of this site" in text


def test_where_members_have_said_too_little_an_imported_set_is_shown_with_its_label() -> None:
    imported(200)
    assert "not from members of this site" in page("/treatments/depression/")


@pytest.mark.usefixtures("figures")
def test_an_unknown_source_shows_members_figures() -> None:
    assert "about 60 people" in page("/treatments/depression/?source=external:xqzzk")


def test_a_visitor_is_sent_to_sign_in_before_the_form() -> None:
    response = Client().get("/treatments/evaluate/")
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('signin')}?next=/treatments/evaluate/"


def test_who_has_not_confirmed_the_mail_address_gets_no_form() -> None:
    client = client_of(make_persona(account=make_account(confirmed=False)))
    assert client.get("/treatments/evaluate/").status_code == 302


def test_the_form_is_filled_with_what_the_page_was_about() -> None:
    response = client_of(make_persona()).get("/treatments/evaluate/?treatment=Tea&purpose=depression")
    assert 'value="Tea"' in response.content.decode()


def test_consent_to_be_counted_is_not_ticked() -> None:
    text = client_of(make_persona()).get("/treatments/evaluate/").content.decode()
    box = text[text.index('name="counted"') - 80 : text.index('name="counted"') + 80]
    assert "checked" not in box


def test_answers_are_kept_and_listed_for_their_owner_only() -> None:
    client = client_of(make_persona())
    assert client.post("/treatments/evaluate/", ANSWERS).status_code == 302
    assert "Tea, for depression" in client.get("/treatments/").content.decode()
    assert "Tea, for depression" not in client_of(make_persona()).get("/treatments/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"treatment": ""}, id="no treatment"),
        pytest.param({"started_year": "99999"}, id="a year far off"),
        pytest.param({"started_year": "next"}, id="a year in letters"),
        pytest.param({"started_month": "13"}, id="a 13th month"),
        pytest.param({"effect": "9"}, id="an unknown level"),
        pytest.param({"standing": "stopped", "stopped_year": "2024"}, id="half a stop date"),
        pytest.param({"standing": "stopped", "stopped_year": "2023", "stopped_month": "1"}, id="stop before start"),
        pytest.param({"words": "a" * 5000}, id="too many words"),
        pytest.param({"treatment": "te\u202ea"}, id="text that turns round"),
        pytest.param({"treatment": "te\x00a"}, id="a nul"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_with_a_sentence_and_keeps_nothing(wrong: dict[str, Any]) -> None:
    response = client_of(make_persona()).post("/treatments/evaluate/", ANSWERS | wrong)
    assert response.status_code == 422
    assert 'class="errors"' in response.content.decode()
    assert Course.objects.count() == 0


def test_answers_can_be_changed() -> None:
    persona = make_persona()
    course_id = actions.record_evaluation(by=viewer_of(persona), wish=asked("Tea"))
    client = client_of(persona)
    assert client.get(f"/treatments/evaluate/{course_id}/").status_code == 200
    assert client.post(f"/treatments/evaluate/{course_id}/", ANSWERS | {"effect": "0"}).status_code == 302
    assert "no effect" in client.get("/treatments/depression/tea/").content.decode()


def test_answers_are_deleted_after_a_question() -> None:
    persona = make_persona()
    course_id = actions.record_evaluation(by=viewer_of(persona), wish=asked("Tea"))
    client = client_of(persona)
    assert "cannot be brought back" in client.get(f"/treatments/evaluate/{course_id}/withdraw/").content.decode()
    assert client.post(f"/treatments/evaluate/{course_id}/withdraw/").status_code == 302
    assert Course.objects.count() == 0


@pytest.mark.parametrize("address", ["/treatments/evaluate/{}/", "/treatments/evaluate/{}/withdraw/"])
def test_somebody_elses_answers_do_not_exist(address: str) -> None:
    course_id = actions.record_evaluation(by=viewer_of(make_persona()), wish=asked("Tea"))
    client = client_of(make_persona())
    assert client.get(address.format(course_id)).status_code == 404
    assert client.post(address.format(course_id), ANSWERS).status_code == 404
    assert client.get(address.format(99)).status_code == 404
    assert Course.objects.count() == 1


def test_a_number_that_no_database_holds_is_a_page_that_does_not_exist() -> None:
    assert client_of(make_persona()).get(f"/treatments/evaluate/{10**30}/").status_code == 404


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("address", ["/treatments/depression/", "/treatments/depression/tea/"])
def test_the_page_for_paper_is_the_same_page_unfolded_and_leads_back(address: str) -> None:
    usual, on_paper = page(address), page(f"{address}?print=1")
    assert f'href="{address}?print=1"' in usual
    assert f'href="{address}"' in on_paper[on_paper.index("This is the page for paper") :]
    assert re.findall(r"<h2>[^<]*", main_of(on_paper)) == re.findall(r"<h2>[^<]*", main_of(usual))
    assert re.findall(r"<table.*?</table>", on_paper, re.S) == re.findall(r"<table.*?</table>", usual, re.S)
    assert "<details>" not in main_of(on_paper)


@pytest.mark.usefixtures("figures")
def test_a_comparison_on_paper_keeps_what_was_chosen() -> None:
    on_paper = page("/treatments/depression/compare/?t=tea&t=tramadol&print=1")
    assert "?t=tea&amp;t=tramadol" in on_paper
    assert "<form" not in main_of(on_paper)


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


@pytest.mark.parametrize(
    ("people", "words"), [(15, "too few to say"), (20, "too few to say"), (75, "not shown, so that others stay hidden")]
)
def test_a_share_that_is_hidden_for_others_sake_is_not_called_too_few(people: int, words: str) -> None:
    assert evidence_row("Men", Figure(tier=Tier.COUNT, people=people))["few_text"] == words
