"""Treatments over the days: what was told is drawn and stands in a table, and what was not told is a gap."""

from datetime import timedelta

import pytest
from django.test import Client

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.kit.clock import now
from bedside.policy.courses import Course
from bedside.policy.dates import UNSURE, part
from bedside.policy.symptoms import FIGURES, Strength
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
AT = "/record/timeline/"


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


def test_an_empty_record_says_so_and_draws_nothing(me: tuple[Client, Viewer]) -> None:
    page = me[0].get(AT).content.decode()
    assert "You told of no day in this time." in page
    assert "No treatment in this time" in page
    assert "<rect" not in page.split("<main", 1)[1]


def test_days_and_courses_are_drawn_and_told_in_words(me: tuple[Client, Viewer]) -> None:
    client, by = me
    today = now().date()
    actions.say_day(by=by, day=today, face=2)
    actions.say_day(by=by, day=today - timedelta(days=100), face=4)
    for text, start in (("Lantern tea", part(str(today.year - 1))), ("Fog tea", UNSURE)):
        made = Course(text=text, purpose="sleep", declared=today, start=start)
        actions.add_treatment(by=by, course=made)
    page = client.get(AT).content.decode().split("<main", 1)[1]
    assert page.count("<circle") == 2
    assert page.count('class="may"') == 1  # the tea without a start is named below
    assert "Fog tea" in page
    assert page.count('<th scope="row">') == 2


def test_symptoms_are_drawn_and_stand_in_a_table(me: tuple[Client, Viewer]) -> None:
    client, by = me
    for name, value in (("Lantern ache", 7), ("Fog", None)):
        actions.log_symptom(by=by, day=now().date(), felt=actions.Felt(name, Strength(FIGURES, value)))
    page = client.get(AT).content.decode().split("<main", 1)[1]
    assert page.count("<circle") == 1
    assert "<td>7.0</td>" in page
    assert "Fog" not in page


@pytest.mark.parametrize("months", ["3", "36", "0", "9" * 40, "x"])
def test_any_number_of_months_is_answered(me: tuple[Client, Viewer], months: str) -> None:
    assert me[0].get(AT, {"months": months}).status_code == 200


def test_nobody_sees_another_s_courses(me: tuple[Client, Viewer]) -> None:
    other = viewer_of(make_persona())
    made = Course(text="Lantern tea", purpose="sleep", declared=now().date(), start=part("2026-01"))
    actions.add_treatment(by=other, course=made)
    assert "Lantern" not in me[0].get(AT).content.decode()
