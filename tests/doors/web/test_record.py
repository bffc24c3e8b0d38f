"""The record's page: one press keeps the day, without scripts, and nothing said is not a good day."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import queries
from bedside.kit.clock import now
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


def pressed(page: str) -> list[str]:
    """The faces that the page shows as pressed."""
    return re.findall(r'name="face" value="(\d)" aria-pressed="true"', page)


def test_a_new_record_has_no_face_pressed_and_says_not_asked(me: tuple[Client, Viewer]) -> None:
    page = me[0].get("/record/").content.decode()
    assert pressed(page) == []
    assert page.count("Not asked") == 7


def test_one_press_keeps_today_and_offers_to_undo_it(me: tuple[Client, Viewer]) -> None:
    client, by = me
    client.post("/record/day/", {"face": "2"})
    said = queries.own_day(by, now().date())
    assert said is not None
    page = client.get("/record/").content.decode()
    assert pressed(page) == ["2"]
    assert f"/record/day/{said.id}/undo/" in page
    client.post(f"/record/day/{said.id}/undo/")
    assert pressed(client.get("/record/").content.decode()) == []


def test_another_day_is_opened_and_told(me: tuple[Client, Viewer]) -> None:
    client, by = me
    day = now().date() - timedelta(days=2)
    answer = client.post("/record/day/", {"face": "4", "day": day.isoformat()}, follow=True)
    assert "How were you on that day?" in answer.content.decode()
    assert pressed(answer.content.decode()) == ["4"]
    assert queries.own_day(by, now().date()) is None


def test_energy_and_a_line_are_added_to_the_face(me: tuple[Client, Viewer]) -> None:
    client, by = me
    today = now().date().isoformat()
    client.post("/record/day/", {"face": "2"})
    answer = client.post("/record/day/more/", {"day": today, "energy": "3", "line": "<b>Slept</b>"}, follow=True)
    assert "energy 3 of 10 · &lt;b&gt;Slept&lt;/b&gt;" in answer.content.decode()
    said = queries.own_day(by, now().date())
    assert said is not None
    assert said.face == 2


@pytest.mark.parametrize(
    ("path", "sent", "words"),
    [
        ("/record/day/", {"face": "6"}, "could not be read"),
        ("/record/day/", {"face": "x"}, "could not be read"),
        ("/record/day/", {}, "Choose one of the five faces"),
        ("/record/day/", {"face": "1", "day": "2999-01-01"}, "future"),
        ("/record/day/more/", {"day": "2020-01-01", "line": "x"}, "Press a face first"),
        ("/record/day/more/", {"line": "x"}, "The day is missing"),
    ],
)
def test_what_cannot_be_kept_says_what_to_do(
    me: tuple[Client, Viewer], path: str, sent: dict[str, str], words: str
) -> None:
    answer = me[0].post(path, sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_line_that_is_too_long_stays_in_its_form(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    client.post("/record/day/", {"face": "2"})
    sent = {"day": now().date().isoformat(), "line": "far " * 100}
    answer = client.post("/record/day/more/", sent)
    assert answer.status_code == 422
    assert "It can have 300" in answer.content.decode()
    assert "far far far" in answer.content.decode()


def test_a_deleted_day_counts_as_not_asked(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    client.post("/record/day/", {"face": "2"})
    page = client.post("/record/day/delete/", {"day": now().date().isoformat()}, follow=True).content.decode()
    assert pressed(page) == []
    assert page.count("Not asked") == 7


def test_the_page_follows_the_clock_of_its_reader_and_says_so(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    with time_machine.travel(datetime(2026, 3, 10, 23, 30, tzinfo=UTC), tick=False):
        assert 'datetime="2026-03-10"' in client.get("/record/").content.decode()
        client.post("/settings/zone/?next=/record/", {"zone": "Asia/Tokyo"})
        page = client.get("/record/").content.decode()
    assert 'datetime="2026-03-11"' in page
    assert "midnight in Asia/Tokyo" in page


def test_a_zone_that_there_is_not_says_what_to_do(me: tuple[Client, Viewer]) -> None:
    assert me[0].post("/settings/zone/", {"zone": "Mars/Olympus"}).status_code == 422


def test_a_time_zone_leads_back_to_pages_of_this_site_only(me: tuple[Client, Viewer]) -> None:
    answer = me[0].post("/settings/zone/?next=//elsewhere.example/", {"zone": "Asia/Tokyo"})
    assert answer.headers["Location"] == "/settings/"
