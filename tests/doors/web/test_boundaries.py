"""The pages that say who may do what here, and why."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.boundaries import actions, queries
from bedside.areas.boundaries.models import Change
from bedside.policy import boundaries
from tests.factories import client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r"<[^>]+>")


def words(client: Client, address: str) -> str:
    """Return a page's words."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(HIDDEN.sub(" ", answer.content.decode()).replace("&#x27;", "'").split())


@pytest.fixture
def keeper() -> Client:
    """An administrator's browser."""
    return client_of(make_persona(account=make_account(staff=("administrator",))))


@pytest.mark.parametrize("row", [*boundaries.table().rows, "B00"])
def test_every_row_has_its_page_with_words_and_rules(client: Client, row: str) -> None:
    page = words(client, reverse("why", args=[row]))
    told = boundaries.words_of(row)
    assert told.asks.removesuffix(".") in page
    assert told.then in page
    for rule in queries.row(viewer_of(make_persona()), row).rules:
        assert rule.src in page
        assert rule.text in page


def test_the_list_holds_every_row_of_a_place_with_a_way_to_its_reason(client: Client) -> None:
    for place in ("square", "community", "room", "practice", "class", "any"):
        page = client.get(reverse("boundaries"), {"where": place}).content.decode()
        rows = [row.id for row in boundaries.table().rows.values() if row.space == place]
        assert [row for row in rows if reverse("why", args=[row]) not in page] == []


def test_an_unknown_place_is_the_square(client: Client) -> None:
    assert words(client, f"{reverse('boundaries')}?where=moon") == words(client, reverse("boundaries"))


@pytest.mark.parametrize("row", ["B99", "b02", "X", "B002"])
def test_there_is_no_page_for_a_row_that_is_not_there(client: Client, row: str) -> None:
    assert client.get(reverse("why", args=[row])).status_code == 404


def test_what_others_hold_the_rights_to_is_named_and_not_linked(client: Client) -> None:
    page = client.get(reverse("why", args=["B02"])).content.decode()
    assert "GMC 2013" in page
    assert "https://" not in page.partition("<main")[2].partition("</main>")[0]


def test_public_law_is_linked(client: Client) -> None:
    page = client.get(reverse("why", args=["B10"])).content.decode()
    assert "https://www.ecfr.gov/current/title-45/section-164.502" in page


def test_a_site_makes_a_row_stricter_tells_why_and_takes_it_back(keeper: Client, client: Client) -> None:
    address = reverse("staff_boundaries")
    form = {"row": "B08", "decision": "deny", "reason": "Our board says so."}
    assert keeper.post(f"{address}?do=tighten", form).status_code == 302
    page = words(client, reverse("why", args=["B08"]))
    assert "This site is stricter than the table" in page
    assert "Our board says so." in page
    assert "Stricter on this site" in words(client, reverse("boundaries"))
    assert keeper.post(f"{address}?do=back", {"row": "B08", "reason": "We talked again."}).status_code == 302
    assert "stricter than" not in words(client, reverse("why", args=["B08"]))
    assert "We talked again." in words(keeper, address)


def test_the_staff_page_offers_only_rows_that_can_change(keeper: Client) -> None:
    page = keeper.get(reverse("staff_boundaries")).content.decode()
    offered = set(re.findall(r'<option value="([BH]\d\d)"', page))
    assert offered == {row for row in boundaries.table().rows if boundaries.words_of(row).may}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"row": "B02", "decision": "deny", "reason": "So."}, "Row"),
        ({"row": "B08", "decision": "hold", "reason": "So."}, "This row can't have this answer."),
        ({"row": "B08", "decision": "deny", "reason": " "}, "Why"),
        ({"row": "B08", "decision": "deny", "reason": "a" * 301}, "300"),
    ],
)
def test_a_form_that_asks_for_what_can_t_be_says_so(keeper: Client, form: dict[str, str], said: str) -> None:
    answer = keeper.post(f"{reverse('staff_boundaries')}?do=tighten", form)
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("&#x27;", "'")
    assert not Change.objects.exists()


def test_the_reason_on_the_page_is_text_and_nothing_else(client: Client) -> None:
    keeper = viewer_of(make_persona(account=make_account(staff=("administrator",))))
    actions.tighten(by=keeper, row_id="B08", decision="deny", reason="<b>Bold</b> & so on")
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; so on" in client.get(reverse("why", args=["B08"])).content.decode()


def test_each_row_of_a_place_stands_once_under_whom_it_speaks_of(client: Client) -> None:
    for place in ("square", "community", "room", "practice", "class", "any"):
        groups = client.get(reverse("boundaries"), {"where": place}).context["groups"]
        shown = [row["id"] for group in groups for row in group["rows"]]
        assert sorted(shown) == sorted(row.id for row in boundaries.table().rows.values() if row.space == place)


def test_the_help_leads_to_the_list(client: Client) -> None:
    assert reverse("boundaries") in client.get(reverse("help")).content.decode()
