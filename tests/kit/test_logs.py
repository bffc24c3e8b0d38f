"""Logs name the route of a request that failed, not its address."""

import io
import logging

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import resolve

from bedside.kit.logs import RouteOnly


def logged(path: str, *, resolved: bool = True) -> str:
    request = RequestFactory().get(path)
    if resolved:
        request.resolver_match = resolve(path)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(RouteOnly())
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Internal Server Error", path), None)
    record.request = request
    handler.handle(record)
    return written.getvalue()


@pytest.mark.asvs("16.2.5", "16.4.1")
@pytest.mark.parametrize(
    ("path", "route"), [("/@quiet_heron/", "@<slug:handle>/"), ("/tags/pacing/", "tags/<str:name>/")]
)
def test_a_failed_request_is_written_with_its_route_and_not_its_address(path: str, route: str) -> None:
    assert logged(path) == f"Internal Server Error: {route}\n"


@pytest.mark.asvs("16.4.1")
def test_an_address_of_nobody_is_not_written_either() -> None:
    assert "zebra" not in logged("/zebra/", resolved=False)


def test_records_without_a_request_stay_as_they_are() -> None:
    record = logging.LogRecord("bedside", logging.INFO, "", 1, "took %s rows", (3,), None)
    assert (RouteOnly().filter(record), record.getMessage()) == (True, "took 3 rows")


@pytest.mark.asvs("16.2.3")
def test_the_site_writes_every_line_through_it() -> None:
    assert all("route_only" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


@pytest.mark.asvs("16.3.4")
@pytest.mark.django_db
def test_a_page_that_fails_says_where(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from bedside.areas.people import queries

    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(queries, "shown_profile", broken)
    caplog.handler.addFilter(RouteOnly())
    client = Client(raise_request_exception=False)
    assert client.get("/tags/pacing/").status_code == 500
    assert "pacing" not in "".join(record.getMessage() for record in caplog.records)
