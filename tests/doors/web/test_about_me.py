"""A member tells her sex and year of birth, lets it be counted or not, and finds whom a treatment helped."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.records import actions
from bedside.areas.records.actions import research
from bedside.areas.records.actions.building import build
from bedside.policy.about_me import AboutMe, Sex
from bedside.policy.sharing import STATISTICS
from tests.areas.records.people import answer
from tests.factories import client_of, make_persona

pytestmark = pytest.mark.django_db
ABOUT = "/record/about-me/"


@pytest.fixture
def joan() -> Client:
    return client_of(make_persona(name="Joan Reed"))


def text(client: Client, url: str) -> str:
    """What a page says, without its marks."""
    page = re.sub(r"<[^>]+>", " ", client.get(url).content.decode())
    return " ".join(page.split())


def test_it_is_told_put_right_and_deleted(joan: Client) -> None:
    assert "Delete this" not in text(joan, ABOUT)
    assert joan.post(ABOUT, {"sex": "female", "born": "1971"}).status_code == 302
    page = joan.get(ABOUT).content.decode()
    assert 'value="1971"' in page
    assert re.search(r'value="female"[^>]* checked', page)
    assert "It is not counted" in text(joan, ABOUT)
    joan.post(ABOUT, {"do": "delete"})
    assert 'value="1971"' not in joan.get(ABOUT).content.decode()
    assert joan.post(ABOUT, {"do": "delete"}).status_code == 404


@pytest.mark.parametrize(
    "said", [{}, {"born": "71"}, {"born": "nineteen"}, {"born": "1971", "born_unsaid": "on"}, {"sex": "none"}]
)
def test_what_cannot_be_comes_back_with_a_reason(joan: Client, said: dict[str, str]) -> None:
    response = joan.post(ABOUT, said)
    assert response.status_code == 422
    assert 'class="err"' in response.content.decode() or "alert" in response.content.decode()


def test_that_it_is_counted_is_agreed_to_by_itself_and_ended_with_one_press(joan: Client) -> None:
    joan.post(ABOUT, {"sex": "male", "born_unsaid": "on"})
    assert "My sex and my age" in text(joan, reverse("record_count"))
    assert "Used now" not in text(joan, reverse("record_count"))
    joan.post(reverse("record_count"), {"kinds": ["about_me"]})
    assert "Used now: My sex and year of birth. What you choose here takes its place" in text(
        joan, reverse("record_count")
    )
    assert "You let it be counted" in text(joan, ABOUT)
    assert "My sex and year of birth" in text(joan, reverse("record_sharing"))
    stop = re.search(r'action="(/record/sharing/\d+/stop/)"', joan.get(reverse("record_sharing")).content.decode())
    assert stop is not None
    joan.post(stop[1])
    assert "It is not counted" in text(joan, ABOUT)
    assert "takes its place" not in text(joan, ABOUT)
    joan.post(reverse("record_count"), {"kinds": ["courses"]})
    assert "takes its place" in text(joan, ABOUT)


def test_the_page_of_a_treatment_says_whom_it_helped(client: Client) -> None:
    woman, man = AboutMe(sex=Sex.FEMALE, born=1971), AboutMe(sex=Sex.MALE)
    for about, effect, people in ((woman, 3, 25), (woman, 0, 15), (man, 4, 14), (man, 1, 12)):
        for by, _course in answer("tea", people=people, effect=effect):
            actions.keep_about(by=by, said=about)
            research.let_use(by=by, audience=STATISTICS, kinds=["about_me"])
    build()
    page = text(client, reverse("treatment", args=["depression", "tea"]))
    assert re.search(r"Women .{0,60}40 people", page)
    assert re.search(r"Men .{0,60}25 people", page)
    told = client.get(reverse("treatment_csv", args=["depression", "tea"])).content.decode()
    assert "Women" in told
    assert "Men" in told
