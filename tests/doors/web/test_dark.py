"""A restored site lets nobody in before it is opened."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bedside.kit import dark
from tests.factories import client_of, make_persona

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[dark.RESTORING, dark.RESTORED])
def dark_site(request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    dark.darken(tmp_path, request.param)
    monkeypatch.setattr("bedside.doors.web.middleware.dark.data", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", ["/", "/readyz", "/log-in/", "/no/such/page/"])
def test_every_page_is_closed(dark_site: Path, path: str) -> None:
    for browser in (Client(), client_of(make_persona())):
        shown = browser.get(path)
        assert (shown.status_code, shown.headers["Retry-After"]) == (503, "600")
        assert "Closed for a while" in shown.content.decode()


def test_the_closed_page_leads_nowhere_and_names_an_emergency_number(dark_site: Path) -> None:
    page = Client().get("/").content.decode()
    assert ("<a " in page, "<form" in page, "call 112" in page) == (False, False, True)


def test_no_form_is_taken(dark_site: Path) -> None:
    assert Client().post("/log-in/", {"mail": "a@mail.example", "password": "x"}).status_code == 503


def test_that_the_process_lives_is_still_said(dark_site: Path) -> None:
    assert Client().get("/healthz").status_code == 200


def test_the_closed_page_asks_nothing_of_the_database(dark_site: Path, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        Client().get("/")


def test_an_opened_site_is_open(dark_site: Path) -> None:
    dark.lighten(dark_site)
    assert Client().get("/readyz").status_code == 200
