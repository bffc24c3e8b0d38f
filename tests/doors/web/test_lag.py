"""What goes together: too few days say how many are missing; enough are compared, and nothing is called a cause."""

from datetime import timedelta
from random import Random

import pytest
from django.test import Client

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import Felt
from bedside.areas.records.models import SymptomLog
from bedside.policy.symptoms import FIGURES, Strength
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
ASKED = {"symptom": "Fatigue", "factor": "exertion"}


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


def logged(by: Viewer, days: int, *, exertion: int) -> None:
    """Days of which some had exertion, at no regular steps; the day after each it was worse. All told in time."""
    after = set(Random(7).sample(range(days), exertion))
    rows = []
    for back in range(days):
        row = SymptomLog(owner_id=by.account_id, day=queries.today(by) - timedelta(days=back))
        row.series_id = row.id
        factors = ["exertion"] if back in after else []
        said = {"symptom": "Fatigue", "scale": FIGURES, "value": 8 if back + 1 in after else 2, "at": "", "note": ""}
        row.seal({**said, "factors": factors, "mode": "normal"}, key_no=None)
        rows.append(row)
    SymptomLog.objects.bulk_create(rows)


def test_without_entries_the_page_says_what_it_is_for(me: tuple[Client, Viewer]) -> None:
    assert "once you have noted symptoms" in me[0].get("/record/lag/").content.decode()


def test_too_few_days_say_how_many_there_are(me: tuple[Client, Viewer]) -> None:
    client, by = me
    logged(by, 35, exertion=7)
    assert "Not enough days yet (7 of 10)." in client.post("/record/lag/", ASKED).content.decode()


def test_enough_days_are_compared_and_nothing_is_called_a_cause(me: tuple[Client, Viewer]) -> None:
    client, by = me
    logged(by, 90, exertion=20)
    page = client.post("/record/lag/", ASKED).content.decode()
    assert "go together in your days more than chance" in page
    assert "1 day later: +6.0" in page
    assert "cause" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_symptom_that_is_not_hers_is_compared_with_nothing(me: tuple[Client, Viewer]) -> None:
    client, by = me
    actions.log_symptom(by=by, day=queries.today(by), felt=Felt("Fatigue", Strength(FIGURES, 2), factors=("exertion",)))
    page = client.post("/record/lag/", ASKED | {"symptom": "Nausea"}).content.decode()
    assert "Not enough" not in page
