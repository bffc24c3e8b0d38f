"""Crash mode: one press, one small dark answer, nothing that needs a script; silence in it is not asked."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import queries
from bedside.kit.clock import now
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
LARGEST = 20_000


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


@pytest.mark.parametrize("path", ["/", "/spaces/", "/settings/", "/record/"])
def test_any_page_has_the_press(me: tuple[Client, Viewer], path: str) -> None:
    page = me[0].get(path).content.decode()
    assert re.search(r'action="/record/crash/">.*?value="begin">', page, re.S)


def test_one_press_is_answered_by_the_page_itself(me: tuple[Client, Viewer]) -> None:
    answer = me[0].post("/record/crash/", {"do": "begin"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert len(answer.content) <= LARGEST
    assert [word for word in ("Worst", "Bad", "A bit better") if f">{word}</button>" in page] == [
        "Worst",
        "Bad",
        "A bit better",
    ]
    assert 'data-theme="crash"' in page


def test_the_page_loads_nothing_but_the_style_that_every_page_has(me: tuple[Client, Viewer]) -> None:
    page = me[0].post("/record/crash/", {"do": "begin"}).content.decode()
    assert "<script" not in page
    assert "<img" not in page
    assert re.findall(r'<link rel="(?!icon)(\w+)"', page) == ["stylesheet"]


def test_a_button_keeps_the_day_and_says_so(me: tuple[Client, Viewer]) -> None:
    client, by = me
    client.post("/record/crash/", {"do": "begin"})
    page = client.post("/record/crash/", {"do": "worst", "key": "5"}).content.decode()
    assert "Kept: Worst." in page
    assert 'value="worst" aria-pressed="true"' in page
    said = queries.own_day(by, queries.today(by))
    assert said is not None
    assert said.face == 1


def test_silent_days_in_it_are_not_asked_and_never_well(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    with time_machine.travel(now() - timedelta(days=2), tick=False):
        client.post("/record/crash/", {"do": "begin"})
    page = client.get("/record/").content.decode()
    assert page.count("Not asked (crash)") == 3
    assert page.count("Not asked<") == 4


def test_its_end_is_one_press_and_leads_to_the_record(me: tuple[Client, Viewer]) -> None:
    client, by = me
    client.post("/record/crash/", {"do": "begin"})
    answer = client.post("/record/crash/", {"do": "over"})
    assert answer.headers["Location"] == "/record/"
    assert queries.own_crash(by) is None


def test_after_two_weeks_the_page_asks_once(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    with time_machine.travel(now() - timedelta(days=15), tick=False):
        client.post("/record/crash/", {"do": "begin"})
    assert "Is it over?" in client.get("/record/crash/").content.decode()
    assert "Is it over?" not in client.post("/record/crash/", {"do": "still"}).content.decode()
    assert "Is it over?" not in client.get("/record/crash/").content.decode()


def test_a_crash_that_is_no_ones_is_not_here(me: tuple[Client, Viewer]) -> None:
    assert me[0].post("/record/crash/", {"do": "delete", "id": "12"}).status_code == 404
    assert me[0].post("/record/crash/", {"do": "delete", "id": "x"}).status_code == 404
