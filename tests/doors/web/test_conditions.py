"""The pages of one's own illnesses: a name is enough, and nothing is lost when it is asked about."""

import pytest
from django.test import Client

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.policy.conditions import Confidence, Illness
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
ADD = "/record/conditions/add/"


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


def test_a_name_is_enough(me: tuple[Client, Viewer]) -> None:
    client, by = me
    answer = client.post(ADD, {"text": "Lantern lupus", "confidence": "own"}, follow=True)
    (one,) = queries.own_conditions(by)
    assert answer.redirect_chain[-1][0] == f"/record/conditions/{one.id}/"
    assert f"/record/conditions/{one.id}/undo/" in answer.content.decode()
    assert one.illness == Illness(text="Lantern lupus", confidence=Confidence.OWN)


def test_the_same_one_is_asked_about_with_all_that_was_typed(me: tuple[Client, Viewer]) -> None:
    client, by = me
    kept = actions.add_condition(by=by, illness=Illness(text="Broken arm"))
    said = {"text": "broken arm", "confidence": "diagnosed", "onset": "2024-03"}
    answer = client.post(ADD, said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="/record/conditions/{kept}/"' in page
    assert 'value="2024-03"' in page
    client.post(ADD, said | {"another": "on"})
    assert len(queries.own_conditions(by)) == 2


def test_a_date_that_is_none_is_said_beside_its_box(me: tuple[Client, Viewer]) -> None:
    client, by = me
    answer = client.post(ADD, {"text": "Flu", "confidence": "own", "onset": "last winter"})
    assert answer.status_code == 422
    assert "Write the date as 2019, 2019-05 or 2019-05-17." in answer.content.decode()
    assert queries.own_conditions(by) == ()


def test_a_change_shows_what_was_said_before(me: tuple[Client, Viewer]) -> None:
    client, by = me
    kept = actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    at = f"/record/conditions/{kept}/"
    client.post(f"{at}change/", {"text": "Lupus", "confidence": "ruled_out"})
    page = client.get(at).content.decode()
    assert "Lantern lupus" in page
    assert "never counts in a figure" in page


def test_a_deleted_one_is_gone(me: tuple[Client, Viewer]) -> None:
    client, by = me
    kept = actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    client.post(f"/record/conditions/{kept}/delete/")
    assert client.get(f"/record/conditions/{kept}/").status_code == 404
    assert "Lantern" not in client.get("/record/conditions/").content.decode()


def test_the_visit_sheet_shows_what_was_ticked_of_it(me: tuple[Client, Viewer]) -> None:
    client, by = me
    kept = actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    actions.add_condition(by=by, illness=Illness(text="Fog knee"))
    sent = {"name": "J.", "allergic": "unsaid", "lasting": "day", "do": "look", "conditions": str(kept)}
    page = client.post("/visit/", sent).content.decode()
    assert "Lantern lupus, diagnosed" in page
    assert "Fog knee, diagnosed" not in page
