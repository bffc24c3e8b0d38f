"""The pages of one's own treatments: a name and a purpose are enough, and a stop asks why."""

import pytest
from django.test import Client

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course, Reason, Taking
from bedside.policy.dates import part
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
ADD = "/record/treatments/add/"
TEA = {"text": "Lantern tea", "purpose": "sleep", "taking": "yes"}


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


def kept(by: Viewer) -> int:
    """Keep a course; return its id."""
    course = Course(text="Lantern tea", purpose="sleep", declared=now().date(), start=part("2024"))
    return actions.add_treatment(by=by, course=course)


def test_from_the_record_a_treatment_is_kept_in_three_presses(me: tuple[Client, Viewer]) -> None:
    client, by = me
    assert 'href="/record/treatments/"' in client.get("/record/").content.decode()
    assert f'href="{ADD}"' in client.get("/record/treatments/").content.decode()
    answer = client.post(ADD, TEA, follow=True)
    (one,) = queries.own_treatments(by)
    assert answer.redirect_chain[-1][0] == f"/record/treatments/{one.id}/"
    assert f"/record/treatments/{one.id}/undo/" in answer.content.decode()


def test_an_own_illness_can_be_chosen_as_what_it_is_for(me: tuple[Client, Viewer]) -> None:
    client, by = me
    illness = actions.add_condition(by=by, illness=Illness(text="Fog knee"))
    client.post(ADD, {"text": "Tea", "condition": str(illness), "taking": "yes"})
    (one,) = queries.own_treatments(by)
    assert (one.course.condition_id, one.course.purpose) == (illness, "Fog knee")


def test_without_a_purpose_it_is_asked_for(me: tuple[Client, Viewer]) -> None:
    client, by = me
    answer = client.post(ADD, {"text": "Tea", "taking": "yes"})
    assert answer.status_code == 422
    assert "Say what it is for" in answer.content.decode()
    assert queries.own_treatments(by) == ()


def test_a_dose_of_a_million_is_said_beside_its_box_and_nothing_is_lost(me: tuple[Client, Viewer]) -> None:
    client, by = me
    answer = client.post(ADD, TEA | {"amount": "1000000", "unit": "mg"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "a million or more" in page
    assert 'value="Lantern tea"' in page
    assert queries.own_treatments(by) == ()


def test_the_same_treatment_at_once_is_asked_about(me: tuple[Client, Viewer]) -> None:
    client, by = me
    first = kept(by)
    answer = client.post(ADD, TEA)
    assert answer.status_code == 422
    assert f'href="/record/treatments/{first}/"' in answer.content.decode()
    client.post(ADD, TEA | {"another": "on"})
    assert len(queries.own_treatments(by)) == 2


def test_a_stop_asks_when_and_why(me: tuple[Client, Viewer]) -> None:
    client, by = me
    at = f"/record/treatments/{kept(by)}/"
    said = {"stop": "2025", "reasons": ["cost", "other"], "main_reason": "cost", "other_reason": "Rain"}
    client.post(f"{at}stop/", said)
    (one,) = queries.own_treatments(by)
    assert (one.course.taking, one.course.reasons) == (Taking.NO, (Reason.COST, Reason.OTHER))
    page = client.get(at).content.decode()
    assert "It cost too much, Rain" in page
    assert "I stopped it" not in page


def test_another_dose_stands_beside_the_first(me: tuple[Client, Viewer]) -> None:
    client, by = me
    at = f"/record/treatments/{kept(by)}/"
    client.post(f"{at}dose/", {"on": "2025-03", "amount": "4,5", "unit": "mg"})
    assert "4.5 mg" in client.get(at).content.decode()


def test_a_change_shows_what_was_said_before(me: tuple[Client, Viewer]) -> None:
    client, by = me
    at = f"/record/treatments/{kept(by)}/"
    client.post(f"{at}change/", TEA | {"text": "Tea of lamps"})
    assert "Lantern tea" in client.get(at).content.decode()


def test_the_visit_sheet_shows_the_dose_and_why_it_ended(me: tuple[Client, Viewer]) -> None:
    client, by = me
    first = kept(by)
    client.post(f"/record/treatments/{first}/dose/", {"amount": "2", "unit": "cups", "times": "a day"})
    sent = {"name": "J.", "allergic": "unsaid", "lasting": "day", "do": "look", "courses": str(first)}
    assert "Lantern tea 2 cups a day for sleep, since 2024" in client.post("/visit/", sent).content.decode()
    actions.stop_treatment(by=by, course_id=first, stop=part("2025"), reasons=(Reason.COST,), main=None)
    assert "until 2025: It cost too much" in client.post("/visit/", sent).content.decode()
