"""What one feels, in at most three presses; the month at a glance, where silence is never a value."""

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
MIDDAY = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


def marks(page: str, name: str) -> list[str]:
    """The kinds of marks in the row of that name, in the order of days."""
    row = page.split(f"<bdi>{name}</bdi>", 1)[1].split("</svg>", 1)[0]
    return re.findall(r'class="(value late|value|declined|ring|dot)"', row)


def test_a_new_symptom_is_kept_and_stands_ready_for_one_press(me: tuple[Client, Viewer]) -> None:
    client, by = me
    client.post("/record/symptoms/", {"symptom": "Lamplight hurts", "how": "none-severe:2"})
    page = client.get("/record/symptoms/").content.decode()
    assert "Today so far" in page
    assert 'name="symptom" value="Lamplight hurts"' in page
    assert re.findall(r'name="how" value="(none-severe:\d)"', page) == [f"none-severe:{n}" for n in range(4)]
    client.post("/record/symptoms/", {"symptom": "Lamplight hurts", "how": "none-severe:3", "key": "9"})
    client.post("/record/symptoms/", {"symptom": "Lamplight hurts", "how": "none-severe:3", "key": "9"})
    today = queries.today(by)
    assert [one.strength.value for one in queries.own_symptoms(by, first=today, last=today)] == [2, 3]


def test_a_press_can_be_undone_from_the_page(me: tuple[Client, Viewer]) -> None:
    client, by = me
    page = client.post("/record/symptoms/", {"symptom": "Nausea", "how": "0-10:4"}, follow=True).content.decode()
    (undo,) = re.findall(r'action="(/record/symptoms/\d+/undo/)"', page)
    client.post(undo)
    assert queries.recent_symptoms(by) == ()


def test_another_day_is_told_and_kept_open(me: tuple[Client, Viewer]) -> None:
    client, by = me
    day = queries.today(by) - timedelta(days=5)
    sent = {"symptom": "Nausea", "how": "0-10:4", "day": day.isoformat()}
    page = client.post("/record/symptoms/", sent, follow=True).content.decode()
    assert "That day so far" in page
    assert "Told later" in page


@pytest.mark.parametrize(
    "sent", [{}, {"symptom": "Nausea"}, {"symptom": "Nausea", "how": "0-10:12"}, {"symptom": "", "how": "0-10:1"}]
)
def test_what_cannot_be_read_stays_in_the_form(me: tuple[Client, Viewer], sent: dict[str, str]) -> None:
    answer = me[0].post("/record/symptoms/", sent)
    assert answer.status_code == 422
    assert sent.get("symptom", "") in answer.content.decode()


def test_time_note_and_what_went_with_it_are_added(me: tuple[Client, Viewer]) -> None:
    client, by = me
    client.post("/record/symptoms/", {"symptom": "Nausea", "how": "0-10:4"})
    (own,) = queries.own_symptoms(by, first=queries.today(by), last=queries.today(by))
    sent = {"symptom": "Nausea", "how": "0-10:5", "at": "14:30", "factors": "exertion", "own_factor": "The bus"}
    page = client.post(f"/record/symptoms/{own.id}/", sent | {"note": "<b>Far</b>"}, follow=True).content.decode()
    assert "5 of 10 · 14:30 · Exertion · The bus" in page
    assert "&lt;b&gt;Far&lt;/b&gt;" in page
    (new,) = queries.own_symptoms(by, first=own.day, last=own.day)
    assert "What stood here before" in client.get(f"/record/symptoms/{new.id}/").content.decode()
    client.post(f"/record/symptoms/{new.id}/", {"do": "delete"})
    assert queries.own_symptoms(by, first=own.day, last=own.day) == ()


def test_the_month_draws_silence_as_not_asked_and_never_as_a_value(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    with time_machine.travel(MIDDAY, tick=False):
        for day, how in (("2026-03-02", "0-10:8"), ("2026-03-18", "0-10:0"), ("2026-03-19", "none-severe:declined")):
            client.post("/record/symptoms/", {"symptom": "Nausea", "how": how, "day": day})
        page = client.get("/record/month/").content.decode()
    row = marks(page, "Nausea")
    assert len(row) == 20
    assert (row[1], row[17], row[18]) == ("value late", "value", "declined")
    assert set(row) - {"value late", "value", "declined"} == {"dot"}
    assert row.count("dot") == 17


def test_the_month_says_the_same_as_a_table(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    with time_machine.travel(MIDDAY, tick=False):
        client.post("/record/symptoms/", {"symptom": "Nausea", "how": "0-10:8", "day": "2026-03-18"})
        page = client.get("/record/month/").content.decode()
    assert "Nausea: 8 of 10" in page
    assert page.count('<th scope="row">') == 20


def test_a_month_with_nothing_says_so(me: tuple[Client, Viewer]) -> None:
    page = me[0].get("/record/month/?month=2020-02").content.decode()
    assert "February 2020" in page
    assert "never as good" in page


@pytest.mark.parametrize("month", ["x", "2020-13", "9999-01", "0001-01", "2020-02-01"])
def test_a_month_that_is_none_is_this_one(me: tuple[Client, Viewer], month: str) -> None:
    page = me[0].get("/record/month/", {"month": month}).content.decode()
    assert f"<h1>{now():%B %Y}</h1>" in page
