"""Every form that a visitor can send names a limit, and keeps it at its own address (P019, P020, P022, P023)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.actions import limits
from bedside.areas.people.actions.site import setup_token
from bedside.policy.limits import LIMITS, NETWORK, Limit
from tests.shape.routes import Route, all_routes, layers_of

NO_TOKEN = "x" * 60
PEER = "198.51.100.7"
ARGS: dict[str, tuple[Any, ...]] = {
    "confirm_link": (NO_TOKEN,),
    "new_mail_link": (NO_TOKEN,),
    "reset_link": (NO_TOKEN,),
    "stopped": (NO_TOKEN,),
    "sheet": ("A" * 43,),
    "sheet_file": ("A" * 43, "pdf"),
    "signup_step": (1,),
}
# A form that a visitor might send; what its view makes of it does not matter, but for limits that count success only.
FORMS: dict[str, dict[str, str]] = {
    "signin": {"mail": "nobody@mail.example", "password": "quite another pass phrase"},
    "account_login": {"mail": "nobody@mail.example", "password": "quite another pass phrase"},
    "reset": {"mail": "nobody@mail.example"},
    "theme": {"theme": "dark"},
}


def limit_of(route: Route) -> Limit | None:
    """Return the limit that a view names."""
    return next((layer.__dict__["limit"] for layer in layers_of(route.view) if "limit" in layer.__dict__), None)


def visitors_forms() -> Iterator[Route]:
    """Yield each route that answers something else than GET to a visitor."""
    for route in all_routes():
        access = next(layer.__dict__["access"] for layer in layers_of(route.view) if "access" in layer.__dict__)
        if access == "anyone" and set(route.methods) - {"GET", "HEAD", "OPTIONS"}:
            yield route


def test_there_are_such_routes() -> None:
    assert {"signin", "reset", "signup_step", "mfa_authenticate"} <= {route.name for route in visitors_forms()}


@pytest.mark.asvs("2.4.1")
@pytest.mark.parametrize("route", list(visitors_forms()), ids=lambda route: route.name)
def test_a_form_of_visitors_names_a_limit_of_the_table(route: Route) -> None:
    """P020: the inventory."""
    limit = limit_of(route)
    assert limit in LIMITS
    assert limit.per == NETWORK


@pytest.mark.asvs("2.4.1", "6.3.1")
@pytest.mark.django_db
@pytest.mark.parametrize("route", list(visitors_forms()), ids=lambda route: route.name)
def test_one_form_more_than_the_limit_is_too_many(route: Route) -> None:
    """P019: at the address that visitors use, not only at the view."""
    limit = limit_of(route)
    assert limit is not None
    args = ARGS.get(route.name, (setup_token(),) if route.name == "setup" else ())
    path, browser, form = reverse(route.name, args=args), Client(REMOTE_ADDR=PEER), FORMS.get(route.name, {})
    for _try in range(limit.tries - 1):  # all but the last of those that are allowed, without drawing as many pages
        limits.spend(limit, value="198.51.100.0/24")
    assert browser.post(path, form).status_code != 429
    last = browser.post(path, form)
    assert (last.status_code, last.headers["X-RateLimit-Remaining"]) == (429, "0")
    assert 0 < int(last.headers["Retry-After"]) <= limit.window.total_seconds()
    assert Client(REMOTE_ADDR="203.0.113.7").post(path, form).status_code != 429
