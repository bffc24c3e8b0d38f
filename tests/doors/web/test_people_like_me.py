"""People like me, over HTTP: off by default, one form to begin, one press to ask, one to stop."""

import re

import pytest
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.policy.disclosure import FLOOR
from tests.areas.likeme.making import crowd, introduced, keeps
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
MARKS = {"fields_marked": ["conditions", "onset"], "have": "3", "when": "1"}


@pytest.fixture
def joan() -> Persona:
    made = make_persona(name="Joan Reed")
    keeps(viewer_of(made), "Migraine")
    return made


def text(who: Persona, name: str = "people_like_me") -> str:
    response = client_of(who).get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


def sends(who: Persona, name: str, *args: object, **said: object) -> int:
    return int(client_of(who).post(reverse(name, args=args), said).status_code)


def test_it_is_off_until_she_marks_something_and_one_press_stops_it(joan: Persona) -> None:
    assert "It is off." in text(joan)
    assert sends(joan, "people_like_me_marks", have="2", when="2") == 422
    assert sends(joan, "people_like_me_marks", **MARKS) == 302
    page = text(joan)
    assert "Not enough people yet" in page
    assert "ill since 2010-2014" in page
    assert 'value="onset" checked' in re.sub(r' (?:id|class|aria-\w+)="[^"]*"', "", text(joan, "people_like_me_marks"))
    assert sends(joan, "people_like_me_marks", do="stop") == 302
    assert "It is off." in text(joan)


def test_a_page_of_offers_names_nobody_and_asks_with_one_press(joan: Persona) -> None:
    sends(joan, "people_like_me_marks", **MARKS)
    others = crowd(FLOOR)
    page = text(joan)
    assert page.count("Ask to meet") == 10
    assert not any(str(number) in page for one in others for number in (one.account_id, one.persona_id))
    assert "Crowd" not in page
    (token, *_rest) = re.findall(r'name="token" value="([0-9a-f]{32})"', page)
    assert sends(joan, "people_like_me_ask", token=token) == 302
    page = text(joan)
    assert page.count("Ask to meet") == 9
    assert "No answer yet." in page


def test_names_are_shown_when_both_said_yes(joan: Persona) -> None:
    mary = make_persona(name="Mary Lake")
    number = introduced(viewer_of(mary), to=viewer_of(joan))
    page = text(joan)
    assert "Somebody asks to meet you" in page
    assert "has migraine" in page
    assert "Mary Lake" not in page
    assert sends(joan, "people_like_me_answer", number) == 422
    assert sends(joan, "people_like_me_answer", number, do="yes") == 302
    assert "Mary Lake" in text(joan)
    assert "Joan Reed" in text(mary)
    assert sends(mary, "people_like_me_answer", number, do="let_go") == 302
    assert "Mary Lake" not in text(joan)


def test_an_illness_is_told_as_it_is_written(joan: Persona) -> None:
    keeps(viewer_of(joan), "ME/CFS")
    introduced(viewer_of(make_persona()), to=viewer_of(joan), reason="conditions:me cfs")
    page = text(joan)
    assert "has ME/CFS" in page
    assert "me cfs" not in page
