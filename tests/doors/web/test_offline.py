"""The record without a connection: the page that is kept is nobody's, and the door answers for each entry by itself."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.records import queries
from bedside.areas.records.models import DayCheck
from bedside.kit.clock import now
from bedside.policy.offline import MOST_AT_ONCE, MOST_BYTES
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def her() -> Persona:
    return make_persona(handle="wren")


def entry(key: int = 7, **said: Any) -> dict[str, Any]:
    at = now() - timedelta(minutes=5)
    plain = {"key": str(key), "kind": "day", "said_at": at.isoformat(), "day": at.date().isoformat(), "zone": "UTC"}
    return plain | {"how": "2", "symptom": "", "line": None} | said


def sent(persona: Persona, entries: Any) -> Any:
    told = entries if isinstance(entries, str) else json.dumps(entries)
    return client_of(persona).post(reverse("offline_entries"), {"entries": told})


def test_each_entry_is_answered_for(her: Persona) -> None:
    answer = sent(her, [entry(), entry(8, how="9"), entry()])
    told = answer.json()["answers"]
    assert [(one["key"], one["state"]) for one in told] == [("7", "taken"), ("8", "refused"), ("7", "there")]
    assert told[1]["what"] == "Choose one of the five faces."
    kept = queries.own_day(viewer_of(her), now().date())
    assert kept is None or kept.face == 2


@pytest.mark.parametrize(
    "entries",
    [
        "",
        "no json",
        "{}",
        "[" * 100_000,
        "[1]",
        [entry(key=0)],
        [entry() | {"key": 7}],
        [entry(2**63)],
        [entry(kind="weight")],
        [entry(said_at="yesterday")],
        [entry(day="2026-02-30")],
        [entry(line=["a"])],
        [entry() | {"zone": None}],
        [entry(), "and more"],
        [entry(number) for number in range(1, MOST_AT_ONCE + 2)],
        json.dumps([entry(line="x" * MOST_BYTES)]),
    ],
)
def test_what_is_no_list_of_entries_keeps_nothing_and_says_so(her: Persona, entries: Any) -> None:
    answer = sent(her, entries)
    assert (answer.status_code, answer.json()["error"]) == (422, "bad_entries")
    assert "stays on the device" in answer.json()["what"]
    assert DayCheck.objects.count() == 0


def test_the_page_that_is_kept_is_the_same_for_everybody(her: Persona) -> None:
    pages = [who.get(reverse("offline")).content for who in (Client(), client_of(her))]
    assert pages[0] == pages[1]
    assert b"wren" not in pages[0]


def test_the_record_tells_the_device_whose_it_is_without_saying_who(her: Persona) -> None:
    page = client_of(her).get(reverse("record")).content.decode()
    other = client_of(make_persona()).get(reverse("record")).content.decode()
    mark = page.partition('data-owner="')[2].partition('"')[0]
    assert len(mark) == 32
    assert mark not in other
    assert str(her.account_id) not in page


def test_the_script_keeps_that_page_and_public_files_alone() -> None:
    script = Client().get(reverse("offline_worker"))
    assert script["Content-Type"].startswith("text/javascript")
    kept = json.loads(script.content.decode().partition("const FILES = ")[2].partition(";\n")[0])
    assert all(one.startswith("/static/") for one in kept)
    assert 'const PAGE = "/record/offline/";' in script.content.decode()


def test_the_site_can_be_kept_as_an_application() -> None:
    answer = Client().get(reverse("manifest"))
    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.json()["start_url"] == reverse("record")
